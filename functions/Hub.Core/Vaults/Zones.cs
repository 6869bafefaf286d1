namespace Hub.Core.Vaults;

/// <summary>Local days on the line of instants.</summary>
public static class Zones
{
    /// <summary>The first instant of a local day. Where a clock change skips midnight, the day begins after the gap; where midnight comes twice, at the first.</summary>
    public static DateTimeOffset StartOfDay(DateTime day, TimeZoneInfo zone)
    {
        var midnight = DateTime.SpecifyKind(day.Date, DateTimeKind.Unspecified);
        if (zone.IsInvalidTime(midnight))
        {
            var before = zone.GetUtcOffset(midnight.AddHours(-3));
            var instant = new DateTimeOffset(midnight, before).ToUniversalTime();
            return TimeZoneInfo.ConvertTime(instant, zone);
        }

        var offset = zone.IsAmbiguousTime(midnight) ? zone.GetAmbiguousTimeOffsets(midnight).Max() : zone.GetUtcOffset(midnight);
        return new DateTimeOffset(midnight, offset);
    }

    public static TimeZoneInfo? Find(string? id) =>
        id is not null && TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone) ? zone : null;
}
