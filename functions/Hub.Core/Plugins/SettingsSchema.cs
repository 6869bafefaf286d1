using System.Buffers;
using System.Text.Json;
using Hub.Core.Records;

namespace Hub.Core.Plugins;

/// <summary>One thing that a person fills in.</summary>
/// <param name="Name">The setting's name; a secret reaches a plug-in as <c>{{NAME}}</c>.</param>
/// <param name="Schema">As the manifest has it, with its labels under <c>hub</c>.</param>
/// <param name="Host">For a secret: where it may go, a host or <c>{settings.NAME}</c>; null for the only host of the manifest.</param>
/// <param name="Exposed">For a secret: the plug-in gets the value itself, which the consent says.</param>
public sealed record SettingField(string Name, JsonElement Schema, bool Required, bool Secret, string? Host, bool Exposed);

/// <summary>What a plug-in asks a person to fill in: the manifest's <c>settings</c>, a JSON Schema of one flat object whose fields may be marked <c>secret</c>, <c>host</c> and <c>exposed</c>.</summary>
public sealed class SettingsSchema
{
    private const int LongestName = 64;

    private static readonly string[] Marks = ["secret", "host", "exposed"];

    private readonly SchemaValidator _validator;

    private SettingsSchema(SchemaValidator validator, IReadOnlyList<SettingField> fields)
    {
        _validator = validator;
        Fields = fields;
    }

    public IReadOnlyList<SettingField> Fields { get; }

    public IEnumerable<SettingField> Secrets => Fields.Where(setting => setting.Secret);

    /// <exception cref="SchemaException">The schema cannot become a form.</exception>
    public static SettingsSchema Compile(JsonElement? settings)
    {
        if (settings is not { } schema)
        {
            return new SettingsSchema(SchemaValidator.Compile("""{"type":"object","additionalProperties":false}"""u8.ToArray()), []);
        }

        if (schema.ValueKind != JsonValueKind.Object)
        {
            throw new SchemaException("Settings are described by a schema of an object.");
        }

        var required = schema.TryGetProperty("required", out var names) && names.ValueKind == JsonValueKind.Array ? names.EnumerateArray().Select(name => name.ToString()).ToHashSet(StringComparer.Ordinal) : [];
        var fields = schema.TryGetProperty("properties", out var properties) && properties.ValueKind == JsonValueKind.Object
            ? properties.EnumerateObject().Select(property => FieldOf(property, required.Contains(property.Name))).ToList()
            : [];
        return new SettingsSchema(SchemaValidator.Compile(WithoutMarks(schema)), fields);
    }

    /// <summary>Whether a JSON object follows the schema, secrets included; the reasons go into <paramref name="errors"/> when not.</summary>
    public bool Validate(ReadOnlySpan<byte> settings, RecordErrors errors) => _validator.Validate(settings, errors);

    private static SettingField FieldOf(JsonProperty property, bool required)
    {
        var (name, schema) = (property.Name, property.Value);
        if (schema.ValueKind != JsonValueKind.Object || !IsFieldName(name))
        {
            throw new SchemaException($"The setting '{name}' is not a field: letters, digits and _ in its name, and a schema.");
        }

        var secret = IsTrue(schema, "secret");
        if (secret && !(schema.TryGetProperty("type", out var type) && type.ValueEquals("string")))
        {
            throw new SchemaException($"The secret '{name}' is not a string.");
        }

        var host = secret && schema.TryGetProperty("host", out var bound) ? bound.ToString() : null;
        return new SettingField(name, schema, required, secret, host, secret && IsTrue(schema, "exposed"));
    }

    private static bool IsTrue(JsonElement schema, string mark) => schema.TryGetProperty(mark, out var value) && value.ValueKind == JsonValueKind.True;

    /// <summary>The marks are the hub's own words, which no validator knows; and what the schema does not name is not a setting.</summary>
    private static ReadOnlyMemory<byte> WithoutMarks(JsonElement schema)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            foreach (var keyword in schema.EnumerateObject().Where(keyword => keyword.Name is not ("type" or "additionalProperties")))
            {
                if (keyword is { Name: "properties", Value.ValueKind: JsonValueKind.Object })
                {
                    WriteFields(writer, keyword.Value);
                }
                else
                {
                    keyword.WriteTo(writer);
                }
            }

            writer.WriteString("type", "object");
            writer.WriteBoolean("additionalProperties", false);
            writer.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }

    private static void WriteFields(Utf8JsonWriter writer, JsonElement properties)
    {
        writer.WriteStartObject("properties");
        foreach (var field in properties.EnumerateObject())
        {
            writer.WriteStartObject(field.Name);
            foreach (var keyword in field.Value.EnumerateObject().Where(keyword => !Marks.Contains(keyword.Name, StringComparer.Ordinal)))
            {
                keyword.WriteTo(writer);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    private static bool IsFieldName(string name) => name.Length is > 0 and <= LongestName && char.IsAsciiLetter(name[0]) && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_');
}
