namespace Hub.Core.Aggregates;

/// <summary>Turns cells into the rows that were asked for, in order of bucket, group, currency and direction.</summary>
internal static class AggregatedRows
{
    public static IReadOnlyList<AggregatedRow> Of(AggregateRequest request, IEnumerable<KeyValuePair<CellKey, Cell>> cells, Buckets buckets)
    {
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
}
