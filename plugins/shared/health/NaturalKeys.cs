namespace Hub.Plugins.Health;

/// <summary>What tells apart records that the document gives no reference for: as the last identity of each type.</summary>
internal static class NaturalKeys
{
    public static readonly Dictionary<string, string[]> Of = new(StringComparer.Ordinal)
    {
        ["person.profile"] = ["managingOrganization"],
        ["person.address"] = ["managingOrganization", "use"],
        ["person.relative"] = ["relationship", "name"],
        ["contact.person"] = ["category", "organization", "name"],
        ["health.condition"] = ["display", "date"],
        ["health.allergy"] = ["display", "date"],
        ["health.medication"] = ["display", "date"],
        ["health.immunization"] = ["display", "occurrenceDateTime"],
        ["health.observation"] = ["panel", "display", "effective"],
        ["health.encounter"] = ["class", "display", "location", "start"],
        ["health.procedure"] = ["display", "performed"],
        ["health.coverage"] = ["display", "planId", "subscriberId", "start"],
        ["health.claim"] = ["type", "provider", "display", "date"],
        ["health.document"] = ["kind", "display", "location", "date"],
    };
}
