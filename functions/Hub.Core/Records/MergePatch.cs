using System.Buffers;
using System.Text.Json;

namespace Hub.Core.Records;

/// <summary>JSON merge patch (RFC 7396): members of the patch replace those of the same name, null removes. Numbers stay as they are written.</summary>
public static class MergePatch
{
    public static byte[] Apply(JsonElement target, JsonElement patch)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            Merge(json, target, patch);
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static void Merge(Utf8JsonWriter json, JsonElement? target, JsonElement patch)
    {
        if (patch.ValueKind != JsonValueKind.Object)
        {
            patch.WriteTo(json);
            return;
        }

        json.WriteStartObject();
        var there = new HashSet<string>(StringComparer.Ordinal);
        if (target is { ValueKind: JsonValueKind.Object } merged)
        {
            foreach (var member in merged.EnumerateObject())
            {
                there.Add(member.Name);
                if (!patch.TryGetProperty(member.Name, out var change))
                {
                    member.WriteTo(json);
                }
                else if (change.ValueKind != JsonValueKind.Null)
                {
                    json.WritePropertyName(member.Name);
                    Merge(json, member.Value, change);
                }
            }
        }

        foreach (var member in patch.EnumerateObject())
        {
            if (!there.Contains(member.Name) && member.Value.ValueKind != JsonValueKind.Null)
            {
                json.WritePropertyName(member.Name);
                Merge(json, null, member.Value);
            }
        }

        json.WriteEndObject();
    }
}
