using System.Globalization;
using System.Text;
using System.Xml;

namespace Hub.Sdk.Workbooks;

/// <summary>The rows of a sheet one by one: the text of each cell that has one, by its column.</summary>
internal sealed class SheetReader(ImportXml xml, IReadOnlyList<string> texts, CellDates dates)
{
    private const int MostColumns = 200, MostText = 4096;

    public IEnumerable<WorkbookRow> Read()
    {
        var cells = new SortedDictionary<int, string>();
        var value = new StringBuilder();
        var (number, column) = (0, -1);
        var (kind, style, isValue) = ("", (string?)null, false);
        while (xml.Next())
        {
            var node = xml.Node;
            switch (node.NodeType)
            {
                case XmlNodeType.Element when node.LocalName == "row":
                    number = int.TryParse(node.GetAttribute("r"), out var said) ? said : number + 1;
                    column = -1;
                    cells.Clear();
                    break;
                case XmlNodeType.Element when node.LocalName == "c":
                    column = FindColumn(node.GetAttribute("r")) ?? column + 1;
                    kind = node.GetAttribute("t") ?? "n";
                    style = node.GetAttribute("s");
                    value.Clear();
                    break;
                case XmlNodeType.Element when node.LocalName is "v" or "t":
                    isValue = !node.IsEmptyElement;
                    break;
                case XmlNodeType.EndElement when node.LocalName is "v" or "t":
                    isValue = false;
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace when isValue && value.Length < MostText:
                    value.Append(node.Value);
                    break;
                case XmlNodeType.EndElement when node.LocalName == "c" && column is >= 0 and < MostColumns && Text(kind, style, value.ToString()) is { Length: > 0 } text:
                    cells[column] = text;
                    break;
                case XmlNodeType.EndElement when node.LocalName == "row":
                    yield return new WorkbookRow(number, cells);
                    break;
            }
        }
    }

    private string Text(string kind, string? style, string value) => kind switch
    {
        "s" => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var nth) && nth < texts.Count ? texts[nth].Trim() : "",
        "e" => "",
        "n" => dates.Find(style, value) ?? Shortest(value.Trim()),
        _ => value.Trim(),
    };

    // A spreadsheet keeps doubles, so that 20.3 stands there as 20.300000000000001: the shortest number that is the same double is what was written.
    private static string Shortest(string value) =>
        (value.Length > 15 || value.Contains('E', StringComparison.Ordinal)) && double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && Math.Abs(number) < 1e15 && (number == 0 || Math.Abs(number) >= 1e-4)
            ? number.ToString("R", CultureInfo.InvariantCulture) : value;

    /// <summary>From 0, of a place such as <c>B12</c>.</summary>
    private static int? FindColumn(string? place)
    {
        var column = 0;
        foreach (var letter in place?.TakeWhile(char.IsAsciiLetterUpper) ?? [])
        {
            column = (column * 26) + letter - 'A' + 1;
            if (column > 20_000)
            {
                return MostColumns;
            }
        }

        return column == 0 ? null : column - 1;
    }
}
