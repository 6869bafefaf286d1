using Hub.Core.Records;
using Hub.Core.Vaults;

namespace Hub.Core.Aggregates;

/// <summary>
/// Puts times into buckets of a zone. A bucket is named by its start in Unix milliseconds. Date facts keep their day whatever the zone:
/// they go to the bucket that their own calendar day names.
/// </summary>
internal sealed class Buckets(BucketSize size, TimeZoneInfo zone)
{
    private readonly Dictionary<(long, bool), (long Start, long End)> _seen = [];
    private (long Start, long End) _last = (0, 0);
    private bool _lastIsInstant;

    public long StartOf(RecordTime time)
    {
        if (time.IsNone)
        {
            return long.MinValue;
        }

        if (time.UnixMilliseconds >= _last.Start && time.UnixMilliseconds < _last.End && _lastIsInstant && time.IsInstant)
        {
            return _last.Start;
        }

        return time.IsInstant ? OfInstant(time.UnixMilliseconds) : OfDay(time.UnixMilliseconds);
    }

    /// <summary>The bucket that an instant falls in: its start and its end.</summary>
    public (long Start, long End) Around(long instant)
    {
        var local = TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeMilliseconds(instant), zone);
        if (size == BucketSize.Hour)
        {
            var start = instant - (instant + (long)local.Offset.TotalMilliseconds).Mod(3_600_000);
            return (start, start + 3_600_000);
        }

        var first = First(local.Date);
        return (Start(first), Start(Next(first)));
    }

    public DateTimeOffset Describe(long start) => TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeMilliseconds(start), zone);

    /// <summary>The bucket of the bounds' edge begins exactly there, so whole buckets answer for the bounds.</summary>
    public bool IsEdge(long instant) => instant is long.MinValue or long.MaxValue || Around(instant).Start == instant;

    private long OfInstant(long instant)
    {
        // A quarter of an hour is the finest step at which zones begin their days.
        var slot = (instant.FloorDiv(900_000), true);
        if (!_seen.TryGetValue(slot, out var bucket))
        {
            _seen[slot] = bucket = Around(instant);
        }

        _last = bucket;
        _lastIsInstant = true;
        return bucket.Start;
    }

    private long OfDay(long midnightUtc)
    {
        if (!_seen.TryGetValue((midnightUtc, false), out var bucket))
        {
            var day = DateTimeOffset.FromUnixTimeMilliseconds(midnightUtc).Date;
            var first = First(day);
            _seen[(midnightUtc, false)] = bucket = (Start(first), 0);
        }

        return bucket.Start;
    }

    private long Start(DateTime day) => Zones.StartOfDay(day, zone).ToUnixTimeMilliseconds();

    private DateTime First(DateTime day) => size switch
    {
        BucketSize.Month => new DateTime(day.Year, day.Month, 1),
        BucketSize.Year => new DateTime(day.Year, 1, 1),
        _ => day,
    };

    private DateTime Next(DateTime first) => first.Year == 9999 && (size == BucketSize.Year || first.Month == 12)
        ? DateTime.MaxValue.Date
        : size switch
        {
            BucketSize.Month => first.AddMonths(1),
            BucketSize.Year => first.AddYears(1),
            _ => first.AddDays(1),
        };
}

internal static class WholeNumbers
{
    public static long Mod(this long value, long modulus) => ((value % modulus) + modulus) % modulus;

    public static long FloorDiv(this long value, long divisor) => (value - value.Mod(divisor)) / divisor;
}
