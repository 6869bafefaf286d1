using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Hub.Sdk.Testing;

/// <summary>
/// Puts made-up values in the place of private ones: letters become letters, digits digits, dates move all by the same number of weeks, amounts
/// by the same factor. The same value becomes the same, so that what belongs together stays together. Words of the format itself stay.
/// </summary>
/// <param name="key">What the made-up values follow from; new for each fixture, and thrown away.</param>
/// <param name="vocabulary">Words that the format defines, such as headings and codes: they are nobody's.</param>
/// <param name="patterns">What tells the format from others, as a manifest's <c>accepts</c>: a text of which it makes the most stays.</param>
public sealed partial class Masking(byte[] key, IEnumerable<string> vocabulary, IEnumerable<Regex>? patterns = null)
{
    private const string Vowels = "aeiouy";
    private const string Consonants = "bcdfghjklmnpqrstvwxz";
    private static readonly string[] Months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    private readonly HashSet<string> _vocabulary = new(vocabulary, StringComparer.OrdinalIgnoreCase);
    private readonly List<Regex> _patterns = [.. patterns ?? []];
    private readonly Dictionary<string, string> _made = new(StringComparer.Ordinal);
    private readonly int _days = -364 * (1 + (key[0] % 4));
    private readonly decimal _factor = 0.55m + (key[1] % 30 / 100m);

    /// <summary>Whether it is a word of the format.</summary>
    /// <param name="text">A whole value, without white space around it.</param>
    public bool IsKnown(string text) => text.Length == 0 || _vocabulary.Contains(text) || _patterns.Exists(pattern => pattern.Match(text) is { Success: true } match && match.Length * 2 > text.Length);

    /// <summary>A whole value: a cell, a string, a text between tags.</summary>
    /// <param name="value">The private value.</param>
    public string Mask(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        var text = value.Trim();
        if (IsKnown(text) || Code().IsMatch(text))
        {
            return value;
        }

        var masked = Amount().IsMatch(text) && !Date().IsMatch(text) ? MaskAmount(text) : MaskText(text);
        return value.Replace(text, masked, StringComparison.Ordinal);
    }

    /// <summary>A number as JSON writes it.</summary>
    /// <param name="number">The private number.</param>
    public string MaskNumber(string number) => IsKnown(number) ? number : Amount().IsMatch(number) ? MaskAmount(number) : MaskText(number);

    /// <summary>Letters for letters and digits for digits, without looking for dates or amounts.</summary>
    /// <param name="text">The private text.</param>
    public string Substituted(string text) => MaskRuns(text);

    /// <summary>Each letter and digit on its own, following from the whole: for a token, of which no part may stay together.</summary>
    /// <param name="token">The private token.</param>
    public string Scrambled(string token)
    {
        ArgumentNullException.ThrowIfNull(token);
        var stream = Stream(token, token.Length);
        return new string([.. token.Select((c, i) => char.IsAsciiLetterOrDigit(c) ? Substitute(c, stream[i], first: false) : c)]);
    }

    private string MaskText(string text)
    {
        var masked = new StringBuilder(text.Length);
        var at = 0;
        foreach (var date in Date().Matches(text).Cast<Match>())
        {
            masked.Append(MaskRuns(text[at..date.Index]));
            masked.Append(MaskDate(date));
            at = date.Index + date.Length;
        }

        return masked.Append(MaskRuns(text[at..])).ToString();
    }

    /// <summary>Whole runs of letters and of digits, so that a name in a sentence becomes what it becomes alone.</summary>
    private string MaskRuns(string text) => Run().Replace(text, run => run.Groups["kept"].Success ? run.Value : Substitute(run.Value));

    private string Substitute(string run)
    {
        if (!_made.TryGetValue(run, out var made))
        {
            _made.Add(run, made = Make(run));
        }

        return made;
    }

    private string Make(string run)
    {
        for (var round = 0; ; round++)
        {
            var stream = Stream($"{run}#{round}", run.Length);
            var made = new string([.. run.Select((letter, i) => Substitute(letter, stream[i], i == 0))]);
            if (made != run || run.Length < 2)
            {
                return made;
            }
        }
    }

    private static char Substitute(char letter, byte chance, bool first)
    {
        if (char.IsDigit(letter))
        {
            // A leading zero carries meaning, in a phone number or a postcode; any other digit may become any other.
            return letter == '0' && first ? '0' : (char)('0' + (first ? 1 + (chance % 9) : chance % 10));
        }

        var pool = Vowels.Contains(char.ToLowerInvariant(letter)) ? Vowels : Consonants;
        var made = pool[chance % pool.Length];
        return char.IsUpper(letter) ? char.ToUpperInvariant(made) : made;
    }

