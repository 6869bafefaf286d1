using System.Text.Json.Nodes;
using Hub.Plugins.BlueButton.Mapping;

namespace Hub.Plugins.BlueButton.Maps;

/// <summary>Conditions, allergies, medicines, vaccines, devices: what the tables leave.</summary>
internal static class Clinical
{
    private static readonly string[] Boosters = ["Booster 1 Date", "Booster 2 Date", "Booster 3 Date"];

    public static Func<JsonObject, Entry, IEnumerable<(string Type, JsonObject Draft)>> Condition(string? category) => (draft, _) =>
    {
        draft.SetText("category", category);
        return Dated(draft, "onset", "recordedDate");
    };

    public static IEnumerable<(string Type, JsonObject Draft)> Allergy(JsonObject draft, Entry entry)
    {
        if (entry.Take("Reaction") is { } reaction)
        {
            draft.Set("reactions", new JsonArray(new JsonObject { ["manifestation"] = reaction }));
        }

        draft.SetText("verificationStatus", entry.Take("Diagnosed") switch { "Yes" => "confirmed", "No" => "unconfirmed", var other => other });
        return Dated(draft, "onset", "recordedDate");
    }

    public static IEnumerable<(string Type, JsonObject Draft)> Medication(JsonObject draft, Entry entry)
    {
        draft.Set("kind", entry.Section.IsSelfReported ? "statement" : "request");
        return Dated(draft, "start", "authoredOn", "lastFilled");
    }

    public static IEnumerable<(string Type, JsonObject Draft)> Immunization(JsonObject draft, Entry entry)
    {
        var boosters = Boosters.Select(entry.TakeDate).OfType<string>().Select(date => (JsonNode)date).ToArray();
        draft.Set("boosters", boosters.Length > 0 ? new JsonArray(boosters) : null);
        draft.Set("status", "completed");
        return [];
    }

    public static IEnumerable<(string Type, JsonObject Draft)> Implant(JsonObject draft, Entry entry)
    {
        draft.SetText("display", draft["device"]?.ToString());
        draft.SetText("category", "implant");
        return [];
    }

    private static IEnumerable<(string Type, JsonObject Draft)> Dated(JsonObject draft, params string[] fields)
    {
        draft.SetText("date", fields.Select(field => draft[field]?.ToString()).FirstOrDefault(date => date is not null));
        return [];
    }
}
