using System.Text;
using Hub.Core.Records;

namespace Hub.Core.Vaults;

/// <summary>What a page of records is made of.</summary>
public sealed record RecordQuery(RecordType Type)
{
    public TimeBounds Bounds { get; init; } = TimeBounds.None;

    /// <summary>Conditions that all hold.</summary>
    public IReadOnlyList<Condition> Where { get; init; } = [];

    public bool Descending { get; init; }

    public int Limit { get; init; } = 100;

    public PagePlace? After { get; init; }
}

/// <summary>
/// From inclusive, to exclusive, each twice: the instant, and the day for facts that are dates. A date fact belongs to its day whatever the zone,
/// so comparing its midnight in UTC with an instant would lose the first day west of Greenwich.
/// </summary>
/// <param name="FromInstant">Unix milliseconds.</param>
/// <param name="ToInstant">Unix milliseconds.</param>
/// <param name="FromDay">Midnight UTC of the first day, Unix milliseconds.</param>
/// <param name="ToDay">Midnight UTC of the day after the last, Unix milliseconds.</param>
public readonly record struct TimeBounds(long FromInstant, long ToInstant, long FromDay, long ToDay)
{
    private const long DayInMilliseconds = 86_400_000;

    public static readonly TimeBounds None = new(long.MinValue, long.MaxValue, long.MinValue, long.MaxValue);

    public bool IsNone => this == None;

    public long Lowest => Math.Min(FromInstant, FromDay);

    public long Highest => Math.Max(ToInstant, ToDay);

    public TimeBounds Widen(long by) => new(FromInstant.Shift(-by), ToInstant.Shift(by), FromDay.Shift(-by), ToDay.Shift(by));

    public bool Contains(RecordTime time) => time.IsInstant
        ? time.UnixMilliseconds >= FromInstant && time.UnixMilliseconds < ToInstant
        : IsNone || (!time.IsNone && time.UnixMilliseconds >= FromDay && time.UnixMilliseconds < ToDay);

    /// <summary>Reads <c>from</c> and <c>to</c>: an instant with offset, or a date, month or year that begins in <paramref name="zone"/>.</summary>
    /// <returns>False when one of them is neither.</returns>
    public static bool TryParse(string? from, string? to, TimeZoneInfo zone, out TimeBounds bounds)
    {
        bounds = None;
        if (!TryParse(from, zone, long.MinValue, out var fromInstant, out var fromDay) || !TryParse(to, zone, long.MaxValue, out var toInstant, out var toDay))
        {
            return false;
        }

        bounds = new TimeBounds(fromInstant, toInstant, fromDay, toDay);
        return true;
    }

    private static bool TryParse(string? text, TimeZoneInfo zone, long open, out long instant, out long day)
    {
        instant = day = open;
        if (string.IsNullOrEmpty(text))
        {
            return true;
        }

        if (!RecordTime.TryParse(Encoding.UTF8.GetBytes(text), out var time))
        {
            return false;
        }

        if (time.IsInstant)
        {
            // A bound in the middle of a day leaves that day's date facts to the period in which the day began.
            instant = time.UnixMilliseconds;
            var local = instant + (time.Precision * 60_000L);
            day = local.FloorDiv(DayInMilliseconds) * DayInMilliseconds;
            day += local == day ? 0 : DayInMilliseconds;
            return true;
        }

        day = time.UnixMilliseconds;
        instant = Zones.StartOfDay(DateTimeOffset.FromUnixTimeMilliseconds(day).Date, zone);
        return true;
    }
}
