using System.Text.Json;
using Hub.Sdk;

namespace Hub.Core.Records;

/// <summary>Reads fields and their annotations out of a schema that has been compiled, following references into <c>$defs</c>.</summary>
internal sealed class RecordFieldReader(string typeName, JsonElement root)
{
    /// <summary>With those of objects inside, once for each place that refers to them: a short schema can unfold into more than any memory holds.</summary>
    private const int MostFields = 2000;

    private static readonly Dictionary<string, Text> NoLabels = [];
    private int _fields;

    public List<RecordField> Read(JsonElement schema)
    {
        if (Keyword(schema, "properties") is not { } properties)
            return [];
        var required = new HashSet<string?>();
        if (Keyword(schema, "required") is { } names)
        {
            foreach (var name in names.EnumerateArray())
                required.Add(name.GetString());
        }

        var fields = new List<RecordField>();
        foreach (var property in properties.EnumerateObject())
            fields.Add(ReadField(property.Name, property.Value, required.Contains(property.Name), owner: null));
        return fields;
    }

    /// <summary>A text in both languages; where a stranger's plug-in has one only, that one stands for both.</summary>
    public static Text? FindText(JsonElement hub, string key)
    {
        if (!hub.TryGetProperty(key, out var text))
            return null;
        var english = text.TryGetProperty("en", out var en) ? en.GetString() : null;
        var french = text.TryGetProperty("fr", out var fr) ? fr.GetString() : null;
        return (english ?? french) is null ? null : new(english ?? french!, french ?? english!);
    }

    private RecordField ReadField(string name, JsonElement schema, bool required, RecordField? owner)
    {
        if (++_fields > MostFields)
            throw new RecordTypeException(typeName, $"it has more than {MostFields} fields, unfolded.");
        var label = Annotation(schema, "label") ?? owner?.Label ?? throw new RecordTypeException(typeName, $"the field {name} has no label.");
        var help = Annotation(schema, "help") ?? owner?.Help ?? throw new RecordTypeException(typeName, $"the field {name} has no help.");
        var field = new RecordField(name, label, help, Hub(schema, "unit")?.GetString(), Hub(schema, "currency")?.GetString(), Labels(schema), JsonType(schema), Keyword(schema, "format")?.GetString(), Read(schema), required);
        if (Keyword(schema, "items") is not { ValueKind: JsonValueKind.Object } items)
            return field;
        // An item needs no label of its own: the list's says what it is.
        var item = ReadField(name, items, required: false, owner: field);
        return field with { Item = item, Children = item.Children };
    }

    private Text? Annotation(JsonElement schema, string key)
    {
        foreach (var layer in Layers(schema))
        {
            if (layer.TryGetProperty("hub", out var hub) && FindText(hub, key) is { } text)
                return text;
        }

        return null;
    }

    private JsonElement? Hub(JsonElement schema, string key)
    {
        foreach (var layer in Layers(schema))
        {
            if (layer.TryGetProperty("hub", out var hub) && hub.TryGetProperty(key, out var value))
                return value;
        }

        return null;
    }

    private JsonElement? Keyword(JsonElement schema, string keyword)
    {
        foreach (var layer in Layers(schema))
        {
            if (layer.TryGetProperty(keyword, out var value))
                return value;
        }

        return null;
    }

    // The schema itself, then what it refers to: what stands beside a reference wins. The compiler has refused circles.
    private IEnumerable<JsonElement> Layers(JsonElement schema)
    {
        while (schema.ValueKind == JsonValueKind.Object)
        {
            yield return schema;
            if (!schema.TryGetProperty("$ref", out var reference))
                yield break;
            var name = Uri.UnescapeDataString(reference.GetString()!["#/$defs/".Length..]).Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
            schema = root.GetProperty("$defs").GetProperty(name);
        }
    }

    private Dictionary<string, Text> Labels(JsonElement schema)
    {
        if (Hub(schema, "labels") is not { } labels)
            return NoLabels;
        var texts = new Dictionary<string, Text>();
        foreach (var label in labels.EnumerateObject())
            texts[label.Name] = FindText(labels, label.Name) ?? new(label.Name, label.Name);
        return texts;
    }

    private string JsonType(JsonElement schema)
    {
        if (Keyword(schema, "type") is { } type)
            return type.ValueKind == JsonValueKind.String ? type.GetString()! : type.EnumerateArray().Select(name => name.GetString()!).FirstOrDefault(name => name != "null") ?? "null";
        var example = Keyword(schema, "const") ?? (Keyword(schema, "enum") is { } values ? values.EnumerateArray().FirstOrDefault(value => value.ValueKind != JsonValueKind.Null) : default);
        return example.ValueKind switch
        {
            JsonValueKind.Number => "number",
            JsonValueKind.True or JsonValueKind.False => "boolean",
            JsonValueKind.Array => "array",
            JsonValueKind.Object => "object",
            _ => Keyword(schema, "properties") is not null ? "object" : Keyword(schema, "items") is not null ? "array" : "string",
        };
    }
}
