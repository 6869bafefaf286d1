using System.Text.Json;

namespace Hub.Plugins.Cards;

/// <summary>Writes what there is and leaves out what there is not.</summary>
internal static class Writing
{
    public static void WriteSome(this Utf8JsonWriter data, string name, string? value)
    {
        if (value is { Length: > 0 })
        {
            data.WriteString(name, value);
        }
    }

    public static void WriteSome(this Utf8JsonWriter data, string name, IEnumerable<string> values)
    {
        var some = values.ToList();
        if (some.Count == 0)
        {
            return;
        }

        data.WriteStartArray(name);
        some.ForEach(data.WriteStringValue);
        data.WriteEndArray();
    }
}
