using Hub.Sdk;

namespace Hub.Wire.Tables;

/// <summary>Where a dialect's header stands in a file.</summary>
/// <param name="Way">How the file's rows are taken: the delimiter, the sheet.</param>
/// <param name="Above">The rows above it.</param>
/// <param name="Cells">Its own cells, folded.</param>
public sealed record TableHeader(TableDialect Dialect, string Way, int Line, IReadOnlyList<IReadOnlyList<string>> Above, IReadOnlyList<string> Cells)
{
    private const int MostRows = 60;

    /// <summary>The dialect of which the file holds the most header cells, and where; null when it holds none's.</summary>
    public static TableHeader? Find(TableMapping mapping, TableFile file)
    {
        TableHeader? best = null;
        foreach (var way in file.Ways)
        {
            var dialects = mapping.Tables.Where(dialect => dialect.IsOf(file.Format) && Takes(dialect, way, file)).ToList();
            if (dialects.Count == 0)
            {
                continue;
            }

            using var rows = file.Open(way);
            foreach (var found in Look(dialects, way, rows))
            {
                best = best is null || found.Dialect.Header.Count > best.Dialect.Header.Count ? found : best;
            }
        }

        return best;
    }

    /// <summary>Where a column of this name stands; below zero where there is none.</summary>
    /// <param name="nth">Of several, which.</param>
    public int IndexOf(string column, int nth = 1)
    {
        var name = TextFolding.Fold(column);
        for (var i = 0; i < Cells.Count; i++)
        {
            if (Cells[i] == name && --nth == 0)
            {
                return i;
            }
        }

        return -1;
    }

    private static bool Takes(TableDialect dialect, string way, TableFile file) => file.Format != TableFile.Csv || dialect.Delimiter is null or "detect" || dialect.Delimiter == way;

    private static IEnumerable<TableHeader> Look(List<TableDialect> dialects, string way, ITableRows rows)
    {
        var above = new List<IReadOnlyList<string>>();
        while (above.Count < MostRows && rows.Next() is { } row)
        {
            var cells = row.Cells.Select(TextFolding.Fold).ToList();
            foreach (var dialect in dialects.Where(dialect => (dialect.Skip == 0 || row.Line > dialect.Skip) && Matches(dialect, cells)))
            {
                yield return new TableHeader(dialect, way, row.Line, [.. above], cells);
            }

            above.Add(row.Cells);
        }
    }

    private static bool Matches(TableDialect dialect, List<string> cells)
    {
        var wanted = dialect.Header.Select(TextFolding.Fold);
        return dialect.Exact ? wanted.SequenceEqual(cells.Take(cells.FindLastIndex(cell => cell.Length > 0) + 1), StringComparer.Ordinal)
            : wanted.GroupBy(cell => cell, StringComparer.Ordinal).All(group => cells.Count(cell => cell == group.Key) >= group.Count());
    }
}
