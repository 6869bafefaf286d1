using System.Globalization;

namespace Hub.Plugins.Ofx;

/// <summary>
/// Reads the day of a date such as <c>20090401122017.000[-5:EST]</c>. The day counts as the bank wrote it: turned into another zone, an
/// evening's purchase would move to the next day.
/// </summary>
internal static class OfxDate
{
    private const int Day = 8;

    public static DateOnly? Find(string? text)
    {
        var digits = text is { Length: >= 10 } && text[4] == '-' && text[7] == '-' ? text[..10].Replace("-", "", StringComparison.Ordinal) : text;
        return digits is { Length: >= Day }
            && (digits.Length == Day || char.IsAsciiDigit(digits[Day]) || digits[Day] is ' ' or 'T' or '.' or '[')
            && DateOnly.TryParseExact(digits[..Day], "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
    }
}
