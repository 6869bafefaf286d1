using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Hub.Wire.Tables;

/// <summary>
/// A reader without code, as <c>sdk/table.schema.json</c> describes it: the tables that it knows, and what of each becomes a record. The hub recognises files by it, the runner reads them.
/// Lists fall back on read, because generated JSON code sets absent members to null.
/// </summary>
public sealed record TableMapping
{
    public IReadOnlyList<TableDialect> Tables { get => field ?? []; init; }

    /// <exception cref="JsonException">It is not of the schema's form.</exception>
    public static TableMapping Read(ReadOnlySpan<byte> json) => JsonSerializer.Deserialize(json, TableJson.Default.TableMapping) ?? throw new JsonException();

    /// <summary>As <see cref="Read"/> takes it, without what is not said.</summary>
    public byte[] ToJson()
    {
        var json = JsonSerializer.SerializeToNode(this, TableJson.Default.TableMapping)!;
        Prune(json);
        return Encoding.UTF8.GetBytes(json.ToJsonString(new JsonSerializerOptions { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));
    }

    private static void Prune(JsonNode? node)
    {
        if (node is JsonArray list)
        {
            foreach (var item in list)
            {
                Prune(item);
            }
        }
        else if (node is JsonObject members)
        {
            foreach (var (name, value) in members.ToList())
            {
                Prune(value);
                if (value is null or JsonArray { Count: 0 } or JsonObject { Count: 0 } || (value is JsonValue && value.ToJsonString() is "false" or "0"))
                {
                    members.Remove(name);
                }
            }
        }
    }
}

/// <summary>One table as one holder writes it.</summary>
public sealed record TableDialect
{
    public string Name { get; init; } = "";

    /// <summary><c>csv</c> (which is taken without it), <c>xlsx</c> or <c>json</c>.</summary>
    public string? Format { get; init; }

    /// <summary>Cells of the header, compared without case, accents and white space.</summary>
    public IReadOnlyList<string> Header { get => field ?? []; init; }

    /// <summary>The header is these cells, in this order, and no other.</summary>
    public bool Exact { get; init; }

    /// <summary><c>detect</c>, or what the file is written in whatever its bytes say.</summary>
    public string? Encoding { get; init; }

    /// <summary><c>detect</c>, or one of <c>; , | tab</c>.</summary>
    public string? Delimiter { get; init; }

    /// <summary>So many lines are no header, whatever they hold.</summary>
    public int Skip { get; init; }

    public IReadOnlyList<TableIgnore> Ignore { get => field ?? []; init; }

    public IReadOnlyList<TableRecord> Records { get => field ?? []; init; }

    public bool IsOf(string format) => (Format ?? TableFile.Csv) == format;
}

/// <summary>Rows that are no items: a balance below, an operation that was refused. Without column, a row's first cell is meant.</summary>
public sealed record TableIgnore
{
    public string? Column { get; init; }

    public string? StartsWith { get; init; }

    public IReadOnlyList<string> Is { get => field ?? []; init; }

    public IReadOnlyList<string> Not { get => field ?? []; init; }
}

/// <summary>What each row becomes.</summary>
public sealed record TableRecord
{
    public string Type { get; init; } = "";

    /// <summary>Saved once for all rows that give the same, such as the account that each row names.</summary>
    public bool Distinct { get; init; }

    public IReadOnlyDictionary<string, TableField> Fields { get => field ?? new Dictionary<string, TableField>(StringComparer.Ordinal); init; }
}

/// <summary>Where a field's value comes from, and how it is written there.</summary>
public sealed record TableField
{
    public string? Column { get; init; }

    /// <summary>With <see cref="Join"/> all that hold something, else the first that does.</summary>
    public IReadOnlyList<string> Columns { get => field ?? []; init; }

    public string? Join { get; init; }

    /// <summary>Of columns of one name, which.</summary>
    public int? Nth { get; init; }

    public string? Constant { get; init; }

    /// <summary>What stands before the value in a line above the header.</summary>
    public string? Above { get; init; }

    /// <summary>What the person is asked where nothing else gives a value, by language.</summary>
    public IReadOnlyDictionary<string, string>? Ask { get; init; }

