using System.Text.RegularExpressions;

namespace House.Tests;

/// <summary>What a person may read is there in English and French, and the French is set as French is.</summary>
public sealed partial class SentenceTests
{
    private static readonly List<(string File, string En, string Fr)> Pairs =
    [
        .. from file in Tree.EndingWith(".cs", ".razor")
           where !file.StartsWith("tests/", StringComparison.Ordinal)
           from Match match in Pair().Matches(Tree.Read(file))
           where match.Groups["how"].Value != "new" || Sentence().IsMatch(match.Groups["en"].Value)
           select (file, match.Groups["en"].Value, match.Groups["fr"].Value),
    ];

    [Fact]
    public void No_sentence_is_missing_in_one_language()
    {
        Assert.True(Pairs.Count > 100, $"only {Pairs.Count} sentences were found: has the way of writing them changed?");
        Assert.All(Pairs, pair => Assert.True(pair.En.Trim().Length > 0 && pair.Fr.Trim().Length > 0, $"{pair.File}: \"{pair.En}\", \"{pair.Fr}\""));
    }

    [Fact]
    public void French_says_vous() =>
        Assert.All(Pairs, pair => Assert.False(Familiar().IsMatch(pair.Fr), $"{pair.File}: {pair.Fr}"));

    [Fact]
    public void No_long_sentence_was_left_in_English() =>
        Assert.All(Pairs.Where(pair => pair.En.Count(c => c == ' ') > 3), pair => Assert.NotEqual(pair.En, pair.Fr));

    /// <summary>Pages set the spaces of sentences in code themselves; manifests and record types are data, read by others too.</summary>
    [Fact]
    public void Data_has_no_break_spaces_before_the_double_signs() =>
        Assert.All(Tree.EndingWith(".json").Where(file => file.StartsWith("sdk/records/", StringComparison.Ordinal) || file.EndsWith("/plugin.json", StringComparison.Ordinal)), file =>
            Assert.DoesNotMatch(LooseSign(), Tree.Read(file)));

    [GeneratedRegex("""(?<how>new Text|\bnew|\bL)\(\s*\$?"(?<en>(?:[^"\\]|\\.)*)",\s*\$?"(?<fr>(?:[^"\\]|\\.)*)"\s*\)""")]
    private static partial Regex Pair();

    // new("…", "…") makes other pairs too: those of words and field names are left out.
    [GeneratedRegex(@"[.?!…]$")]
    private static partial Regex Sentence();

    [GeneratedRegex(@"\b(tu|toi|tes|ton|ta)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Familiar();

    [GeneratedRegex("""[\p{L}\p{N}»)] [:;?!»](?=[\s"<])|« """)]
    private static partial Regex LooseSign();
}
