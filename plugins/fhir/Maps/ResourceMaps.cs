using Hub.Plugins.Fhir.Mapping;

namespace Hub.Plugins.Fhir.Maps;

/// <summary>Every resource that this connector knows, and what becomes of it. One that is not here becomes a document.</summary>
internal static class ResourceMaps
{
    public static readonly Dictionary<string, ResourceMap> All = new(StringComparer.Ordinal)
    {
        ["Patient"] = People.Patient,
        ["Practitioner"] = People.Practitioner,
        ["Organization"] = People.Organization,
        ["Location"] = People.Organization,
        ["RelatedPerson"] = People.RelatedPerson,
        ["FamilyMemberHistory"] = People.FamilyMember,
        ["Condition"] = Clinical.Condition,
        ["AllergyIntolerance"] = Clinical.AllergyIntolerance,
        ["Immunization"] = Clinical.Immunization,
        ["Procedure"] = Clinical.Procedure,
        ["Encounter"] = Clinical.Encounter,
        ["Appointment"] = Clinical.Appointment,
        ["MedicationRequest"] = Medications.Request,
        ["MedicationOrder"] = Medications.Request,
        ["MedicationStatement"] = Medications.Statement,
        ["MedicationDispense"] = Medications.Dispense,
        ["MedicationAdministration"] = Medications.Administration,
        ["Observation"] = Observations.Observation,
        ["Coverage"] = Coverages.Coverage,
        ["ExplanationOfBenefit"] = Claims.ExplanationOfBenefit,
        ["Claim"] = Claims.Claim,
        ["DiagnosticReport"] = Documents.DiagnosticReport,
        ["DocumentReference"] = Documents.DocumentReference,
        ["CarePlan"] = Documents.CarePlan,
        ["CareTeam"] = Documents.CareTeam,
        ["Goal"] = Documents.Goal,
        ["ImagingStudy"] = Documents.ImagingStudy,
        ["QuestionnaireResponse"] = Documents.QuestionnaireResponse,
    };

    /// <summary>Resources that only lend their name or code to others, or keep the holder's books: counted in the run's log.</summary>
    public static readonly HashSet<string> NamesOnly = new(StringComparer.Ordinal)
    {
        "PractitionerRole", "Medication", "Substance", "Specimen", "InsurancePlan", "HealthcareService", "Endpoint", "Provenance", "AuditEvent", "List", "Binary",
    };

    /// <summary>The fields without which a record of the type says nothing.</summary>
    public static readonly Dictionary<string, string> Names = new(StringComparer.Ordinal)
    {
        ["person.profile"] = "name",
        ["person.relative"] = "relationship",
        ["contact.person"] = "name",
        ["health.condition"] = "display",
        ["health.allergy"] = "display",
        ["health.medication"] = "display",
        ["health.immunization"] = "display",
        ["health.observation"] = "display",
        ["health.procedure"] = "display",
        ["health.coverage"] = "display",
        ["health.document"] = "display",
    };
}
