using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Hub.Wire.Tables;

/// <summary>One item of a list.</summary>
internal sealed record JsonItem(IReadOnlyList<(string Name, string Text)> Cells);

/// <summary>The items of the first list in a JSON text that are objects or lists, one after the other; without such a list, its outermost objects.</summary>
internal sealed class JsonItems
{
    private const int MostDepth = 64;
    private const int MostCells = 1000;
    private static readonly JsonReaderOptions Options = new() { MaxDepth = MostDepth, AllowMultipleValues = true, AllowTrailingCommas = true };
    private readonly ReadOnlyMemory<byte> _json;
    private JsonReaderState _state = new(Options);
    private int _at;
    private readonly int? _list;
    private bool _ended;

    public JsonItems(ReadOnlyMemory<byte> json)
    {
        _json = json.Span.StartsWith(Encoding.UTF8.Preamble) ? json[3..] : json;
        _list = FindList();
    }

    /// <summary>How many items there were, the one that is read included.</summary>
    public int Number { get; private set; }

    public bool AreLists { get; private set; }

    /// <exception cref="JsonException">It is no JSON, or breaks off.</exception>
    public JsonItem? Next()
    {
        if (_ended)
        {
            return null;
        }

        var reader = new Utf8JsonReader(_json.Span[_at..], isFinalBlock: true, _state);
        Number++;
        var item = Read(ref reader);
        (_at, _state) = (_at + (int)reader.BytesConsumed, reader.CurrentState);
        _ended = item is null;
        return item;
    }

    /// <summary>How deep the list lies; null where there is none. Reading goes on behind its beginning.</summary>
    private int? FindList()
    {
        var reader = new Utf8JsonReader(_json.Span, isFinalBlock: true, _state);
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType != JsonTokenType.StartArray)
                {
                    continue;
                }

                var (at, state, depth) = ((int)reader.BytesConsumed, reader.CurrentState, reader.CurrentDepth);
                if (reader.Read() && reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
                {
                    AreLists = reader.TokenType == JsonTokenType.StartArray;
                    (_at, _state) = (at, state);
                    return depth;
                }
            }
        }
        catch (JsonException)
        {
            // It breaks off before any list: what can be read of its outermost objects is read.
        }

        return null;
    }

    private JsonItem? Read(ref Utf8JsonReader reader)
    {
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.StartObject or JsonTokenType.StartArray:
                    var cells = new List<(string, string)>();
                    Take(ref reader, "", cells);
                    return new JsonItem(cells);
                case JsonTokenType.EndArray when _list is { } depth && reader.CurrentDepth == depth:
                    return null;
            }
        }

        return null;
    }

    /// <summary>Reads to the end of the object or list that just began.</summary>
    private void Take(ref Utf8JsonReader reader, string above, List<(string Name, string Text)> cells)
    {
        var (isList, name, nth) = (reader.TokenType == JsonTokenType.StartArray, "", 0);
        while (reader.Read() && reader.TokenType is not (JsonTokenType.EndObject or JsonTokenType.EndArray))
        {
            if (reader.TokenType == JsonTokenType.PropertyName)
            {
                name = above + TextOf(ref reader);
                continue;
            }

            name = isList ? (++nth).ToString(CultureInfo.InvariantCulture) : name;
            if (reader.TokenType == JsonTokenType.StartObject)
            {
                Take(ref reader, name + ".", cells);
            }
            else if (reader.TokenType == JsonTokenType.StartArray)
            {
                reader.Skip();
                Add(cells, name, "");
            }
            else
            {
                Add(cells, name, reader.TokenType == JsonTokenType.Null ? "" : TextOf(ref reader));
            }
        }
    }

    private static string TextOf(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName ? reader.GetString()! : Encoding.UTF8.GetString(reader.ValueSpan);
        }
        catch (InvalidOperationException)
        {
            // Half a character, or bytes that are no UTF-8: the neighbours are read all the same.
            return Encoding.UTF8.GetString(reader.ValueSpan);
        }
    }

    private static void Add(List<(string Name, string Text)> cells, string name, string text)
    {
        if (cells.Count < MostCells)
        {
            cells.Add((name, text));
        }
    }
}
