using System.Globalization;

namespace Hub.Wire.Tables;

/// <summary>Days in one order of their parts, with any sign between them or none; a time of day behind them does not count.</summary>
public static class TableDate
{
    private static readonly string[] Instants = ["yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd HH:mmK", "yyyy-MM-dd HH:mm:ssK", "yyyy-MM-dd HH:mm:ss K"];

    /// <summary>How a time of day may be written.</summary>
    public static string[] Times { get; } = ["H:mm", "H:mm:ss", "H:mm:ss.FFFFFFF", "H'h'mm", "H'h'"];

    /// <summary>A moment that says its own offset, so that no zone has to be known; null where it says none.</summary>
    public static DateTimeOffset? ReadInstant(string text) =>
        text.Length > 16 && (text[^1] == 'Z' || text.AsSpan(16).IndexOfAny('+', '-') >= 0)
        && DateTimeOffset.TryParseExact(text, Instants, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : null;

    public static DateOnly? Read(string text, string order)
    {
        var day = text.Split(' ', 'T')[0].TrimEnd('.');
        var parts = day.Split('/', '-', '.');
        if (parts is [{ Length: 8 } all] && all.All(char.IsAsciiDigit))
        {
            parts = order == "ymd" ? [all[..4], all[4..6], all[6..]] : [all[..2], all[2..4], all[4..]];
        }

        if (parts is not [var first, var second, var third] || !parts.All(part => part.Length is 1 or 2 or 4 && part.All(char.IsAsciiDigit)))
        {
            return null;
        }

        // Four digits before the month are a year whatever the order is: holders changed to ISO dates under the same header.
        var (y, m, d) = order switch
        {
            _ when first.Length == 4 => (first, second, third),
            "ymd" => (first, second, third),
            "mdy" => (third, first, second),
            _ => (third, second, first),
        };
        if (y.Length is not (2 or 4) || m.Length > 2 || d.Length > 2)
        {
            return null;
        }

        var (year, month, number) = (Number(y), Number(m), Number(d));
        year += y.Length == 4 ? 0 : year < 70 ? 2000 : 1900;
        return year is >= 1 and <= 9999 && month is >= 1 and <= 12 && number >= 1 && number <= DateTime.DaysInMonth(year, month) ? new DateOnly(year, month, number) : null;
    }

    private static int Number(string digits) => int.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);
}
