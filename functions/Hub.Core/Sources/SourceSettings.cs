using System.Buffers;
using System.Text.Json;
using Hub.Core.Plugins;
using Hub.Core.Records;
using Hub.Sdk;

namespace Hub.Core.Sources;

/// <summary>What a person filled in, with the secrets kept apart.</summary>
/// <param name="Plain">A JSON object without secrets.</param>
public sealed record SourceSettings(JsonElement Plain, IReadOnlyDictionary<string, string> Secrets)
{
    /// <summary>Takes the secrets out. What was not entered anew stays as it was: they never came out, so a form cannot send them back.</summary>
    /// <param name="kept">The secrets of before.</param>
    public static SourceSettings Split(JsonElement filled, SettingsSchema schema, IReadOnlyDictionary<string, string> kept)
    {
        var names = schema.Secrets.Select(secret => secret.Name).ToHashSet(StringComparer.Ordinal);
        var secrets = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in names)
        {
            if (filled.TryGetProperty(name, out var entered) && entered.ValueKind == JsonValueKind.String && entered.GetString() is { Length: > 0 } value)
            {
                secrets[name] = value;
            }
            else if (kept.TryGetValue(name, out var before))
            {
                secrets[name] = before;
            }
        }

        var plain = Write(writer =>
        {
            foreach (var member in filled.EnumerateObject().Where(member => !names.Contains(member.Name)))
            {
                member.WriteTo(writer);
            }
        });
        return new SourceSettings(JsonElement.Parse(plain), secrets);
    }

    /// <summary>What is wrong with it, field by field; empty when nothing is.</summary>
    public IReadOnlyList<RecordError> Check(SettingsSchema schema)
    {
        var errors = new RecordErrors();
        schema.Validate(With(Secrets), errors);
        return [.. errors.Items.Select(error => error.Message == RecordMessages.Unknown ? error with { Message = Unknown } : error)];
    }

    /// <summary>As the plug-in gets it: a secret is its placeholder, which the broker replaces on the way out, unless the manifest asks for the value itself.</summary>
    public ReadOnlyMemory<byte> ForPlugin(SettingsSchema schema)
    {
        var exposed = schema.Secrets.Where(secret => secret.Exposed).Select(secret => secret.Name).ToHashSet(StringComparer.Ordinal);
        return With(Secrets.Select(secret => KeyValuePair.Create(secret.Key, exposed.Contains(secret.Key) ? secret.Value : $"{{{{{secret.Key}}}}}")));
    }

    private static Text Unknown { get; } = new("The connector has no such setting.", "Le connecteur n'a pas ce réglage.");

    private byte[] With(IEnumerable<KeyValuePair<string, string>> secrets) => Write(writer =>
    {
        foreach (var member in Plain.EnumerateObject())
        {
            member.WriteTo(writer);
        }

        foreach (var (name, value) in secrets)
        {
            writer.WriteString(name, value);
        }
    });

    private static byte[] Write(Action<Utf8JsonWriter> members)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            members(writer);
            writer.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }
}
