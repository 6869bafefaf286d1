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
