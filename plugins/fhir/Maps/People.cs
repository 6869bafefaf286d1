using System.Text.Json;
using System.Text.Json.Nodes;
using Hub.Plugins.Fhir.Mapping;

namespace Hub.Plugins.Fhir.Maps;

/// <summary>The person, relatives, and those who care.</summary>
internal static class People
{
    private static readonly Field[] Identifier =
    [
        new("system", "system", To.Text),
        new("type", "type", To.Concept),
        new("value", "value", To.Text),
    ];

    private static readonly string[] AddressUses = ["home", "work", "temp", "old", "billing"];

    public static readonly ResourceMap Patient = new("person.profile",
    [
        new("name", "name", Name),
        new("family", "name.family", To.First),
        new("given", "name", (found, _) => found[0].Find("given").Select(Json.Plain).OfType<string>().Select(name => (JsonNode)name).ToArray() is { Length: > 0 } given ? new JsonArray(given) : null),
        new("birthDate", "birthDate", To.Day),
        new("deceased", "deceasedDateTime", To.Date),
        new("gender", "gender", To.Gender),
        new("maritalStatus", "maritalStatus", To.Concept),
        new("language", "communication.language", To.Concept),
        new("managingOrganization", "managingOrganization", To.Reference),
        new("telecom", "telecom", (found, _) => Addresses.Telecom(found)),
        new("identifiers", "", (_, item) => item.List(item.Resource, "identifier", Identifier, "value")),
    ]);

    public static readonly ResourceMap Practitioner = Contact("individual", "care",
    [
        new("role", "qualification.code|specialty", To.Concept),
    ]);

    public static readonly ResourceMap Organization = Contact("organization", "care",
    [
        new("role", "type", To.Concept),
        new("organization", "partOf|managingOrganization", To.Reference),
    ]);

    public static readonly ResourceMap RelatedPerson = Contact("individual", "other",
    [
        new("relationship", "relationship", To.Concept),
    ]);

    public static readonly ResourceMap FamilyMember = new("person.relative",
    [
        new("relationship", "relationship", To.Concept),
        new("name", "name", To.Text),
        new("gender", "sex", To.Gender),
        new("gender", "sex.coding.code", To.Gender),
        new("birthDate", "bornDate|bornPeriod.start", To.Day),
        new("age", "ageAge", To.Quantity),
        new("age", "ageString|ageRange.low.value", To.First),
        new("deceased", "deceasedBoolean", To.Flag),
        new("deceasedDate", "deceasedDate", To.Day),
        new("conditions", "", (_, item) => item.List(item.Resource, "condition", [.. Field.Coded("code"), new("onset", "onsetAge", To.Quantity), new("onset", "onsetString", To.First)], "display")),
        new("note", "note.text", To.Lines),
    ]);

    /// <summary>The addresses of a patient, each a record of its own.</summary>
    public static IEnumerable<JsonObject> PatientAddresses(Item item)
    {
        foreach (var address in item.Resource.Find("address"))
        {
            if (Addresses.Of(address) is { } draft)
            {
                draft.SetText("account", item.Account);
                draft.SetText("holder", item.Holder);
                draft["source"] = "holder";
                draft.SetText("use", address.FindText("use") is { } use && AddressUses.Contains(use) ? use : null);
                draft.Set("start", To.Date([.. address.Find("period.start")], item));
                draft.Set("end", To.Date([.. address.Find("period.end")], item));
                yield return draft;
            }
        }
    }

    /// <summary>Whom the holder would call.</summary>
    public static IEnumerable<JsonObject> PatientContacts(Item item)
    {
        foreach (var contact in item.Resource.Find("contact"))
        {
            var draft = new JsonObject();
            draft.SetText("account", item.Account);
            draft.SetText("holder", item.Holder);
            draft["source"] = "holder";
            draft["kind"] = contact.Find("name").Any() ? "individual" : "organization";
            draft["category"] = "emergency";
            draft.Set("name", Name([.. contact.Find("name")], item) ?? To.Reference([.. contact.Find("organization")], item));
            draft.Set("relationship", To.Concept([.. contact.Find("relationship")], item));
            draft.Set("telecom", Addresses.Telecom(contact.Find("telecom")));
            draft.Set("address", contact.Find("address").Select(Addresses.Of).FirstOrDefault());
            if (draft.ContainsKey("name"))
            {
                yield return draft;
            }
        }
    }

    private static ResourceMap Contact(string kind, string category, Field[] own) => new("contact.person",
    [
        new("kind", "", (_, _) => kind),
        new("category", "", (_, _) => category),
        new("name", "name", Name),
        .. own,
        new("telecom", "telecom|contact.telecom", (found, _) => Addresses.Telecom(found)),
        new("address", "address", (found, _) => found.Select(Addresses.Of).FirstOrDefault()),
        new("identifiers", "", (_, item) => item.List(item.Resource, "identifier", [new("system", "system", To.Text), new("value", "value", To.Text)], "value")),
    ]);

    private static JsonNode? Name(IReadOnlyList<JsonElement> found, Item item) => found
        .OrderBy(name => name.ValueKind == JsonValueKind.Object && name.FindText("use") == "official" ? 0 : 1)
        .Select(Words.PersonName).FirstOrDefault(name => name is not null) is { } text ? JsonValue.Create(text) : null;
}
