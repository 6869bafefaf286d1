using System.Text.Json;
using Hub.Plugins.Fhir.Mapping;

namespace Hub.Plugins.Fhir.Reading;

/// <summary>How a resource is named where another refers to it. Add a type here when its name is worth showing.</summary>
internal static class Naming
{
    private static readonly Dictionary<string, Func<JsonElement, string?>> Names = new(StringComparer.Ordinal)
    {
        ["Patient"] = Person,
        ["Practitioner"] = Person,
        ["RelatedPerson"] = Person,
        ["PractitionerRole"] = resource => Words.Join(", ", resource.FindText("practitioner.display"), Concept(resource, "specialty|code"), resource.FindText("organization.display")),
        ["Organization"] = resource => resource.FindText("name|alias"),
        ["InsurancePlan"] = resource => resource.FindText("name|alias"),
        ["Location"] = resource => resource.FindText("name|description"),
        ["HealthcareService"] = resource => resource.FindText("name"),
        ["CareTeam"] = resource => resource.FindText("name"),
        ["Device"] = resource => resource.FindText("deviceName.name|udiCarrier.deviceIdentifier") ?? Concept(resource, "type"),
        ["Encounter"] = resource => Concept(resource, "type") ?? Concept(resource, "class"),
        ["Condition"] = resource => Concept(resource, "code"),
        ["Procedure"] = resource => Concept(resource, "code"),
        ["Medication"] = resource => Concept(resource, "code") ?? Concept(resource, "ingredient.itemCodeableConcept"),
        ["Substance"] = resource => Concept(resource, "code"),
        ["Specimen"] = resource => Concept(resource, "type"),
        ["Coverage"] = resource => Concept(resource, "type") ?? resource.FindText("payor.display"),
        ["Observation"] = resource => Concept(resource, "code"),
    };

    public static Named? Of(JsonElement resource) =>
        resource.FindText("resourceType") is { } type && Names.TryGetValue(type, out var name) && name(resource) is { } display
            ? new Named(display, resource.FindText("code.coding.code"), resource.FindText("code.coding.system"))
            : null;

    private static string? Person(JsonElement resource) =>
        resource.Find("name").OrderBy(name => name.FindText("use") == "official" ? 0 : 1).Select(Words.PersonName).FirstOrDefault(name => name is not null);

    private static string? Concept(JsonElement resource, string path) => resource.Find(path).Select(Words.Concept).FirstOrDefault(text => text is not null);
}
