using System.Text.Json.Nodes;
using System.Xml.Linq;
using Hub.Plugins.Ccda.Mapping;

namespace Hub.Plugins.Ccda.Maps;

/// <summary>The person whom the document is about, and those around them, as its header names them.</summary>
internal static class People
{
    private static readonly Dictionary<string, string> Roles = new(StringComparer.Ordinal)
    {
        ["NOK"] = "next-of-kin",
        ["ECON"] = "emergency",
        ["GUARD"] = "guardian",
        ["AGNT"] = "guardian",
        ["CAREGIVER"] = "care",
        ["PAYOR"] = "insurer",
        ["POLHOLD"] = "insurer",
    };

    public static string? Gender(XElement? code) => code is null ? null : code.NullFlavor() is not null ? "unknown" : code.Say("code") switch { "M" => "male", "F" => "female", "UN" => "other", _ => "unknown" };

    public static JsonObject? Profile(XElement role, Scope scope)
    {
        var patient = role.Find("patient");
        var name = Actors.Preferred(patient.All("name"));
        var draft = Common.Draft(role);
        draft.SetText("name", Actors.Name(name));
        draft.SetText("family", Values.Join(" ", name.All("family").Select(Actors.Plain)));
        JsonNode[] given = [.. name.All("given").Select(Actors.Plain).OfType<string>().Take(20)];
        draft.Set("given", given.Length > 0 ? new JsonArray(given) : null);
        draft.SetText("birthDate", Times.Day(patient.Find("birthTime"), scope.Zone));
        draft.SetText("birthPlace", Place(patient.Find("birthplace/place")));
        draft.Set("gender", Gender(patient.Find("administrativeGenderCode")));
        draft.SetText("maritalStatus", Concepts.Name(patient.Find("maritalStatusCode"), scope.Section));
        draft.SetText("language", patient.Find("languageCommunication/languageCode").Say("code"));
        draft.SetText("managingOrganization", Actors.Name(role.Find("providerOrganization/name")));
        Actors.SetTelecom(draft, role.Elements("telecom"));
        draft.SetList("identifiers", role.Elements("id").Where(id => id.NullFlavor() is null && id.Say("extension") is not null).Select(Identifier), 100);
        return draft.ContainsKey("name") ? draft : null;
    }

    public static IEnumerable<JsonObject> Addresses(XElement role)
    {
        foreach (var address in role.Elements("addr"))
        {
            if (Actors.Address(address) is { } draft)
            {
                draft.SetText("use", Actors.AddressUse(address));
                yield return draft;
            }
        }
    }

    public static IEnumerable<JsonObject> Contacts(XElement role, IReadOnlyList<XElement> header, Scope scope)
    {
        var guardians = role.All("patient/guardian").Select(guardian => Contact(guardian, "guardian", scope));
        var others = header.Where(member => member.Name == "participant").Select(member => member.Find("associatedEntity")).OfType<XElement>()
            .Select(entity => Contact(entity, Roles.GetValueOrDefault(entity.Say("classCode") ?? "", "other"), scope));
        var team = header.Where(member => member.Name == "documentationOf").SelectMany(member => member.All("serviceEvent/performer/assignedEntity")).Select(entity => Contact(entity, "care", scope));
        return guardians.Concat(others).Concat(team).OfType<JsonObject>();
    }

    private static JsonObject? Contact(XElement entity, string category, Scope scope)
    {
        var name = Actors.Of(entity);
        var organization = Actors.Organization(entity);
        var draft = new JsonObject { ["kind"] = name == organization ? "organization" : "individual", ["category"] = category };
        draft.SetText("name", name);
        draft.SetText(category == "care" ? "role" : "relationship", Concepts.Name(entity.Find("code"), scope.Section));
        draft.SetText("organization", name == organization ? null : organization);
        Actors.SetTelecom(draft, entity.Elements("telecom"));
        draft.Set("address", Actors.Address(entity.Find("addr")));
        return draft.ContainsKey("name") ? draft : null;
    }

    private static JsonObject Identifier(XElement id)
    {
        var draft = new JsonObject();
        draft.SetText("system", id.Say("assigningAuthorityName") ?? CodeSystems.Uri(id.Say("root")));
        draft.SetText("value", id.Say("extension"));
        return draft;
    }

    private static string? Place(XElement? place) => Actors.Name(place.Find("name")) ?? Values.Join(", ", Actors.Plain(place.Find("addr/city")), Actors.Plain(place.Find("addr/state")), Actors.Plain(place.Find("addr/country")));
}
