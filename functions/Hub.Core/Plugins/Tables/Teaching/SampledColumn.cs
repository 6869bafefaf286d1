using Hub.Wire.Tables;

namespace Hub.Core.Plugins.Tables.Teaching;

/// <summary>A column of a sampled table: its name, and what its cells can be read as.</summary>
internal sealed class SampledColumn
{
    /// <summary>So many cells of a hundred fit, and all but one of a few, so that a remark or a total below the table changes nothing.</summary>
    private const int Enough = 90;

    private static readonly string[] AllOrders = ["ymd", "dmy", "mdy"];
    private static readonly string[] AllMarks = [",", "."];

    public SampledColumn(string name, IEnumerable<string> cells)
    {
        Name = name;
        Words = TeachingWords.Split(name);
        Cells = [.. cells.Select(cell => cell.Trim()).Where(cell => cell.Length > 0)];
        Orders = [.. AllOrders.Where(order => Most(cell => TableDate.Read(cell, order) is not null))];
        Marks = Orders.Count > 0 ? [] : [.. AllMarks.Where(mark => Most(cell => Number(cell, mark) is not null))];
        HasClock = Orders.Count > 0 && Most(cell => cell.Contains(':', StringComparison.Ordinal) || cell.Contains('T', StringComparison.Ordinal));
        IsTime = Orders.Count == 0 && Most(cell => TimeOnly.TryParseExact(cell, TableDate.Times, System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.None, out _));
    }

    public string Name { get; }

    public IReadOnlyList<string> Words { get; }

    /// <summary>Those that hold something.</summary>
    public IReadOnlyList<string> Cells { get; }

    /// <summary>In which orders its cells are days; none where they are none.</summary>
    public IReadOnlyList<string> Orders { get; }

    /// <summary>With which decimal marks its cells are numbers; both where none tells.</summary>
    public IReadOnlyList<string> Marks { get; }

    public bool HasClock { get; }

    public bool IsTime { get; }

    public bool IsDate => Orders.Count > 0;

    public bool IsNumber => Marks.Count > 0;

    /// <summary>A mark stands in it that could be a decimal one or one of thousands.</summary>
    public bool HasMarks => IsNumber && Cells.Any(cell => cell.AsSpan().IndexOfAny(',', '.') >= 0);

    public bool HasNegative => Cells.Any(cell => cell is ['-' or '\u2212' or '(', ..] or [.., '-']);

    public static decimal? Number(string cell, string mark) => TableNumber.Read(cell, mark, mark == "," ? "." : ",");

    private bool Most(Func<string, bool> fits) => Cells.Count(fits) is var fit and > 0 && (fit * 100 >= Cells.Count * Enough || (Cells.Count > 2 && fit == Cells.Count - 1));
}
