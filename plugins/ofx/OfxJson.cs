using System.Text.Json;

namespace Hub.Plugins.Ofx;

/// <summary>Writes members that may be absent.</summary>
internal static class OfxJson
{
    public static void WriteText(this Utf8JsonWriter data, string name, string? text)
    {
        if (text is not null)
        {
            data.WriteString(name, text);
        }
    }

    public static void WriteDay(this Utf8JsonWriter data, string name, DateOnly? day) => data.WriteText(name, day?.ToString("yyyy-MM-dd"));
}
