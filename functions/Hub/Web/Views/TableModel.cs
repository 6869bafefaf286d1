namespace Hub.Web.Views;

/// <summary>A table as a page shows it; the texts are ready to be read.</summary>
public sealed record TableModel(IReadOnlyList<TableColumn> Columns, IReadOnlyList<TableRow> Rows, string? Caption = null)
{
    public TableRow? Total { get; init; }
}

/// <param name="IsNumber">Aligned to the right, never broken.</param>
public sealed record TableColumn(string Label, bool IsNumber = false);

/// <summary>The first cell names the row.</summary>
public sealed record TableRow(IReadOnlyList<TableCell> Cells);

public sealed record TableCell(string Text, string? Address = null)
{
    public static implicit operator TableCell(string text) => new(text);
}
