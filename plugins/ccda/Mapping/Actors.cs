using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace Hub.Plugins.Ccda.Mapping;

/// <summary>People, organisations, and how to reach them.</summary>
internal static class Actors
{
    private static readonly Dictionary<string, string> Uses = new (string Use, string Codes)[]
    {
        ("home", "H HP HV"),
        ("work", "WP DIR PUB"),
        ("mobile", "MC"),
        ("temp", "TMP"),
        ("old", "BAD"),
        ("mailing", "PST"),
    }.SelectMany(use => use.Codes.Split(' ').Select(code => (code, use.Use))).ToDictionary(use => use.code, use => use.Use, StringComparer.Ordinal);

    private static readonly string[] AddressUses = ["home", "work", "temp", "old", "mailing"];

    /// <summary>A name, in parts or in one piece.</summary>
    public static string? Name(XElement? name)
    {
        if (name is null || name.NullFlavor() is not null && !name.HasElements)
        {
            return null;
        }

        var parts = new[] { "prefix", "given", "family", "suffix" }.SelectMany(part => name.Elements(part).Select(Plain)).OfType<string>().ToList();
        return parts.Count > 0 ? string.Join(' ', parts) : Plain(name);
    }

    /// <summary>The legal name before others.</summary>
    public static XElement? Preferred(IEnumerable<XElement> names) => names.OrderBy(name => name.Say("use") is "L" or null ? 0 : 1).FirstOrDefault();

    /// <summary>Who a role is: the person, else the organisation or the device.</summary>
    public static string? Of(XElement? role) => role is null ? null
        : Name(Preferred(role.All("assignedPerson/name"))) ?? Name(Preferred(role.All("associatedPerson/name"))) ?? Name(Preferred(role.All("playingEntity/name"))) ?? Name(Preferred(role.All("guardianPerson/name")))
            ?? Organization(role) ?? Plain(role.Find("assignedAuthoringDevice/softwareName"));

    public static string? Organization(XElement? role) => Name(role.Find("representedOrganization/name")) ?? Name(role.Find("scopingOrganization/name"));

    /// <summary>Who did it, else who wrote it down.</summary>
    public static string? Performer(XElement statement) => Values.Join(", ", statement.All("performer/assignedEntity").Select(Of).Distinct(StringComparer.Ordinal)) ?? statement.All("author/assignedAuthor").Select(Of).FirstOrDefault(name => name is not null);

    /// <summary>Where it was.</summary>
    public static string? Location(XElement statement, Scope scope) =>
        statement.Elements("participant").Where(one => one.Say("typeCode") == "LOC").Select(one => one.Find("participantRole"))
            .Select(role => Name(role.Find("playingEntity/name")) ?? Concepts.Name(role.Find("code"), scope.Section)).FirstOrDefault(name => name is not null);

    public static JsonObject? Address(XElement? address)
    {
        var draft = new JsonObject();
        JsonNode[] lines = [.. address.All("streetAddressLine").Select(Plain).OfType<string>().Take(10)];
        draft.Set("line", lines.Length > 0 ? new JsonArray(lines) : null);
        draft.SetText("city", Plain(address.Find("city")));
        draft.SetText("state", Plain(address.Find("state")));
        draft.SetText("postalCode", Plain(address.Find("postalCode")));
        draft.SetText("country", Plain(address.Find("country")));
        return draft.Count > 0 ? draft : null;
    }

    public static string? AddressUse(XElement address) => Uses.GetValueOrDefault(FirstUse(address)) is { } use && AddressUses.Contains(use) ? use : null;

    public static void SetTelecom(JsonObject draft, IEnumerable<XElement> telecoms) => draft.SetList("telecom", telecoms.Where(one => one.Say("value") is not null).Select(Telecom), 50);

    public static string? Plain(XElement? element) => element is null ? null : string.Join(' ', element.Value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)) is { Length: > 0 } text ? text : null;

    private static JsonObject Telecom(XElement telecom)
    {
        var value = telecom.Say("value")!;
        var scheme = value.Split(':')[0].ToLowerInvariant();
        var system = scheme switch { "tel" => "phone", "mailto" => "email", "fax" => "fax", "http" or "https" => "url", _ => value.Contains('@') ? "email" : "phone" };
        var draft = new JsonObject { ["system"] = system };
        draft.SetText("value", scheme is "tel" or "mailto" or "fax" ? value[(scheme.Length + 1)..] : value);
        draft.Set("value", value);
        draft.SetText("use", Uses.GetValueOrDefault(FirstUse(telecom)));
        return draft;
    }

    private static string FirstUse(XElement element) => (element.Say("use") ?? "").Split(' ')[0];
}
