using Hub.Core.Records;
using Hub.Core.Vaults;

namespace Hub.Core.Aggregates;

/// <summary>
/// Puts times into buckets of a zone. A bucket is named by its start in Unix milliseconds. Date facts keep their day whatever the zone:
/// they go to the bucket that their own calendar day names.
/// </summary>
internal sealed class Buckets(BucketSize size, TimeZoneInfo zone)
{
    private const long Hour = 3_600_000;
    private const long Slot = 900_000;

    private readonly Dictionary<long, (long Start, long End)> _slots = [];
    private readonly Dictionary<long, long> _days = [];
    private (long Start, long End) _last = (0, 0);

    public long StartOf(RecordTime time) => time.IsInstant ? OfInstant(time.UnixMilliseconds) : time.IsNone ? long.MinValue : OfDay(time.UnixMilliseconds);

    /// <summary>The bucket that an instant falls in: its start and its end, which is later than the instant.</summary>
    public (long Start, long End) Around(long instant)
    {
        var local = Zones.Local(instant, zone);
        if (size == BucketSize.Hour)
        {
            return AroundHour(instant, local.Offset);
        }

        var first = First(local.Date);
        return (Start(first), Next(first) is { } next ? Start(next) : long.MaxValue);
    }

    public DateTimeOffset Describe(long start) => Zones.Local(start, zone);

    /// <summary>The bucket of the bounds' edge begins exactly there, so whole buckets answer for the bounds.</summary>
    public bool IsEdge(long instant) => instant is long.MinValue or long.MaxValue || Around(instant).Start == instant;

    /// <summary>A clock change that is not of whole hours cuts an hour in two, so that buckets never overlap.</summary>
    private (long Start, long End) AroundHour(long instant, TimeSpan offset)
    {
        var start = instant - (instant + (long)offset.TotalMilliseconds).Mod(Hour);
        var end = start + Hour;
        start = Math.Max(start, Zones.Lowest);
        if (Zones.Local(start, zone).Offset != offset)
        {
            start = Zones.ChangeBetween(start, instant, zone);
        }

        if (Zones.Local(end - 1, zone).Offset != offset)
        {
            end = Zones.ChangeBetween(instant, end - 1, zone);
        }

        return (start, end);
    }

    private long OfInstant(long instant)
    {
        if (instant >= _last.Start && instant < _last.End)
        {
            return _last.Start;
        }

        // Nearly all zones begin their days and hours at quarters; where one did not, the slot's bucket may be another's.
        var slot = instant.FloorDiv(Slot);
        if (!_slots.TryGetValue(slot, out var bucket))
        {
            _slots[slot] = bucket = Around(instant);
        }

        _last = instant >= bucket.Start && instant < bucket.End ? bucket : Around(instant);
        return _last.Start;
    }

    private long OfDay(long midnightUtc)
    {
        if (!_days.TryGetValue(midnightUtc, out var start))
        {
            _days[midnightUtc] = start = Start(First(DateTimeOffset.FromUnixTimeMilliseconds(midnightUtc).Date));
        }

        return start;
    }

    private long Start(DateTime day) => Zones.StartOfDay(day, zone);

    private DateTime First(DateTime day) => size switch
    {
        BucketSize.Month => new DateTime(day.Year, day.Month, 1),
        BucketSize.Year => new DateTime(day.Year, 1, 1),
        _ => day,
    };

    /// <summary>Null after the calendar's last.</summary>
    private DateTime? Next(DateTime first) => size switch
    {
        BucketSize.Year => first.Year == 9999 ? null : first.AddYears(1),
        BucketSize.Month => first is { Year: 9999, Month: 12 } ? null : first.AddMonths(1),
        _ => first == DateTime.MaxValue.Date ? null : first.AddDays(1),
    };
}
