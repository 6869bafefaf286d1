using Hub.Core.Records;
using Hub.Core.Vaults;

namespace Hub.Core.Aggregates;

/// <summary>Brings a kept table up to date by counting only the buckets that changes touched.</summary>
internal static class CellRefresh
{
    private const long Day = 86_400_000;

    /// <summary>Beyond so many stretches of time, or buckets in them, a full count is cheaper than looking each up.</summary>
    private const int MostStretches = 200;
    private const int MostBuckets = 20_000;

    /// <summary>How many of the longest steps away a change may decide what counts: by doubles, by what they cover, and by what that leaves out.</summary>
    private const int StepsDecided = 3;

    /// <summary>How many of the longest steps away something may decide whether a record counts.</summary>
    private const int StepsDeciding = 4;

    /// <summary>Null when a full count is the better way.</summary>
    public static async ValueTask<CellTable?> TryAsync(IVaultStore store, AggregateRequest request, Buckets buckets, CellTable old, CancellationToken cancellationToken)
    {
        if (old.IsTangled || await store.TouchedSinceAsync(request.Type.Name, old.Sequence, cancellationToken) is not { } touched || Dirty(touched.Times, buckets, StepsDecided * old.LongestStep) is not { } dirty)
        {
            return null;
        }

        var fresh = new CellTable { Sequence = touched.Sequence, LongestStep = old.LongestStep, SavedSequence = old.SavedSequence };
        foreach (var (key, cell) in old.Cells)
        {
            if (!dirty.ContainsKey(key.Bucket))
            {
                fresh.Cells.Add(key, cell);
            }
        }

        var stretches = Merge(dirty);
        if (stretches.Count > MostStretches)
        {
            return null;
        }

        foreach (var (from, to) in stretches)
        {
            // A day's date facts lie up to 14 hours beside where the day lies in the zone.
            var bounds = new TimeBounds(from, to, from.Shift(-Day), to.Shift(Day));
            var part = await new CellScan(request).CountAsync(store, bounds, buckets, bucket => bucket >= from && bucket < to, StepsDeciding * old.LongestStep, cancellationToken);
            if (part.IsTangled || part.LongestStep > old.LongestStep)
            {
                return null;
            }

            foreach (var (key, cell) in part.Cells)
            {
                fresh.Cells.Add(key, cell);
            }
        }

        return fresh;
    }

    private static SortedDictionary<long, long>? Dirty(IReadOnlyCollection<RecordTime> times, Buckets buckets, long reach)
    {
        var dirty = new SortedDictionary<long, long>();
        foreach (var time in times)
        {
            if (time.IsNone)
            {
                return null;
            }

            var slack = time.IsInstant ? reach : reach + Day;
            var end = Math.Min(time.UnixMilliseconds + slack, Zones.Highest);
            for (var at = Math.Max(time.UnixMilliseconds - slack, Zones.Lowest); at <= end;)
            {
                var (from, to) = buckets.Around(at);
                dirty[from] = to;
                // In the hours that a clock change repeats a day's end may lie before the instant that was asked for.
                at = Math.Max(to, at + 1);
                if (dirty.Count > MostBuckets)
                {
                    return null;
                }
            }
        }

        return dirty;
    }

    private static List<(long From, long To)> Merge(SortedDictionary<long, long> dirty)
    {
        var merged = new List<(long From, long To)>();
        foreach (var (from, to) in dirty)
        {
            if (merged.Count > 0 && merged[^1].To >= from)
            {
                merged[^1] = (merged[^1].From, Math.Max(to, merged[^1].To));
            }
            else
            {
                merged.Add((from, to));
            }
        }

        return merged;
    }
}
