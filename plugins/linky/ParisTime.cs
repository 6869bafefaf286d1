using System.Globalization;

namespace Hub.Plugins.Linky;

/// <summary>
/// Time as Enedis writes it. The rule of summer time is written here because the meters stand where it holds whatever the zone of the person
/// or of the machine, and some machines carry no table of zones.
/// </summary>
internal static class ParisTime
{
    private static readonly TimeSpan Winter = TimeSpan.FromHours(1), Summer = TimeSpan.FromHours(2);

    private static readonly string[] WithOffset = ["yyyy-MM-dd'T'HH:mm:sszzz", "yyyy-MM-dd'T'HH:mmzzz", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", "yyyy-MM-dd HH:mm:sszzz", "yyyy-MM-dd HH:mmzzz"];
    private static readonly string[] Local = ["yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd HH:mm", "yyyy-MM-dd'T'HH:mm", "dd/MM/yyyy HH:mm:ss", "dd/MM/yyyy HH:mm", "yyyy-MM-dd", "dd/MM/yyyy"];

    /// <summary>The same instant with the offset that clocks in France then showed.</summary>
    public static DateTimeOffset Show(DateTimeOffset instant) => instant.ToOffset(OffsetAt(instant.UtcDateTime));

    /// <summary>Reads a stamp with or without its offset.</summary>
    /// <param name="text">The stamp.</param>
    /// <param name="previous">The stamp before: in autumn an hour comes twice, and the second time follows the first.</param>
    public static DateTimeOffset? Find(ReadOnlySpan<char> text, DateTimeOffset? previous = null)
    {
        text = text.Trim();
        if (text is [.., 'Z' or 'z'])
        {
            return FindLocal(text[..^1]) is { } utc ? Show(new DateTimeOffset(utc, TimeSpan.Zero)) : null;
        }

        if (DateTimeOffset.TryParseExact(text, WithOffset, CultureInfo.InvariantCulture, DateTimeStyles.None, out var stamp))
        {
            return Show(stamp);
        }

        return FindLocal(text) is { } local ? FromLocal(local, previous) : null;
    }

    public static DateTime? FindLocal(ReadOnlySpan<char> text) =>
        DateTime.TryParseExact(text, Local, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local) && local.Year is > 1 and < 9999 ? local : null;

    public static DateTimeOffset FromLocal(DateTime local, DateTimeOffset? previous = null)
    {
        var first = new DateTimeOffset(local, Summer);
        var second = new DateTimeOffset(local, Winter);
        var twice = OffsetAt(first.UtcDateTime) == Summer && OffsetAt(second.UtcDateTime) == Winter;
        var late = twice ? first <= previous : OffsetAt(second.UtcDateTime) == Winter;
        return Show(late ? second : first);
    }

    // Directive 2000/84/EC: from the last Sunday of March to that of October, at one o'clock UTC.
    private static TimeSpan OffsetAt(DateTime utc) => utc >= LastSunday(utc.Year, 3) && utc < LastSunday(utc.Year, 10) ? Summer : Winter;

    private static DateTime LastSunday(int year, int month)
    {
        var last = new DateTime(year, month, 31, 1, 0, 0, DateTimeKind.Utc);
        return last.AddDays(-(int)last.DayOfWeek);
    }
}
