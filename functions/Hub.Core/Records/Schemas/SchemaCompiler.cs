using System.Text;
using System.Text.Json;

namespace Hub.Core.Records;

/// <summary>Compiles a JSON Schema 2020-12 whose keywords are all honoured. The list stands in sdk/records/README.md: keep both in step.</summary>
internal sealed class SchemaCompiler
{
    private const string Dialect = "https://json-schema.org/draft/2020-12/schema";
    private const string DefinitionsPointer = "#/$defs/";
    private static readonly string[] TypeNames = ["null", "boolean", "integer", "number", "string", "array", "object"];

    private readonly JsonElement _root;
    private readonly Dictionary<string, SchemaNode?> _definitions = [];

    private SchemaCompiler(JsonElement root) => _root = root;

    public static SchemaNode Compile(ReadOnlyMemory<byte> schema)
    {
        using var document = Parse(schema);
        return Compile(document.RootElement);
    }

    public static JsonDocument Parse(ReadOnlyMemory<byte> schema)
    {
        try
        {
            return JsonDocument.Parse(schema);
        }
        catch (JsonException exception)
        {
            throw new SchemaException("The schema is not valid JSON.", exception);
        }
    }

    public static SchemaNode Compile(JsonElement schema)
    {
        try
        {
            return new SchemaCompiler(schema).CompileRoot();
        }
        catch (Exception exception) when (exception is InvalidOperationException or FormatException or OverflowException)
        {
            throw new SchemaException("A keyword's value is of the wrong kind.", exception);
        }
    }

    private SchemaNode CompileRoot()
    {
        var root = CompileSchema(_root, isRoot: true);
        // Definitions that nothing refers to are read too: a keyword hidden there would be a surprise the day something does.
        if (_root.ValueKind == JsonValueKind.Object && _root.TryGetProperty("$defs", out var definitions))
        {
            foreach (var definition in definitions.EnumerateObject())
                FindDefinition(definition.Name);
        }

        return root;
    }

    private SchemaNode CompileSchema(JsonElement schema, bool isRoot = false)
    {
        if (schema.ValueKind is JsonValueKind.True or JsonValueKind.False)
            return new() { IsNever = schema.ValueKind == JsonValueKind.False };
        if (schema.ValueKind != JsonValueKind.Object)
            throw new SchemaException("A schema is an object, true or false.");
        var node = new SchemaNode();
        var properties = new Dictionary<string, SchemaProperty>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var keyword in schema.EnumerateObject())
        {
            if (!seen.Add(keyword.Name))
                throw new SchemaException($"A schema has the keyword '{keyword.Name}' twice.");
            CompileKeyword(node, properties, keyword.Name, keyword.Value, isRoot);
        }

