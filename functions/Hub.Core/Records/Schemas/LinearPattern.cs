using System.Globalization;
using System.Text.RegularExpressions;

namespace Hub.Core.Records;

/// <summary>
/// A regular expression that was written elsewhere, run by .NET's engine without backtracking: it cannot hang the hub. That engine takes half a megabyte for each, and a hub has
/// dozens that most pages never ask, so it is made when the first text is to be matched. What it would refuse is refused at once.
/// </summary>
internal sealed class LinearPattern
{
    // The engine refuses what it estimates at more than 10,000 states; none of the patterns that readers bring comes near a tenth of that.
    // https://github.com/dotnet/runtime/blob/main/src/libraries/System.Text.RegularExpressions/src/System/Text/RegularExpressions/Symbolic/SymbolicRegexThresholds.cs
    private const long ManyStates = 1000;

    private readonly Lazy<Regex> _regex;
    private readonly RequiredText? _required;

    /// <exception cref="ArgumentException">It is no regular expression.</exception>
    /// <exception cref="NotSupportedException">It cannot be run without backtracking.</exception>
    public LinearPattern(string pattern)
    {
        _regex = new(() => new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant));
        // Both engines read patterns alike, and the other one is cheap to make; what only this one refuses has to be tried.
        _ = MayNeedBacktracking(pattern) || MayBeTooLarge(pattern) ? _regex.Value : new Regex(pattern, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
        _required = RequiredText.Of(pattern);
    }

    public Regex Regex => _regex.Value;

    /// <summary>Makes the engine only for a text that may match.</summary>
    public bool IsMatch(string text) => _required?.IsIn(text) != false && Regex.IsMatch(text);

    /// <summary>Whether it may look around, refer back or be atomic: whether it has a group that is more than (?:…) or (?i…), or \1, \k or \G.</summary>
    internal static bool MayNeedBacktracking(string pattern)
    {
        for (var at = 0; at < pattern.Length - 1; at++)
        {
            if (pattern[at] == '\\' && (char.IsAsciiDigit(pattern[at + 1]) || pattern[at + 1] is 'k' or 'G'))
            {
                return true;
            }

            if (pattern[at] == '(' && pattern[at + 1] == '?' && pattern.AsSpan(at + 2).TrimStart("imnsx-") is not [':' or ')', ..])
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether it may have more states than that engine takes: as if every number behind a brace or a comma were a repetition of all that there is.</summary>
    internal static bool MayBeTooLarge(string pattern)
    {
        long states = pattern.Length;
        for (var at = 1; at < pattern.Length; at++)
        {
            if (pattern[at - 1] is not ('{' or ',') || !char.IsAsciiDigit(pattern[at]))
            {
                continue;
            }

            var digits = pattern.AsSpan(at);
            digits = digits[..(digits.IndexOfAnyExceptInRange('0', '9') is >= 0 and var end ? end : digits.Length)];
            if (!int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var count) || (states *= Math.Max(count, 1)) > ManyStates)
            {
                return true;
            }
        }

        return false;
    }
}
