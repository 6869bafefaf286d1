using Hub.Core.Records;

namespace Hub.Web.Requests;

internal static class Days
{
    /// <summary>The local day of a record's time; a date keeps its day.</summary>
    public static DateOnly Of(RecordTime time, TimeZoneInfo zone)
    {
        var instant = DateTimeOffset.FromUnixTimeMilliseconds(time.UnixMilliseconds);
        return DateOnly.FromDateTime(time.IsInstant ? TimeZoneInfo.ConvertTime(instant, zone).DateTime : instant.DateTime);
    }

    /// <summary>P1D, P2W, P3M, P1Y after a day.</summary>
    public static DateOnly After(DateOnly day, string duration) => int.TryParse(duration.AsSpan(1, duration.Length - 2), out var count)
        ? duration[^1] switch
        {
            'D' => day.AddDays(count),
            'W' => day.AddDays(count * 7),
            'M' => day.AddMonths(count),
            _ => day.AddYears(count),
        }
        : day;

    public static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
