namespace Hub.Wire.Tables;

/// <summary>A text whose cells are separated by a sign.</summary>
/// <param name="open">Opens the text from its beginning.</param>
public sealed class TextTable(Func<TextReader> open) : TableFile
{
    public override string Format => Csv;

    public override IReadOnlyList<string> Ways { get; } = [";", ",", "tab", "|"];

    public override ITableRows Open(string way) => new TableRows(open(), way == "tab" ? '\t' : way[0]);
}