    /// <summary>Which of the equal rows it is: those that agree in these fields.</summary>
    public IReadOnlyList<string> Count { get => field ?? []; init; }

    /// <summary>With <see cref="Count"/>: not where this field has a value.</summary>
    public string? Unless { get; init; }

    /// <summary>Columns of amounts that go out and come in.</summary>
    public string? Debit { get; init; }

    public string? Credit { get; init; }

    /// <summary>How what goes out is written: <c>positive</c> (which is taken without it), <c>negative</c> or <c>either</c>.</summary>
    public string? DebitIs { get; init; }

    /// <summary>A column of amounts that are taken away: a fee beside the amount.</summary>
    public string? Minus { get; init; }

    /// <summary>White space within the value does not count: an account number written in groups.</summary>
    public bool Compact { get; init; }

    public TableSign? Sign { get; init; }

    /// <summary>Written with the other sign.</summary>
    public bool Negate { get; init; }

    /// <summary><c>text</c>, <c>date</c>, <c>instant</c>, <c>decimal</c> or <c>integer</c>.</summary>
    public string? As { get; init; }

    /// <summary><c>dmy</c>, <c>mdy</c> or <c>ymd</c>.</summary>
    public string? Order { get; init; }

    /// <summary>The column of the time of day, where a column of its own has it.</summary>
    public string? Time { get; init; }

    /// <summary>IANA name; without it the person's.</summary>
    public string? Zone { get; init; }

    /// <summary><c>.</c>, <c>,</c> or <c>either</c>.</summary>
    public string? Decimal { get; init; }

    /// <summary>What stands between thousands, beside the spaces and apostrophes that never count.</summary>
    public string? Thousands { get; init; }

    /// <summary>What the column is measured in, where that is not the field's unit.</summary>
    public TableUnit? Unit { get; init; }

    /// <summary>What a cell's words become; another word gives no value.</summary>
    public IReadOnlyDictionary<string, string>? Values { get; init; }

    /// <summary>Every column that it reads.</summary>
    [JsonIgnore]
    public IEnumerable<string> Named => new[] { Column, Debit, Credit, Minus, Sign?.Column, Time }.Concat(Columns).OfType<string>();
}

/// <summary>A column that says which way the amount goes.</summary>
public sealed record TableSign
{
    public string Column { get; init; } = "";

    public IReadOnlyList<string> Negative { get => field ?? []; init; }

    public IReadOnlyList<string> Positive { get => field ?? []; init; }
}

/// <summary>One unit into another, both in UCUM.</summary>
public sealed record TableUnit
{
    /// <summary>Of units of one kind, how many of the smallest each is.</summary>
    private static readonly IReadOnlyDictionary<string, decimal>[] Kinds =
    [
        new Dictionary<string, decimal>(StringComparer.Ordinal) { ["W.h"] = 1, ["kW.h"] = 1000, ["MW.h"] = 1_000_000 },
        new Dictionary<string, decimal>(StringComparer.Ordinal) { ["L"] = 1, ["hL"] = 100, ["m3"] = 1000 },
        new Dictionary<string, decimal>(StringComparer.Ordinal) { ["s"] = 1, ["min"] = 60, ["h"] = 3600, ["d"] = 86_400 },
    ];

    public string From { get; init; } = "";

    public string To { get; init; } = "";

    /// <summary>Every unit that can be made this one, itself included; none where it has no others.</summary>
    public static IReadOnlyList<string> Into(string unit) => [.. Kinds.FirstOrDefault(kind => kind.ContainsKey(unit))?.Keys ?? []];

    /// <summary>The number in the field's unit; null where the units are not of one kind, or it is too large.</summary>
    public decimal? Convert(decimal number)
    {
        try
        {
            return Kinds.FirstOrDefault(kind => kind.ContainsKey(From) && kind.ContainsKey(To)) is { } kind ? Plain(number * kind[From] / kind[To]) : null;
        }
        catch (OverflowException)
        {
            return null;
        }
    }

    /// <summary>As short as it can be written: a division leaves zeros behind.</summary>
    private static decimal Plain(decimal number) => number / 1.0000000000000000000000000000m;
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(TableMapping))]
internal sealed partial class TableJson : JsonSerializerContext;
