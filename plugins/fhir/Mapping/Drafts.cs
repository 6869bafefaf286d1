using System.Text.Json.Nodes;

namespace Hub.Plugins.Fhir.Mapping;

/// <summary>A record while it is made; nothing empty ever enters it.</summary>
internal static class Drafts
{
    public static void SetText(this JsonObject draft, string field, string? text)
    {
        if (!string.IsNullOrWhiteSpace(text) && !draft.ContainsKey(field))
        {
            draft[field] = text;
        }
    }

    public static void Set(this JsonObject draft, string field, JsonNode? value)
    {
        if (value is not null && !draft.ContainsKey(field))
        {
            draft[field] = value;
        }
    }

    public static void SetAll(this JsonObject draft, Item item, System.Text.Json.JsonElement element, IEnumerable<Field> fields)
    {
        foreach (var field in fields)
        {
            field.Apply(draft, item, element);
        }
    }

    /// <summary>One object of <paramref name="fields"/> for each element at the path; null when there is none.</summary>
    public static JsonArray? List(this Item item, System.Text.Json.JsonElement element, string path, IEnumerable<Field> fields, string? required = null)
    {
        var all = new JsonArray();
        foreach (var one in element.Find(path))
        {
            var draft = new JsonObject();
            draft.SetAll(item, one, fields);
            if (draft.Count > 0 && (required is null || draft.ContainsKey(required)))
            {
                all.Add((JsonNode)draft);
            }
        }

        return all.Count > 0 ? all : null;
    }
}
