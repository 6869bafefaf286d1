using System.Text.RegularExpressions;
using Hub.Core.Records;
using Xunit;

namespace Core.Tests.Records;

public sealed class LinearPatternTests
{
    private static readonly string[] Parts =
    [
        "a", "b", ".", "^", "$", "*", "+", "?", "{2}", "{3,2}", "{30}", "{7,1000}", "{400,}", "|", "[", "]", "[^a]", "[a-z-[b]]", "(", ")", "(?:", "(?i)", "(?i-s:", "(?x) # ", "(?r)", "(?n", "(?=", "(?!", "(?<=", "(?<!", "(?>", "(?<n>", "(?'n'", "(?<-n>",
        "(?(n)", "(?#", "\\", "\\1", "\\k<n>", "\\G", "\\b", "\\d", "\\p{L}", "\\p{X}", "\\(", "1", "k", "G", "-", "\n",
    ];

    // What is not tried at once must be what the engine takes: otherwise the first text that is matched would tell.
    [Fact]
    public void A_pattern_is_refused_at_once_when_the_engine_refuses_it()
    {
        var random = new Random(5);
        var (taken, refused, late) = (0, 0, 0);
        for (var round = 0; round < 4000; round++)
        {
            var pattern = string.Concat(Enumerable.Range(0, random.Next(1, 6)).Select(_ => Parts[random.Next(Parts.Length)]));
            var expected = Record.Exception(() => new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant));
            Assert.True(expected?.GetType() == Record.Exception(() => new LinearPattern(pattern))?.GetType(), pattern);
            taken += expected is null ? 1 : 0;
            refused += expected is NotSupportedException ? 1 : 0;
            late += expected is null && !LinearPattern.MayNeedBacktracking(pattern) ? 1 : 0;
        }

        Assert.True(taken > 500 && refused > 50 && late > 500, $"{taken} {refused} {late}");
    }

    // An engine that is not asked must not be one that would have said yes.
    [Fact]
    public void A_text_matches_as_it_does_for_the_engine_alone()
    {
        string[] texts = ["ab", "aBa", "Kk\u212A", "(", "a\\b", "]", "{2}", "|", "\n", "bA-", "i\u0130\u0131I", "1", "\u017Fs"];
        string[] parts = [.. Parts, "ab", "B", "k", "i", "s", "\\\\", "\\]", "[]]", "[^]a]", "[\\]b]", "\\.", "\\u0061", "{a}", "{,2}", "?", "*", "(?:a|b)"];
        var random = new Random(7);
        var (spared, matched) = (0, 0);
        for (var round = 0; round < 3000; round++)
        {
            var pattern = string.Concat(Enumerable.Range(0, random.Next(1, 7)).Select(_ => parts[random.Next(parts.Length)]));
            if (Record.Exception(() => new LinearPattern(pattern)) is not null)
            {
                continue;
            }

            var linear = new LinearPattern(pattern);
            for (var at = 0; at < 4; at++)
            {
                var text = string.Concat(Enumerable.Range(0, random.Next(1, 5)).Select(_ => texts[random.Next(texts.Length)]));
                var expected = linear.Regex.IsMatch(text);
                Assert.True(expected == linear.IsMatch(text), $"{pattern} {text}");
                matched += expected ? 1 : 0;
                spared += !expected && RequiredText.Of(pattern)?.IsIn(text) == false ? 1 : 0;
            }
        }

        Assert.True(matched > 500 && spared > 500, $"{matched} {spared}");
    }

    [Fact]
    public void Whatever_is_a_letter_without_regard_to_case_is_found_as_one()
    {
        var every = new string([.. Enumerable.Range(0, char.MaxValue + 1).Select(letter => (char)letter)]);
        foreach (var letter in Enumerable.Range('!', '~' - '!' + 1).Select(letter => (char)letter))
        {
            if (RequiredText.Of("(?i)" + Regex.Escape(letter.ToString())) is { } required)
            {
                Assert.All(Regex.Matches(every, "(?i)" + Regex.Escape(letter.ToString()), RegexOptions.CultureInvariant, TimeSpan.FromMinutes(1)), match => Assert.True(required.IsIn(match.Value), match.Value));
            }
        }
    }

    [Theory]
    [InlineData("(?i)<ofx[\\s>]", "<ofx")]
    [InlineData("(?i)(^|[\\r\\n])[\"' ]*horodat(e|age)[\"' ]*[;,\\t]", "horodat")]
    [InlineData("urn:iso:std:iso:20022:tech:xsd:camt\\.05[234]\\.", "urn:iso:std:iso:20022:tech:xsd:camt.05")]
    [InlineData("<([A-Za-z][A-Za-z0-9]{0,20}:)?ClinicalDocument[ \\t\\r\\n>]", "ClinicalDocument")]
    [InlineData("(?i)my *healthevet +personal", "healthevet ")]
    [InlineData("abc?", "ab")]
    [InlineData("a|b", null)]
    [InlineData("(abc)?", null)]
    [InlineData("a(?i)b", null)]
    [InlineData("(?x)a b", null)]
    public void What_every_match_holds_stands_outside_groups_and_classes(string pattern, string? expected) => Assert.Equal(expected, RequiredText.Of(pattern)?.ToString());

    [Theory]
    [InlineData("((a{1000}){1000}){1000}", true)]
    [InlineData("(?:(?:a{10,20}){20}){30,}", true)]
    [InlineData("a{99999999999}", true)]
    [InlineData("^\\d{4}-\\d{2}-\\d{2}(T|$)", false)]
    public void Only_what_may_have_too_many_states_is_tried_at_once(string pattern, bool expected) => Assert.Equal(expected, LinearPattern.MayBeTooLarge(pattern));

    [Theory]
    [InlineData("(?i)<ofx[\\s>]", false)]
    [InlineData("(?im)^\\uFEFF?!(Type:|Account)", false)]
    [InlineData("(a)\\1", true)]
    [InlineData("\\Ga", true)]
    [InlineData("(?<name>a)", true)]
    [InlineData("a(?=b)", true)]
    [InlineData("a(?", true)]
    public void Only_what_may_need_backtracking_is_tried_at_once(string pattern, bool expected) => Assert.Equal(expected, LinearPattern.MayNeedBacktracking(pattern));
}
