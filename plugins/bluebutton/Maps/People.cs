using System.Text.Json.Nodes;
using Hub.Plugins.BlueButton.Mapping;

namespace Hub.Plugins.BlueButton.Maps;

/// <summary>Those who care, whom to call, and the family.</summary>
internal static class People
{
    private static readonly Dictionary<string, string> Kinds = new(StringComparer.Ordinal) { ["HOS"] = "organization", ["NHC"] = "organization", ["HHC"] = "organization", ["DIA"] = "organization" };

    public static Func<JsonObject, Entry, IEnumerable<(string Type, JsonObject Draft)>> Care(string kind) => (draft, entry) =>
    {
        // Medicare tells a hospital from a doctor by a code.
        var isOrganization = draft["role"] is { } role && Kinds.ContainsKey(role.ToString());
        return Complete(draft, entry, isOrganization ? "organization" : kind, "care");
    };

    public static Func<JsonObject, Entry, IEnumerable<(string Type, JsonObject Draft)>> Contact(string category) =>
        (draft, entry) => Complete(draft, entry, category == "pharmacy" ? "organization" : "individual", category);

    public static IEnumerable<(string Type, JsonObject Draft)> Relative(JsonObject draft, Entry entry)
    {
        draft.SetText("name", string.Join(' ', new[] { entry.Take("First Name"), entry.Take("Last Name") }.Where(part => part is not null)));
        draft.Set("deceased", entry.Take("Living or Deceased") is { } living ? JsonValue.Create(living.StartsWith("Dec", StringComparison.OrdinalIgnoreCase)) : null);
        var conditions = new JsonArray();
        foreach (var issue in $"{entry.Take("Health Issues")}\n{entry.Take("Other Health Issues")}".Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            conditions.Add((JsonNode)new JsonObject { ["display"] = issue });
        }

        draft.Set("conditions", conditions.Count > 0 ? conditions : null);
        return [];
    }

    public static IEnumerable<(string Type, JsonObject Draft)> CmsRelative(JsonObject draft, Entry entry)
    {
        var conditions = new JsonArray();
        string? type = null;
        foreach (var (label, value, use) in entry.Fields.Left().ToList())
        {
            if (label.Equals("Type", StringComparison.OrdinalIgnoreCase))
            {
                use();
                type = value;
            }
            else if (label.Equals("Description", StringComparison.OrdinalIgnoreCase))
            {
                use();
                var condition = new JsonObject { ["display"] = value };
                condition.SetText("category", type);
                conditions.Add((JsonNode)condition);
            }
        }

        draft.Set("conditions", conditions.Count > 0 ? conditions : null);
        return [];
    }

    public static IEnumerable<(string Type, JsonObject Draft)> Complete(JsonObject draft, Entry entry, string kind, string category)
    {
        draft.Set("kind", kind);
        draft.Set("category", category);
        if (entry.Take("Provider Address") is { } written)
        {
            draft.Set("address", new JsonObject { ["text"] = written });
        }

        draft.Set("telecom", Contacts.Telecom(entry));
        draft.Set("address", Contacts.Address(entry));
        return [];
    }
}
