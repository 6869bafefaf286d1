using System.Text;

namespace Hub.Core.Records;

/// <summary>The decimal fields of a compiled schema, as JSON pointers: what an engine whose numbers are doubles must handle as text.</summary>
internal static class DecimalFields
{
    public static IReadOnlyList<string> Of(SchemaNode root)
    {
        var pointers = new SortedSet<string>(StringComparer.Ordinal);
        Add(pointers, [root], "");
        return [.. pointers];
    }

    // What stands beside a reference and what it refers to describe one value together. The compiler has refused circles.
    private static void Add(SortedSet<string> pointers, IReadOnlyList<SchemaNode> nodes, string pointer)
    {
        var layers = nodes.SelectMany(Layers).ToList();
        var types = layers.Aggregate(SchemaTypes.All, (both, layer) => both & layer.Types);
        if (types != SchemaTypes.All && types.HasFlag(SchemaTypes.Number) && !types.HasFlag(SchemaTypes.String))
        {
            pointers.Add(pointer);
        }

        foreach (var property in layers.SelectMany(layer => layer.Properties).Where(property => property.Schema is not null).GroupBy(property => Encoding.UTF8.GetString(property.Name), property => property.Schema!, StringComparer.Ordinal))
        {
            Add(pointers, [.. property], $"{pointer}/{property.Key.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)}");
        }

        if (layers.Select(layer => layer.Items).OfType<SchemaNode>().ToList() is { Count: > 0 } items)
        {
            Add(pointers, items, $"{pointer}/*");
        }
    }

    private static IEnumerable<SchemaNode> Layers(SchemaNode? node)
    {
        for (; node is not null; node = node.Reference)
        {
            yield return node;
        }
    }
}
