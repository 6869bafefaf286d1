using Hub.Core.Records;
using Hub.Core.Vaults;

namespace Hub.Core.Aggregates;

/// <summary>
/// Sums, averages and counts of a type's records by bucket and group. What was asked once is kept per bucket, in memory and in the vault;
/// when records change, only the buckets that the changes touch are counted again. The kept tables can always be thrown away.
/// </summary>
public sealed class Aggregator(CellCache cache)
{
    private const long Day = 86_400_000;

    /// <summary>Beyond this many changed buckets a full count is cheaper than counting each.</summary>
    private const int MostDirty = 400;

    public async ValueTask<IReadOnlyList<AggregatedRow>> AggregateAsync(IVaultStore store, AggregateRequest request, CancellationToken cancellationToken = default)
    {
        var size = request.By ?? BucketSize.Year;
        var buckets = new Buckets(size, request.Zone);
        var bounds = request.Bounds;
        var whole = bounds.IsNone || (buckets.IsEdge(bounds.FromInstant) && buckets.IsEdge(bounds.ToInstant) && AgreesWithDays(bounds, request.Zone));
        var table = whole ? await KeptAsync(store, request, size, buckets, cancellationToken) : await CountAsync(store, request, bounds, buckets, cancellationToken);
        return Rows(request, table, buckets);
    }

    private async ValueTask<CellTable> KeptAsync(IVaultStore store, AggregateRequest request, BucketSize size, Buckets buckets, CancellationToken cancellationToken)
    {
        var key = CellCache.KeyOf(request, size);
        var table = await cache.FindAsync(store, key);
        var sequence = await store.SequenceAsync();
        if (table?.Sequence == sequence)
        {
            return table;
        }

        var fresh = table is null ? null : await RefreshAsync(store, request, buckets, table, sequence, cancellationToken);
        if (fresh is null)
        {
            fresh = new CellTable { Sequence = sequence };
            await new CellScan(request).FillAsync(store, TimeBounds.None, buckets, null, 0, fresh, cancellationToken);
        }

        await cache.KeepAsync(store, key, fresh);
        return fresh;
    }

    private static async ValueTask<CellTable> CountAsync(IVaultStore store, AggregateRequest request, TimeBounds bounds, Buckets buckets, CancellationToken cancellationToken)
    {
        var table = new CellTable();
        await new CellScan(request).FillAsync(store, bounds, buckets, null, 400 * Day, table, cancellationToken);
        return table;
    }

    /// <summary>A table in which the touched buckets are counted anew, or null when a full count is the better way.</summary>
    private static async ValueTask<CellTable?> RefreshAsync(IVaultStore store, AggregateRequest request, Buckets buckets, CellTable old, long sequence, CancellationToken cancellationToken)
    {
        var touched = await store.TouchedSinceAsync(request.Type.Name, old.Sequence, cancellationToken);
        if (touched is null)
        {
            return null;
        }

        var fresh = new CellTable { Sequence = Math.Max(sequence, touched.Sequence), LongestStep = old.LongestStep };
        foreach (var (key, cell) in old.Cells)
        {
            fresh.Cells.Add(key, cell);
        }

        if (touched.Times.Count == 0)
        {
            return fresh;
        }

        // A record may decide whether intervals that reach into its neighbours' buckets count.
        var reach = request.Type.Series is null ? 0 : Math.Max(old.LongestStep, 2 * Day);
        var dirty = Dirty(touched.Times, buckets, reach);
        if (dirty is null || dirty.Count > MostDirty)
        {
            return null;
        }

        fresh.RemoveBuckets(dirty.ContainsKey);
        foreach (var (from, to) in Merge(dirty))
        {
            // Date facts of the range's edges lie up to 14 hours beside the zone's midnight.
            var bounds = new TimeBounds(from, to, from - Day, to + Day);
            await new CellScan(request).FillAsync(store, bounds, buckets, bucket => bucket >= from && bucket < to, 2 * reach, fresh, cancellationToken);
        }

        return fresh.LongestStep > Math.Max(reach, old.LongestStep) ? null : fresh;
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

            // For a date fact the range is its day in every zone.
            var slack = time.IsInstant ? reach : reach + Day;
            var end = time.UnixMilliseconds + slack;
            for (var at = time.UnixMilliseconds - slack; ;)
            {
                var (from, to) = buckets.Around(at);
                dirty[from] = to;
                if (to > end || dirty.Count > MostDirty)
                {
                    break;
                }

                at = to;
            }
        }

        return dirty;
    }

    private static IEnumerable<(long From, long To)> Merge(SortedDictionary<long, long> dirty)
    {
        (long From, long To)? open = null;
        foreach (var (from, to) in dirty)
        {
            if (open is { } range && range.To == from)
            {
                open = (range.From, to);
                continue;
            }

            if (open is { } done)
            {
                yield return done;
            }

            open = (from, to);
        }

        if (open is { } last)
        {
            yield return last;
        }
    }

    private static IReadOnlyList<AggregatedRow> Rows(AggregateRequest request, CellTable table, Buckets buckets)
    {
        var cells = table.Cells.Where(cell => Within(request.Bounds, cell.Key.Bucket));
        if (request.By is null)
        {
            cells = cells.GroupBy(cell => cell.Key with { Bucket = 0 }, (key, parts) => KeyValuePair.Create(key, Add(parts)));
        }

        return [.. cells
            .OrderBy(cell => cell.Key.Bucket).ThenBy(cell => cell.Key.Group, StringComparer.Ordinal).ThenBy(cell => cell.Key.Currency, StringComparer.Ordinal).ThenBy(cell => cell.Key.Direction, StringComparer.Ordinal)
            .Select(cell => new AggregatedRow(
                request.By is null || cell.Key.Bucket == long.MinValue ? null : buckets.Describe(cell.Key.Bucket),
                cell.Key.Group, cell.Key.Currency, cell.Key.Direction, cell.Value.Result(request.Function), cell.Value.Count))];
    }

    private static Cell Add(IEnumerable<KeyValuePair<CellKey, Cell>> parts)
    {
        var total = new Cell();
        foreach (var (_, cell) in parts)
        {
            total.Add(cell);
        }

        return total;
    }

    private static bool Within(TimeBounds bounds, long bucket) => bounds.IsNone || (bucket >= bounds.FromInstant && bucket < bounds.ToInstant);

    /// <summary>Bounds given as instants of another zone name other days than the buckets do; then date facts need the exact way.</summary>
    private static bool AgreesWithDays(TimeBounds bounds, TimeZoneInfo zone) =>
        Agrees(bounds.FromInstant, bounds.FromDay, zone) && Agrees(bounds.ToInstant, bounds.ToDay, zone);

    private static bool Agrees(long instant, long day, TimeZoneInfo zone) =>
        instant is long.MinValue or long.MaxValue || Zones.StartOfDay(DateTimeOffset.FromUnixTimeMilliseconds(day).Date, zone).ToUnixTimeMilliseconds() == instant;
}
