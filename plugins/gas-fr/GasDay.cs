using System.Globalization;

namespace Hub.Plugins.GasFr;

/// <summary>
/// Gas days begin at six in the morning, by clocks in France; the one before a clock change has 23 or 25 hours. The rule of summer time is written here because the meters stand
/// where it holds, whatever the zone of the person or of the machine.
/// </summary>
internal static class GasDay
{
    private static readonly TimeSpan Winter = TimeSpan.FromHours(1), Summer = TimeSpan.FromHours(2);
    private static readonly string[] Stamps = ["yyyy-MM-dd'T'HH:mm:sszzz", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", "yyyy-MM-dd'T'HH:mmzzz", "yyyy-MM-dd'T'HH:mm:ss'Z'", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd HH:mm:ss"];
    private static readonly string[] Dates = ["yyyy-MM-dd", "dd/MM/yyyy", "d/M/yyyy"];

    /// <summary>When a gas day begins.</summary>
    public static DateTimeOffset Start(DateOnly day) => FromLocal(day.ToDateTime(new TimeOnly(6, 0)));

    public static DateOnly? FindDate(string? text) =>
        DateOnly.TryParseExact(text?.Trim(), Dates, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) && date.Year is > 1900 and < 9999 ? date : null;

    /// <summary>
    /// An instant or a date as GRDF writes it. The web service writes the local clock and a false «+00:00» behind it, winter and summer: six o'clock there is the
    /// gas day's beginning. An offset that is not zero is taken as it is.
    /// </summary>
    public static DateTimeOffset? Find(string? text)
    {
        if (FindDate(text) is { } day)
        {
            return Start(day);
        }

        if (!DateTimeOffset.TryParseExact(text?.Trim(), Stamps, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var stamp) || stamp.Year is <= 1900 or >= 9999)
        {
            return null;
        }

        return stamp.Offset == TimeSpan.Zero && stamp.TimeOfDay == TimeSpan.FromHours(6) ? FromLocal(stamp.DateTime) : Show(stamp);
    }

    private static DateTimeOffset FromLocal(DateTime local)
    {
        var summer = new DateTimeOffset(local, Summer);
        return OffsetAt(summer.UtcDateTime) == Summer ? summer : new DateTimeOffset(local, Winter);
    }

    private static DateTimeOffset Show(DateTimeOffset instant) => instant.ToOffset(OffsetAt(instant.UtcDateTime));

    // Directive 2000/84/EC: from the last Sunday of March to that of October, at one o'clock UTC.
    private static TimeSpan OffsetAt(DateTime utc) => utc >= LastSunday(utc.Year, 3) && utc < LastSunday(utc.Year, 10) ? Summer : Winter;

    private static DateTime LastSunday(int year, int month)
    {
        var last = new DateTime(year, month, 31, 1, 0, 0, DateTimeKind.Utc);
        return last.AddDays(-(int)last.DayOfWeek);
    }
}
