using Hub.Core.Records;

namespace Hub.Core.Vaults;

/// <summary>Local days on the line of instants, in Unix milliseconds; at both ends of the calendar it stops instead of falling off.</summary>
public static class Zones
{
    private const int DayInMilliseconds = 86_400_000;
    private const int HourInMilliseconds = 3_600_000;

    /// <summary>The first instant that has a date.</summary>
    public static readonly long Lowest = DateTimeOffset.MinValue.ToUnixTimeMilliseconds();
    /// <summary>The last instant that has a date.</summary>
    public static readonly long Highest = DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();

    /// <summary>The first instant of a local day. Where a clock change skips midnight, the day begins after the gap; where midnight comes twice, at the first.</summary>
    public static long StartOfDay(DateTime day, TimeZoneInfo zone)
    {
        var midnight = DateTime.SpecifyKind(day.Date, DateTimeKind.Unspecified);
        if (zone.IsInvalidTime(midnight))
        {
            return FirstAtOrAfter(midnight, zone);
        }

        var offset = zone.IsAmbiguousTime(midnight) ? zone.GetAmbiguousTimeOffsets(midnight).Max() : zone.GetUtcOffset(midnight);
        return Math.Clamp(new DateTimeOffset(midnight, TimeSpan.Zero).ToUnixTimeMilliseconds() - (long)offset.TotalMilliseconds, Lowest, Highest);
    }

    /// <summary>The first instants of a local day's hours: 24 of them, 23 or 25 where the clocks change; a change that is not of whole hours cuts an hour in two.</summary>
    public static IReadOnlyList<long> HoursOf(DateTime day, TimeZoneInfo zone)
    {
        var (at, end) = (StartOfDay(day, zone), StartOfDay(day.AddDays(1), zone));
        var hours = new List<long>();
        while (at < end)
        {
            hours.Add(at);
            var local = Local(at, zone);
            var next = at + HourInMilliseconds - (long)(local.TimeOfDay.TotalMilliseconds % HourInMilliseconds);
            at = Local(next - 1, zone).Offset == local.Offset ? next : ChangeBetween(at, next - 1, zone);
        }

        return hours;
    }

    /// <summary>The local day of a record's time; a date keeps its day.</summary>
    public static DateOnly DayOf(RecordTime time, TimeZoneInfo zone)
    {
        var instant = DateTimeOffset.FromUnixTimeMilliseconds(time.UnixMilliseconds);
        return DateOnly.FromDateTime(time.IsInstant ? TimeZoneInfo.ConvertTime(instant, zone).DateTime : instant.DateTime);
    }

    /// <summary>The instant as clocks show it there.</summary>
    public static DateTimeOffset Local(long instant, TimeZoneInfo zone) =>
        TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeMilliseconds(Math.Clamp(instant, Lowest, Highest)), zone);

    /// <summary>The instant in (from, to] at which the offset becomes what it is at <paramref name="to"/>; there is one change between the two.</summary>
    public static long ChangeBetween(long from, long to, TimeZoneInfo zone)
    {
        var after = Local(to, zone).Offset;
        return FirstWhere(from, to, instant => Local(instant, zone).Offset == after);
    }

    public static TimeZoneInfo? Find(string? id) =>
        id is not null && TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone) ? zone : null;

    private static long FirstAtOrAfter(DateTime midnight, TimeZoneInfo zone)
    {
        var near = new DateTimeOffset(midnight, TimeSpan.Zero).ToUnixTimeMilliseconds();
        return FirstWhere(near - DayInMilliseconds, near + DayInMilliseconds, instant => Local(instant, zone).DateTime >= midnight);
    }

    private static long FirstWhere(long from, long to, Func<long, bool> holds)
    {
        while (to - from > 1)
        {
            var middle = from + ((to - from) / 2);
            (from, to) = holds(middle) ? (from, middle) : (middle, to);
        }

        return to;
    }
}
