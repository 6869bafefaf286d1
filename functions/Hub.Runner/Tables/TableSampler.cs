using Hub.Sdk;
using Hub.Wire.Tables;

namespace Hub.Runner.Tables;

/// <summary>Looks at a file that no reader knows, and tells the beginning of its table.</summary>
internal static class TableSampler
{
    private const int RowsToChoose = 100;

    /// <exception cref="RunException">It holds no table.</exception>
    public static async Task<TableSample> TakeAsync(ImportFile file, CancellationToken cancellationToken)
    {
        using var table = await TableOpening.OpenAsync(mapping: null, file, cancellationToken);
        var best = table.Ways.Select(way => (Way: way, Score: Score(table, way))).MaxBy(way => way.Score);
        return best.Score > 0 ? new TableSample(table.Format, best.Way, Take(table, best.Way)) : throw TableFaults.NoTable();
    }

    /// <summary>How many cells stand in rows of the usual width: the right delimiter makes many rows of one width, and so has the sheet that is the table.</summary>
    private static long Score(TableFile table, string way)
    {
        using var rows = table.Open(way);
        var widths = new Dictionary<int, int>();
        for (var left = RowsToChoose; left > 0 && rows.Next() is { } row; left--)
        {
            var width = WidthOf(row);
            if (width > 1)
            {
                widths[width] = widths.GetValueOrDefault(width) + 1;
            }
        }

        return widths.Count == 0 ? 0 : widths.Max(width => (long)width.Key * width.Value * width.Value);
    }

    /// <summary>In a text, empty cells count: the delimiter stands there.</summary>
    private static int WidthOf(TableRow row) => row.IsBlank ? 0 : row.Cells.Count;

    private static List<SampledRow> Take(TableFile table, string way)
    {
        using var rows = table.Open(way);
        var taken = new List<SampledRow>();
        var left = TableSample.MostText;
        while (taken.Count < TableSample.MostRows && left > 0 && rows.Next() is { } row)
        {
            if (row.IsWhole && !row.IsBlank)
            {
                taken.Add(new SampledRow(row.Line, [.. row.Cells.Take(TableSample.MostCells).Select(cell => Short(cell, ref left))]));
            }
        }

        return taken;
    }

    private static string Short(string cell, ref int left)
    {
        var text = cell.Length > TableSample.LongestCell ? cell[..TableSample.LongestCell] : cell;
        left -= text.Length + 8;
        return text;
    }
}