    /// <summary>Keeps sign, decimals, separator and the order of amounts, so that a meter's index still rises.</summary>
    private string MaskAmount(string text)
    {
        var digits = text.Replace(',', '.');
        if (digits.Count(char.IsDigit) < 3 || !decimal.TryParse(digits, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount) || amount == 0)
        {
            return text;
        }

        var point = digits.IndexOf('.', StringComparison.Ordinal);
        var decimals = point < 0 ? 0 : digits.Length - point - 1;
        var made = Math.Round(amount * _factor, decimals).ToString($"F{decimals}", CultureInfo.InvariantCulture);
        made = text[0] == '+' ? "+" + made : made;
        return text.Contains(',', StringComparison.Ordinal) ? made.Replace('.', ',') : made;
    }

    private string MaskDate(Match date)
    {
        var (year, month, day) = (date.Groups["y"], date.Groups["m"].Success ? date.Groups["m"] : date.Groups["name"], date.Groups["d"]);
        var number = date.Groups["m"].Success ? month.Value : $"{Array.FindIndex(Months, name => month.Value.StartsWith(name, StringComparison.OrdinalIgnoreCase)) + 1:00}";
        if (!DateTime.TryParseExact($"{year.Value}-{number}-{day.Value.PadLeft(2, '0')}", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var when) || when.Year < 1905)
        {
            return MaskRuns(date.Value);
        }

        var moved = when.AddDays(_days);
        var made = new StringBuilder(date.Value);
        foreach (var part in new[] { year, month, day }.OrderByDescending(part => part.Index))
        {
            var value = part == year ? $"{moved:yyyy}" : part == day ? moved.Day.ToString(day.Length == 1 ? "0" : "00", CultureInfo.InvariantCulture) : date.Groups["m"].Success ? $"{moved:MM}" : Months[moved.Month - 1];
            made.Remove(part.Index - date.Index, part.Length).Insert(part.Index - date.Index, part.Length > 1 && part.Value.All(char.IsUpper) ? value.ToUpperInvariant() : value);
        }

        return made.ToString();
    }

    private byte[] Stream(string what, int length)
    {
        // The text is hashed once, however long it is.
        var seed = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(what));
        var stream = new List<byte>(length);
        for (var block = 0; stream.Count < length; block++)
        {
            stream.AddRange(HMACSHA256.HashData(seed, BitConverter.GetBytes(block)));
        }

        return [.. stream];
    }

    // With its time and offset, which tell steps and clock changes and stay: 2024-01-31T00:30:00+01:00, 20240131003000, 31/01/2024, 31 Jan 2024 @ 0030.
    [GeneratedRegex(@"(?<![\d])(?:(?<y>(?:19|20)\d{2})(?<s>[-/.]?)(?<m>0[1-9]|1[0-2])\k<s>(?<d>0[1-9]|[12]\d|3[01])|(?<d>0[1-9]|[12]\d|3[01])(?<t>[-/.])(?<m>0[1-9]|1[0-2])\k<t>(?<y>(?:19|20)\d{2})|(?<m>0[1-9]|1[0-2])(?<u>[-/])(?<d>0[1-9]|[12]\d|3[01])\k<u>(?<y>(?:19|20)\d{2})|(?<d>0?[1-9]|[12]\d|3[01])(?<v>[ -])(?<name>(?i:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec))\k<v>(?<y>(?:19|20)\d{2})|(?<name>(?i:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)) (?<d>0?[1-9]|[12]\d|3[01]), (?<y>(?:19|20)\d{2}))(?:(?:[T ]| ?@ )?\d{2}:?\d{2}(?::?\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?(?![\d])", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Date();

    // Nine digits at most, and no leading zero: a longer one, or one that keeps its zeros, names something.
    [GeneratedRegex(@"^[+-]?(0|[1-9]\d{0,8})([.,]\d+)?$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Amount();

    // Currencies, countries, languages, units.
    [GeneratedRegex(@"^\p{L}{1,3}$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Code();

    // An entity of a marked-up text is no word, and the beginning of an address or of a universal name belongs to its format.
    [GeneratedRegex(@"(?<kept>&#?\w{1,8};|\b(urn:(uuid|oid|ietf):|https?://|mailto:|tel:))|\p{L}+|\d+", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Run();
}
