using Hub.Core.Vaults;

namespace Hub.Core.Aggregates;

/// <summary>
/// Sums, averages and counts of a type's records by bucket and group. What was asked once is kept per bucket, in memory and in the vault;
/// when records change, only the buckets that the changes touch are counted again. The kept tables can always be thrown away.
/// </summary>
public sealed class Aggregator(CellCache cache)
{
    private const long Day = 86_400_000;

    public async ValueTask<IReadOnlyList<AggregatedRow>> AggregateAsync(IVaultStore store, AggregateRequest request, CancellationToken cancellationToken = default)
    {
        if (!request.IsPassing && KeptSize(request) is { } size)
        {
            var buckets = new Buckets(size, request.Zone);
            var table = await KeptAsync(store, request, size, buckets, cancellationToken);
            return AggregatedRows.Of(request, table.Cells.Where(cell => Within(request.Bounds, cell.Key.Bucket)), buckets);
        }

        var exact = new Buckets(request.By ?? BucketSize.Year, request.Zone);
        var counted = await new CellScan(request).CountAsync(store, request.Bounds, exact, null, 400 * Day, cancellationToken);
        return AggregatedRows.Of(request, counted.Cells, exact);
    }

    /// <summary>The buckets that answer for the bounds: the asked ones, or without <c>by</c> the largest that end where the bounds do. Null when none do.</summary>
    private static BucketSize? KeptSize(AggregateRequest request)
    {
        ReadOnlySpan<BucketSize> sizes = request.By is { } asked ? [asked] : [BucketSize.Year, BucketSize.Month, BucketSize.Day];
        foreach (var size in sizes)
        {
            var buckets = new Buckets(size, request.Zone);
            if (request.Bounds.IsNone || (buckets.IsEdge(request.Bounds.FromInstant) && buckets.IsEdge(request.Bounds.ToInstant) && AgreesWithDays(request.Bounds, request.Zone)))
            {
                return size;
            }
        }

        return null;
    }

    private async ValueTask<CellTable> KeptAsync(IVaultStore store, AggregateRequest request, BucketSize size, Buckets buckets, CancellationToken cancellationToken)
    {
        var key = CellCache.KeyOf(request, size);
        var table = await cache.FindAsync(store, key);
        // Read before the records are: what arrives in between is counted, and counted again the next time.
        var sequence = await store.SequenceAsync();
        if (table?.Sequence == sequence)
        {
            return table;
        }

        // A table of a later change than the last one is from another life of this vault.
        var fresh = table is null || table.Sequence > sequence ? null : await CellRefresh.TryAsync(store, request, buckets, table, cancellationToken);
        if (fresh is null)
        {
            fresh = await new CellScan(request).CountAsync(store, TimeBounds.None, buckets, null, 0, cancellationToken);
            fresh.Sequence = sequence;
        }

        await cache.KeepAsync(store, key, fresh, isWorthSaving: request.IsLasting || request.Where.Count == 0);
        return fresh;
    }

    private static bool Within(TimeBounds bounds, long bucket) => bounds.IsNone || (bucket >= bounds.FromInstant && bucket < bounds.ToInstant);

    /// <summary>Bounds given as instants of another zone name other days than the buckets do; then date facts need the exact way.</summary>
    private static bool AgreesWithDays(TimeBounds bounds, TimeZoneInfo zone) =>
        Agrees(bounds.FromInstant, bounds.FromDay, zone) && Agrees(bounds.ToInstant, bounds.ToDay, zone);

    private static bool Agrees(long instant, long day, TimeZoneInfo zone) =>
        instant is long.MinValue or long.MaxValue || Zones.StartOfDay(Zones.Local(day, TimeZoneInfo.Utc).Date, zone) == instant;
}
