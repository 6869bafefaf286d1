using System.Text;
using System.Text.Json;

namespace Hub.Wire.Tables;

/// <summary>
/// A table in JSON: the first array of objects, however deep it lies; the objects themselves where they follow one another (NDJSON); or an array of arrays. The names of the first objects are the header,
/// with a dot before those of an object within. A list within a row has no place in a table and is passed over.
/// </summary>
/// <param name="json">UTF-8; it may break off.</param>
public sealed class JsonTable(ReadOnlyMemory<byte> json) : TableFile
{
    /// <summary>So many items are looked at for their names.</summary>
    private const int Named = 200;
    private const int MostNames = 200;

    public override string Format => TableFile.Json;

    public override IReadOnlyList<string> Ways { get; } = [""];

    public static JsonTable Of(string text) => new(Encoding.UTF8.GetBytes(text));

    /// <summary>Whether a text begins as JSON that may hold a table.</summary>
    public static bool Begins(ReadOnlySpan<char> text) => text.TrimStart("\ufeff \t\r\n") is ['[' or '{', ..];

    public override ITableRows Open(string way)
    {
        var names = new List<string>();
        var known = new HashSet<string>(StringComparer.Ordinal);
        var items = new JsonItems(json);
        try
        {
            for (var left = Named; left > 0 && items.Next() is { } item; left--)
            {
                names.AddRange(item.Cells.Select(cell => cell.Name).Where(name => known.Count < MostNames && known.Add(name)));
            }
        }
        catch (JsonException)
        {
            // It breaks off here, which whoever reads the rows is told.
        }

        return new JsonRows(new JsonItems(json), items.AreLists ? null : names);
    }
}

/// <param name="names">The header, or null where the first item is it.</param>
internal sealed class JsonRows(JsonItems items, IReadOnlyList<string>? names) : ITableRows
{
    private bool _begun = names is null or { Count: 0 };
    private int _widest = names?.Count ?? 0;
    private readonly Dictionary<string, int> _places = names?.Select((name, at) => (name, at)).ToDictionary(pair => pair.name, pair => pair.at, StringComparer.Ordinal) ?? [];

    public int? BrokenAt { get; private set; }

    public string Counts => "item";

    public TableRow? Next()
    {
        if (!_begun)
        {
            _begun = true;
            return new TableRow([.. names!], 0, IsWhole: true, Ended: true);
        }

        try
        {
            return items.Next() is { } item ? RowOf(item) : null;
        }
        catch (JsonException)
        {
            BrokenAt = items.Number;
            return null;
        }
    }

    public void Dispose()
    {
        // All of it is in memory.
    }

    private TableRow RowOf(JsonItem item)
    {
        _widest = names is null ? Math.Max(_widest, item.Cells.Count) : _widest;
        var cells = new string[_widest];
        Array.Fill(cells, "");
        for (var i = 0; i < item.Cells.Count; i++)
        {
            if (names is null)
            {
                cells[i] = item.Cells[i].Text;
            }
            else if (_places.TryGetValue(item.Cells[i].Name, out var at))
            {
                cells[at] = item.Cells[i].Text;
            }
        }

        return new TableRow(cells, items.Number, IsWhole: true, Ended: true);
    }
}