        node.Properties = [.. properties.Values.OrderBy(property => property.Name, Utf8Order.Instance)];
        node.HasObjectRules = properties.Count > 0 || node.Additional is not null || node.MinProperties > 0 || node.MaxProperties < int.MaxValue;
        return node;
    }

    private void CompileKeyword(SchemaNode node, Dictionary<string, SchemaProperty> properties, string keyword, JsonElement value, bool isRoot)
    {
        switch (keyword)
        {
            case "$comment" or "title" or "description" or "examples" or "default" or "deprecated" or "hub":
            case "$defs" when isRoot:
                break;
            case "$schema":
                // Another dialect gives the same words another meaning.
                if (value.GetString() != Dialect)
                    throw new UnsupportedKeywordException("$schema");
                break;
            case "$id" when isRoot:
                value.GetString();
                break;
            case "$ref":
                node.Reference = Resolve(value.GetString()!);
                break;
            case "type":
                node.Types = Types(value);
                break;
            case "enum":
                node.Values = Both(node.Values, [.. value.EnumerateArray()]);
                break;
            case "const":
                node.Values = Both(node.Values, [value]);
                break;
            case "properties":
                foreach (var member in value.EnumerateObject())
                {
                    var property = Property(properties, member.Name);
                    property.Schema = property.Schema is null ? CompileSchema(member.Value) : throw new SchemaException($"A schema has the property '{member.Name}' twice.");
                }

                break;
            case "required":
                foreach (var name in value.EnumerateArray())
                    Property(properties, name.GetString()!).IsRequired = true;
                break;
            case "additionalProperties":
                node.Additional = CompileSchema(value);
                break;
            case "items":
                node.Items = CompileSchema(value);
                break;
            case "pattern":
                node.Pattern = SchemaPattern.Compile(value.GetString()!);
                break;
            case "format":
                node.Format = Format(value.GetString()!);
                break;
            default:
                CompileLimit(node, keyword, value);
                break;
        }
    }

    private static void CompileLimit(SchemaNode node, string keyword, JsonElement value)
    {
        switch (keyword)
        {
            case "minimum":
                node.Minimum = Number(value);
                break;
            case "maximum":
                node.Maximum = Number(value);
                break;
            case "exclusiveMinimum":
                node.Above = Number(value);
                break;
            case "exclusiveMaximum":
                node.Below = Number(value);
                break;
            case "minLength":
                node.MinLength = Size(value);
                break;
            case "maxLength":
                node.MaxLength = Size(value);
                break;
            case "minItems":
                node.MinItems = Size(value);
                break;
            case "maxItems":
                node.MaxItems = Size(value);
                break;
            case "minProperties":
                node.MinProperties = Size(value);
                break;
            case "maxProperties":
                node.MaxProperties = Size(value);
                break;
            default:
                throw new UnsupportedKeywordException(keyword);
        }
    }

    private SchemaNode Resolve(string reference)
    {
        if (!reference.StartsWith(DefinitionsPointer, StringComparison.Ordinal))
            throw new UnsupportedKeywordException("$ref");
        var name = Uri.UnescapeDataString(reference[DefinitionsPointer.Length..]);
        if (name.Contains('/', StringComparison.Ordinal))
            throw new UnsupportedKeywordException("$ref");
        return FindDefinition(name.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal))
            ?? throw new SchemaException($"$ref leads nowhere: {reference}");
    }

    private SchemaNode? FindDefinition(string name)
    {
        if (_definitions.TryGetValue(name, out var known))
            return known ?? throw new SchemaException($"The definition '{name}' refers to itself.");
        if (!_root.TryGetProperty("$defs", out var definitions) || !definitions.TryGetProperty(name, out var definition))
            return null;
        _definitions[name] = null;
        return _definitions[name] = CompileSchema(definition);
    }

    private static SchemaProperty Property(Dictionary<string, SchemaProperty> properties, string name)
    {
        if (!properties.TryGetValue(name, out var property))
            properties[name] = property = new(Encoding.UTF8.GetBytes(name));
        return property;
    }

    private static SchemaTypes Types(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.String)
            return (SchemaTypes)(1 << TypeIndex(value.GetString()!));
        return value.EnumerateArray().Aggregate(SchemaTypes.None, (types, name) => types | (SchemaTypes)(1 << TypeIndex(name.GetString()!)));
    }

    private static int TypeIndex(string name) =>
        Array.IndexOf(TypeNames, name) is >= 0 and var index ? index : throw new SchemaException($"The type '{name}' is not one of JSON Schema's.");

    private static SchemaFormat Format(string name) => name switch
    {
        "date" => SchemaFormat.Date,
        "date-time" => SchemaFormat.DateTime,
        "partial-date" => SchemaFormat.PartialDate,
        "partial-date-time" => SchemaFormat.PartialDateTime,
        "uri" => SchemaFormat.Uri,
        _ => throw new UnsupportedKeywordException($"format: {name}"),
    };

    private static SchemaValues Both(SchemaValues? already, JsonElement[] values) =>
        already is null ? new(values) : throw new SchemaException("A schema has either enum or const.");

    private static NumberLimit Number(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Number)
            throw new SchemaException("A limit is a number.");
        var text = value.GetRawText();
        return ExactNumber.TryParse(Encoding.UTF8.GetBytes(text), out var number) ? new(number, text) : throw new SchemaException("A limit has more than 28 digits.");
    }

    // 2.0 is a size too.
    private static int Size(JsonElement value) =>
        value.GetDecimal() is >= 0 and <= int.MaxValue and var size && size == decimal.Truncate(size) ? (int)size : throw new SchemaException("A size is a whole number from 0.");

    private sealed class Utf8Order : IComparer<byte[]>
    {
        public static readonly Utf8Order Instance = new();

        public int Compare(byte[]? x, byte[]? y) => x.AsSpan().SequenceCompareTo(y);
    }
}
