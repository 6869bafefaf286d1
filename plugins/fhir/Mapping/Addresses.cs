using System.Text.Json;
using System.Text.Json.Nodes;

namespace Hub.Plugins.Fhir.Mapping;

/// <summary>FHIR's Address and ContactPoint.</summary>
internal static class Addresses
{
    private static readonly string[] Systems = ["phone", "email", "fax", "pager", "url", "sms", "other"];

    public static JsonObject? Of(JsonElement address)
    {
        var draft = new JsonObject();
        var lines = address.Find("line").Select(Json.Plain).OfType<string>().Select(line => (JsonNode)line).ToArray();
        if (lines.Length > 0)
        {
            draft["line"] = new JsonArray(lines);
        }

        foreach (var part in (string[])["city", "state", "postalCode", "country", "text"])
        {
            draft.SetText(part, address.FindText(part));
        }

        return draft.Count > 0 ? draft : null;
    }

    public static string? Text(JsonElement address) => address.FindText("text")
        ?? Words.Join(", ", [.. address.Find("line").Select(Json.Plain), Words.Join(" ", address.FindText("postalCode"), address.FindText("city")), address.FindText("state"), address.FindText("country")]);

    public static JsonArray? Telecom(IEnumerable<JsonElement> contactPoints)
    {
        var all = new JsonArray();
        foreach (var point in contactPoints)
        {
            if (point.FindText("value") is { } value)
            {
                var one = new JsonObject();
                one.SetText("system", point.FindText("system") is { } system ? Systems.Contains(system) ? system : "other" : null);
                one.SetText("value", value);
                one.SetText("use", point.FindText("use"));
                all.Add((JsonNode)one);
            }
        }

        return all.Count > 0 ? all : null;
    }
}
