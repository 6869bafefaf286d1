using Hub.Core.Notices;
using Hub.Core.Notices.Mail;
using Hub.Testing.Mail;
using Xunit;

namespace Core.Tests.Notices;

/// <summary>Mail to a real server on loopback, well and badly behaved.</summary>
public sealed class SmtpTests : IDisposable
{
    private static readonly DateTimeOffset At = new(2026, 11, 22, 9, 5, 7, TimeSpan.FromHours(1));
    private readonly LoopbackCertificate _certificate = new();

    public void Dispose() => _certificate.Dispose();

    [Fact]
    public async Task A_message_goes_over_starttls_signed_in_and_arrives_letter_by_letter()
    {
        await using var sink = new SmtpSink(_certificate.Certificate);
        var message = Message("Déjà vu : 3 points demandent votre attention, et ce titre est bien plus long qu'une ligne", "Une ligne.\n.\n.point\n  deux espaces \nune très longue ligne " + string.Concat(Enumerable.Repeat("été ", 60)) + "\n");
        Assert.Equal(DeliveryOutcome.Sent, await SendAsync(sink, message));
        var mail = await sink.NextAsync();
        Assert.Equal(("hub@example.org", "camille@example.org", SmtpSink.User, true), (mail.From, mail.To, mail.SignedInAs, mail.Secure));
        Assert.Equal(message.Subject, mail.Subject);
        Assert.Equal(message.Body, mail.Body.ReplaceLineEndings("\n").TrimEnd('\n') + "\n");
        Assert.Equal("<id1@example.org>", mail.Headers["Message-ID"]);
        Assert.Equal("Sun, 22 Nov 2026 08:05:07 +0000", mail.Headers["Date"]);
        Assert.Equal("auto-generated", mail.Headers["Auto-Submitted"]);
        Assert.All(mail.Raw.Split("\r\n"), line => Assert.True(line.Length <= 78, line));
        Assert.All(mail.Raw, letter => Assert.True(letter is >= ' ' and <= '~' or '\r' or '\n'));
        Assert.DoesNotContain(sink.Heard, heard => !heard.Secure && heard.Line.StartsWith("AUTH", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Tls_from_the_start_and_the_older_way_to_sign_in_work_too()
    {
        await using var sink = new SmtpSink(_certificate.Certificate, tlsFromTheStart: true, ways: "LOGIN");
        Assert.Equal(DeliveryOutcome.Sent, await SendAsync(sink, Message(), "smtps"));
        Assert.Equal(SmtpSink.User, (await sink.NextAsync()).SignedInAs);
        Assert.All(sink.Heard, heard => Assert.True(heard.Secure));
    }

    [Fact]
    public async Task A_server_on_this_machine_may_do_without_tls_and_password()
    {
        await using var sink = new SmtpSink(ways: "");
        Assert.Equal(DeliveryOutcome.Sent, await new SmtpDelivery(SmtpServer.Parse($"smtp://localhost:{sink.Port}?from=hub@example.org&tls=off")).SendAsync(Message(), CancellationToken.None));
        Assert.False((await sink.NextAsync()).Secure);
    }

    [Theory]
    [InlineData(SmtpFault.Closed, DeliveryOutcome.Refused)]
    [InlineData(SmtpFault.Greylisted, DeliveryOutcome.TryLater)]
    [InlineData(SmtpFault.NobodyThere, DeliveryOutcome.AddressRefused)]
    [InlineData(SmtpFault.DropsInData, DeliveryOutcome.Unreachable)]
    [InlineData(SmtpFault.DropsAfterData, DeliveryOutcome.Unreachable)]
    [InlineData(SmtpFault.RefusesSignIn, DeliveryOutcome.SignInRefused)]
    [InlineData(SmtpFault.Stripped, DeliveryOutcome.NotSecure)]
    [InlineData(SmtpFault.Injected, DeliveryOutcome.NotSecure)]
    [InlineData(SmtpFault.Babbles, DeliveryOutcome.Unreachable)]
    public async Task What_goes_wrong_is_an_outcome(SmtpFault fault, DeliveryOutcome expected)
    {
        await using var sink = new SmtpSink(_certificate.Certificate);
        sink.Fail(fault);
        Assert.Equal(expected, await SendAsync(sink, Message()));
        Assert.DoesNotContain(sink.Heard, heard => !heard.Secure && heard.Line.StartsWith("AUTH", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_certificate_that_nobody_vouches_for_is_told_and_no_password_is_said()
    {
        using var other = new LoopbackCertificate();
        await using var sink = new SmtpSink(other.Certificate);
        Assert.Equal(DeliveryOutcome.NotSecure, await SendAsync(sink, Message()));
        Assert.DoesNotContain(sink.Heard, heard => heard.Line.StartsWith("AUTH", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_certificate_for_another_name_is_not_taken()
    {
        using var other = new LoopbackCertificate("mail.example.org");
        await using var sink = new SmtpSink(other.Certificate);
        var server = SmtpServer.Parse($"smtp://localhost:{sink.Port}?from=hub@example.org&ca={other.File}");
        Assert.Equal(DeliveryOutcome.NotSecure, await new SmtpDelivery(server).SendAsync(Message(), CancellationToken.None));
    }

    [Fact]
    public async Task Nobody_listening_is_unreachable()
    {
        var port = 0;
        await using (var gone = new SmtpSink())
        {
            port = gone.Port;
        }

        Assert.Equal(DeliveryOutcome.Unreachable, await new SmtpDelivery(SmtpServer.Parse($"smtp://localhost:{port}?from=hub@example.org&tls=off")).SendAsync(Message(), CancellationToken.None));
    }

    [Theory]
    [InlineData("Title\r\nBcc: everybody@example.org")]
    [InlineData("Title\nX: y")]
    [InlineData("\r\n ")]
    public async Task A_subject_with_line_breaks_stays_a_subject(string subject)
    {
        await using var sink = new SmtpSink(_certificate.Certificate);
        Assert.Equal(DeliveryOutcome.Sent, await SendAsync(sink, Message(subject)));
        var mail = await sink.NextAsync();
        Assert.DoesNotContain("Bcc", mail.Headers.Keys);
        Assert.DoesNotContain("X", mail.Headers.Keys);
    }

    [Theory]
    [InlineData("camille@example.org", "camille@example.org")]
    [InlineData(" Camille+hub@Example.ORG ", "Camille+hub@example.org")]
    [InlineData("camille@exämple.org", "camille@xn--exmple-cua.org")]
    [InlineData("camille@exa mple.org", null)]
    [InlineData("camille@example.org\r\nRCPT TO:<x@y.z>", null)]
    [InlineData("camille@example.org>", null)]
    [InlineData("a@b@c", null)]
    [InlineData("<camille@example.org>", null)]
    [InlineData("@example.org", null)]
    [InlineData("camille", null)]
    [InlineData(null, null)]
    public void Only_plain_addresses_are_written_to(string? typed, string? expected) => Assert.Equal(expected, MailAddress.Normalise(typed));

    [Theory]
    [InlineData("mail.example.org")]
    [InlineData("https://mail.example.org?from=a@b.c")]
    [InlineData("smtp://user:secret@mail.example.org?from=hub@example.org&tls=off")]
    [InlineData("smtps://user:secret@mail.example.org")]
    [InlineData("smtps://user:secret@mail.example.org?from=nobody")]
    [InlineData("smtps://user:secret@mail.example.org?from=hub@example.org&ca=nowhere.pem")]
    public void A_setting_that_cannot_work_is_told_without_its_password(string setting) =>
        Assert.DoesNotContain("secret", Assert.Throws<FormatException>(() => SmtpServer.Parse(setting)).Message, StringComparison.Ordinal);

    private static MailMessage Message(string subject = "A title", string body = "A text.\n") => new("id1", "hub@example.org", "camille@example.org", subject, body, "fr", At);

    private Task<DeliveryOutcome> SendAsync(SmtpSink sink, MailMessage message, string scheme = "smtp") => new SmtpDelivery(SmtpServer.Parse(
        $"{scheme}://{SmtpSink.User}:{Uri.EscapeDataString(SmtpSink.Password)}@localhost:{sink.Port}?from=hub@example.org&ca={_certificate.File}")).SendAsync(message, CancellationToken.None);
}
