using System.Text;
using Hub.Core.Accounts;
using Xunit;

namespace Core.Tests.Accounts;

/// <summary>The vectors of RFC 6238, appendix B (SHA-1), and what stands around them.</summary>
public sealed class TotpTests
{
    private static readonly byte[] Secret = Encoding.ASCII.GetBytes("12345678901234567890");

    [Theory]
    [InlineData(59, "94287082")]
    [InlineData(1111111109, "07081804")]
    [InlineData(1111111111, "14050471")]
    [InlineData(1234567890, "89005924")]
    [InlineData(2000000000, "69279037")]
    [InlineData(20000000000, "65353130")]
    public void Codes_are_those_of_the_standard(long seconds, string code)
    {
        var step = Totp.StepOf(DateTimeOffset.FromUnixTimeSeconds(seconds));
        Assert.Equal(code, Totp.CodeOf(Secret, step, digits: 8));
        Assert.Equal(code[2..], Totp.CodeOf(Secret, step));
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("f", "MY")]
    [InlineData("fo", "MZXQ")]
    [InlineData("foo", "MZXW6")]
    [InlineData("foob", "MZXW6YQ")]
    [InlineData("fooba", "MZXW6YTB")]
    [InlineData("foobar", "MZXW6YTBOI")]
    [InlineData("12345678901234567890", "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ")]
    public void Secrets_are_written_as_apps_read_them(string secret, string text) => Assert.Equal(text, Totp.Write(Encoding.ASCII.GetBytes(secret)));

    [Fact]
    public void A_clock_may_differ_by_half_a_minute_and_no_more()
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(1_234_567_890);
        foreach (var apart in new[] { -1, 0, 1 })
        {
            var step = Totp.StepOf(now) + apart;
            Assert.Equal(step, Totp.FindStep(Secret, Totp.CodeOf(Secret, step), now));
        }

        Assert.Null(Totp.FindStep(Secret, Totp.CodeOf(Secret, Totp.StepOf(now) - 2), now));
        Assert.Null(Totp.FindStep(Secret, Totp.CodeOf(Secret, Totp.StepOf(now) + 2), now));
        Assert.Null(Totp.FindStep(Secret, "", now));
        Assert.Null(Totp.FindStep(Secret, "12345", now));
    }

    [Fact]
    public void A_name_cannot_write_into_the_address_of_the_picture() =>
        Assert.Equal("otpauth://totp/Hub%3Aa%20%26%20b%3Fsecret%3Dx?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Hub&algorithm=SHA1&digits=6&period=30", Totp.AddressOf("a & b?secret=x", Secret));
}
