using System.Globalization;

namespace Hub.Plugins.BlueButton.Mapping;

/// <summary>The holders' dates as the hub writes them. Times are local and state no zone: they are taken in the person's.</summary>
internal static class Dates
{
    private static readonly string[] Days = ["d MMM yyyy", "MMM d, yyyy", "M/d/yyyy", "yyyyMMdd", "yyyy-MM-dd"];
    private static readonly string[] Months = ["MMM yyyy", "MMMM yyyy", "M/yyyy", "yyyy-MM"];
    private static readonly string[] Times = ["HHmm", "Hmm", "HH:mm", "H:mm", "HH:mm:ss", "h:mm tt", "h:mm:ss tt"];

    /// <summary>A date (<c>2011-12-02</c>, <c>2011-12</c>, <c>2011</c>), an instant where a time stands beside it, or null.</summary>
    public static string? Read(string text, TimeZoneInfo zone)
    {
        var parts = text.Split('@', 2, StringSplitOptions.TrimEntries);
        if (parts.Length == 1 && parts[0].Split(' ', 2) is [var first, var rest] && first.Contains('/', StringComparison.Ordinal))
        {
            parts = [first, rest];
        }

        if (Parse(parts[0], Days) is not { } day)
        {
            return Parse(text, Months) is { } month ? month.ToString("yyyy-MM", CultureInfo.InvariantCulture)
                : Parse(text, ["yyyy"]) is { Year: > 1800 } year ? year.ToString("yyyy", CultureInfo.InvariantCulture) : null;
        }

        return parts.Length == 2 ? Combine(day, parts[1], zone) : day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
    }

    /// <summary>A date and a time that stand under two labels.</summary>
    public static string? Read(string? date, string? time, TimeZoneInfo zone) =>
        date is null ? null : time is not null && Parse(date, Days) is { } day ? Combine(day, time, zone) : Read(date, zone);

    private static string Combine(DateTime day, string time, TimeZoneInfo zone)
    {
        if (Parse(time, Times) is not { } clock)
        {
            return day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        }

        var local = day.Date + clock.TimeOfDay;
        if (zone.IsInvalidTime(local))
        {
            // The hour that the change to summer time skips: the clock then showed an hour more.
            local = local.AddHours(1);
        }

        return new DateTimeOffset(local, zone.GetUtcOffset(local)).ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture);
    }

    private static DateTime? Parse(string text, string[] formats) =>
        DateTime.TryParseExact(text.Trim(), formats, CultureInfo.InvariantCulture, DateTimeStyles.AllowWhiteSpaces, out var found) ? found : null;
}
