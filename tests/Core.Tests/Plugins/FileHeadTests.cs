using System.Text;
using Hub.Core.Plugins;
using Xunit;

namespace Core.Tests.Plugins;

/// <summary>A file is known by the letters that its reader will see.</summary>
public sealed class FileHeadTests
{
    private const string Line = "Vélocité;Durée;Coût\r\n";

    public static TheoryData<string, bool> Encodings => new()
    {
        { "utf-8", false }, { "utf-8", true }, { "windows-1252", false }, { "utf-16", false }, { "utf-16", true }, { "utf-16BE", true },
    };

    [Theory]
    [MemberData(nameof(Encodings))]
    public async Task Its_letters_are_the_same_in_every_encoding(string name, bool marked)
    {
        var encoding = name == "windows-1252" ? CodePagesEncodingProvider.Instance.GetEncoding(1252)! : Encoding.GetEncoding(name);
        using var file = new MemoryStream([.. marked ? encoding.GetPreamble() : [], .. encoding.GetBytes(Line)]);
        Assert.Equal(Line, await FileHead.ReadAsync(file, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_letter_that_is_cut_in_two_at_the_end_changes_nothing_before_it()
    {
        using var file = new MemoryStream(Encoding.UTF8.GetBytes(new string('a', FileHead.Size - 3) + "éé"));
        Assert.Contains("aé", await FileHead.ReadAsync(file, TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }
}
