using System.Globalization;
using System.Text.Json;

namespace Hub.Plugins.Bank;

/// <summary>Writes members that may be absent, and cuts what is longer than a field.</summary>
internal static class BankJson
{
    public static void WriteText(this Utf8JsonWriter data, string name, string? text, int longest = 250)
    {
        if (text is { Length: > 0 })
        {
            data.WriteString(name, text.Length <= longest ? text : $"{text[..(char.IsHighSurrogate(text[longest - 2]) ? longest - 2 : longest - 1)]}…");
        }
    }

    public static void WriteDay(this Utf8JsonWriter data, string name, DateOnly? day) => data.WriteText(name, day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
}
