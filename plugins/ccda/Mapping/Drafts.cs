using System.Text.Json.Nodes;

namespace Hub.Plugins.Ccda.Mapping;

/// <summary>A record while it is made; nothing empty ever enters it, what entered stays, and nothing is longer than its type allows.</summary>
internal static class Drafts
{
    private const int Usual = 500;

    private static readonly Dictionary<string, int> Longest = new (int Most, string Fields)[]
    {
        (100_000, "note conclusion"),
        (20_000, "valueText"),
        (10_000, "dosage"),
        (4_000, "reason"),
        (2_000, "display outcome referenceRange reaction url"),
        (1_000, "manifestation payorAddress"),
        (256, "code codeSystem account holder encounterId reference planId group system subscriberId value"),
        (200, "route relationship contentType payorPhone city state"),
        (100, "status type severity criticality class unit quantityUnit kind lotNumber doseNumber clinicalStatus verificationStatus maritalStatus language country onset"),
        (50, "use age"),
        (40, "postalCode"),
    }.SelectMany(limit => limit.Fields.Split(' ').Select(field => (field, limit.Most))).ToDictionary(limit => limit.field, limit => limit.Most, StringComparer.Ordinal);

    public static void Set(this JsonObject draft, string field, JsonNode? value)
    {
        if (value is not null && !draft.ContainsKey(field))
        {
            draft[field] = value;
        }
    }

    public static void SetText(this JsonObject draft, string field, string? text) => draft.SetText(field, text, Longest.GetValueOrDefault(field, Usual));

    public static void SetText(this JsonObject draft, string field, string? text, int most)
    {
        if (!string.IsNullOrWhiteSpace(text))
        {
            draft.Set(field, Cut(text.Trim(), most));
        }
    }

    /// <summary>Adds a line to the note.</summary>
    public static void Note(this JsonObject draft, string? text)
    {
        if (!string.IsNullOrWhiteSpace(text))
        {
            draft["note"] = Cut(draft["note"] is { } before ? $"{before}\n{text.Trim()}" : text.Trim(), Longest["note"]);
        }
    }

    public static void SetList(this JsonObject draft, string field, IEnumerable<JsonObject> items, int most)
    {
        JsonNode[] all = [.. items.Where(item => item.Count > 0).Take(most)];
        draft.Set(field, all.Length > 0 ? new JsonArray(all) : null);
    }

    // Never between the halves of one character.
    private static string Cut(string text, int most) => text.Length <= most ? text : text[..(char.IsHighSurrogate(text[most - 2]) ? most - 2 : most - 1)] + "…";
}
