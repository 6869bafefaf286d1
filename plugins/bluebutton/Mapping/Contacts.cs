using System.Text.Json.Nodes;

namespace Hub.Plugins.BlueButton.Mapping;

/// <summary>Addresses and telephone numbers: both reports spread them over labels that end alike.</summary>
internal static class Contacts
{
    private static readonly (string End, string Field)[] AddressEnds =
    [
        ("Address Line 1", "line"), ("Address Line 2", "line"), ("Street Address", "line"), ("Street Address 2", "line"),
        ("Mailing Address", "line"), ("Mailing Address2", "line"), ("Destination Address", "line"), ("Destination Address2", "line"),
        ("City", "city"), ("State", "state"), ("Province", "state"), ("Country", "country"), ("Zip", "postalCode"), ("Zip Code", "postalCode"),
        ("Zip/Postal Code", "postalCode"), ("Zip/Post Code", "postalCode"),
    ];

    private static readonly (string End, string System)[] TelecomEnds =
    [
        ("Phone Number", "phone"), ("Phone", "phone"), ("Pager Number", "pager"), ("FAX Number", "fax"), ("Email Address", "email"), ("Email", "email"),
    ];

    private static readonly string[] Uses = ["Home", "Work", "Cell", "Mobile"];

    public static IEnumerable<string> Labels { get; } =
    [
        .. AddressEnds.Select(one => one.End), .. TelecomEnds.Select(one => one.End), "Ext", "Extension", "Mailing City", "Mailing State", "Mailing Country", "Mailing Province",
        "Mailing Zip/Postal Code", "Home Phone Number", "Work Phone Number", "Cell Phone Number", "Home Phone", "Work Phone", "Mobile Phone", "Religion", "County",
    ];

    /// <summary>The address, in the fields of <c>person.address</c>; null when there is none.</summary>
    public static JsonObject? Address(Entry entry)
    {
        var address = new JsonObject();
        var lines = new JsonArray();
        foreach (var (label, value, use) in entry.Fields.Left().ToList())
        {
            var field = AddressEnds.FirstOrDefault(one => Ends(label, one.End)).Field;
            if (field is null || label.StartsWith("Email", StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            use();
            if (field == "line")
            {
                lines.Add((JsonNode)value);
            }
            else
            {
                address.SetText(field, value);
            }
        }

        address.Set("line", lines.Count > 0 ? lines : null);
        return address.Count > 0 ? address : null;
    }

    public static JsonArray? Telecom(Entry entry)
    {
        var all = new JsonArray();
        foreach (var (label, value, use) in entry.Fields.Left().ToList())
        {
            if (label.StartsWith("Ext", StringComparison.OrdinalIgnoreCase) && all.Count > 0)
            {
                use();
                all[^1]!["value"] = $"{all[^1]!["value"]} ext. {value}";
            }
            else if (TelecomEnds.FirstOrDefault(one => Ends(label, one.End)).System is { } system)
            {
                use();
                var one = new JsonObject { ["system"] = system, ["value"] = value };
                one.SetText("use", Uses.FirstOrDefault(kind => label.StartsWith(kind, StringComparison.OrdinalIgnoreCase))?.ToLowerInvariant());
                all.Add((JsonNode)one);
            }
        }

        return all.Count > 0 ? all : null;
    }

    private static bool Ends(string label, string end) =>
        label.EndsWith(end, StringComparison.OrdinalIgnoreCase) && (label.Length == end.Length || label[^(end.Length + 1)] == ' ');
}
