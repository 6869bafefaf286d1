using System.Text.Json.Nodes;

namespace Hub.Plugins.BlueButton.Mapping;

/// <summary>A record while it is made; nothing empty ever enters it, and what entered stays.</summary>
internal static class Drafts
{
    public static void Set(this JsonObject draft, string field, JsonNode? value)
    {
        if (value is not null && !draft.ContainsKey(field))
        {
            draft[field] = value;
        }
    }

    public static void SetText(this JsonObject draft, string field, string? text)
    {
        if (!string.IsNullOrWhiteSpace(text))
        {
            draft.Set(field, text.Trim());
        }
    }

    /// <summary>Adds a line to the note.</summary>
    public static void Note(this JsonObject draft, string? text)
    {
        if (!string.IsNullOrWhiteSpace(text))
        {
            draft["note"] = draft["note"] is { } before ? $"{before}\n{text.Trim()}" : text.Trim();
        }
    }
}
