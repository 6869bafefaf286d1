using System.Text.Json.Nodes;

namespace Hub.Core.Records.Casts;

/// <summary>A JSON pointer to a member, with <c>*</c> for each item of a list: <c>/energy</c>, <c>/lines/*/amount</c>.</summary>
internal sealed record CastPointer
{
    private readonly IReadOnlyList<string> _parts;

    private CastPointer(string text, IReadOnlyList<string> parts)
    {
        Text = text;
        _parts = parts;
        var last = parts.ToList().LastIndexOf("*");
        (Outer, Inner) = ([.. parts.Take(last + 1)], [.. parts.Skip(last + 1)]);
    }

    public string Text { get; }

    /// <summary>The top-level field that it begins with.</summary>
    public string Field => _parts[0];

    /// <summary>What the member is called.</summary>
    public string Name => _parts[^1];

    /// <summary>Up to the last star, with it.</summary>
    public List<string> Outer { get; }

    /// <summary>After the last star: names of members only.</summary>
    public List<string> Inner { get; }

    /// <summary>Null when it points to no member.</summary>
    public static CastPointer? Read(string? text)
    {
        if (text is not ['/', _, ..])
        {
            return null;
        }

        var parts = text[1..].Split('/').Select(part => part.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal)).ToList();
        return parts.Exists(part => part.Length == 0) || parts[0] == "*" || parts[^1] == "*" ? null : new CastPointer(text, parts);
    }

    /// <summary>The objects that <see cref="Inner"/> begins in: the record, or each item.</summary>
    public IReadOnlyList<JsonObject> Items(JsonObject record) => Walk([record], Outer);

    /// <summary>The objects that may hold the member.</summary>
    public IReadOnlyList<JsonObject> Holders(JsonObject record) => Walk([record], [.. _parts.SkipLast(1)]);

    public bool Equals(CastPointer? other) => other?.Text == Text;

    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Text);

    private static List<JsonObject> Walk(IEnumerable<JsonNode?> nodes, IReadOnlyList<string> parts) => [.. parts.Aggregate(nodes, Step).OfType<JsonObject>()];

    private static IEnumerable<JsonNode?> Step(IEnumerable<JsonNode?> nodes, string part) =>
        part == "*" ? nodes.OfType<JsonArray>().SelectMany(list => list) : nodes.OfType<JsonObject>().Select(holder => holder[part]);
}
