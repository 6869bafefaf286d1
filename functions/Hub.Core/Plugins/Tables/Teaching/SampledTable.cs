using Hub.Wire.Tables;

namespace Hub.Core.Plugins.Tables.Teaching;

/// <summary>A sample, with its header found: the first row that is as wide as most and holds words only.</summary>
internal sealed class SampledTable
{
    private const int MostAbove = 60;

    private SampledTable(TableSample sample, int header)
    {
        Sample = sample;
        Header = [.. sample.Rows[header].Cells.Select(cell => cell.Trim())];
        At = sample.Rows[header].At;
        Rows = [.. sample.Rows.Skip(header + 1)];
        Columns = [.. Header.Select((name, nth) => new SampledColumn(name, Rows.Select(row => nth < row.Cells.Count ? row.Cells[nth] : "")))];
    }

    public TableSample Sample { get; }

    public IReadOnlyList<string> Header { get; }

    /// <summary>The header's line.</summary>
    public int At { get; }

    /// <summary>Those below the header.</summary>
    public IReadOnlyList<SampledRow> Rows { get; }

    public IReadOnlyList<SampledColumn> Columns { get; }

    /// <summary>Null where no row is a header.</summary>
    public static SampledTable? Find(TableSample sample)
    {
        var widths = sample.Rows.Select(row => row.Cells.Count).Where(width => width > 1).GroupBy(width => width).ToList();
        if (widths.Count == 0)
        {
            return null;
        }

        var usual = widths.MaxBy(width => (width.Count(), width.Key))!.Key;
        for (var at = 0; at < sample.Rows.Count && at < MostAbove; at++)
        {
            if (IsHeader(sample.Rows[at].Cells, usual))
            {
                return new SampledTable(sample, at);
            }
        }

        return null;
    }

    /// <summary>A header may lack the last cell that a delimiter at each row's end makes, and a sheet is as wide as its widest row.</summary>
    private static bool IsHeader(IReadOnlyList<string> cells, int usual)
    {
        var names = cells.Select(cell => cell.Trim()).Where(cell => cell.Length > 0).ToList();
        return names.Count > 1 && names.Count * 3 >= usual * 2 && cells.Count >= usual - 1
            && names.TrueForAll(name => name.Any(char.IsLetter) && TableDate.Read(name, "dmy") is null && SampledColumn.Number(name, ".") is null)
            && names.Distinct(StringComparer.OrdinalIgnoreCase).Count() * 10 >= names.Count * 7;
    }
}
