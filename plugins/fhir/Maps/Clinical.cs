using Hub.Plugins.Fhir.Mapping;

namespace Hub.Plugins.Fhir.Maps;

/// <summary>Conditions, allergies, immunizations, procedures and encounters: what tables alone can say.</summary>
internal static class Clinical
{
    public static readonly ResourceMap Condition = new("health.condition",
    [
        .. Field.Coded("code"),
        new("category", "category", To.Concept),
        new("clinicalStatus", "clinicalStatus", To.Token),
        new("verificationStatus", "verificationStatus", To.Token),
        new("severity", "severity", To.Concept),
        new("bodySite", "bodySite", To.Concept),
        new("date", "onsetDateTime|onsetPeriod.start|recordedDate|assertedDate", To.Date),
        new("onset", "onsetDateTime|onsetPeriod.start", To.Date),
        new("onsetText", "onsetString", To.Text),
        new("onsetText", "onsetAge", To.Quantity),
        new("onsetText", "onsetRange", To.Range),
        new("abatement", "abatementDateTime|abatementPeriod.start|onsetPeriod.end", To.Date),
        new("recordedDate", "recordedDate|assertedDate", To.Date),
        new("performer", "asserter|recorder", To.Reference),
        .. Field.Encounter,
        new("note", "note.text", To.Lines),
    ], SaidBy: "asserter");

    public static readonly ResourceMap AllergyIntolerance = new("health.allergy",
    [
        .. Field.Coded("code|substance|reaction.substance"),
        new("type", "type", To.Token),
        new("category", "category", To.Token),
        new("criticality", "criticality", To.Token),
        new("severity", "reaction.severity", To.Text),
        new("clinicalStatus", "clinicalStatus", To.Token),
        new("verificationStatus", "verificationStatus", To.Token),
        new("reactions", "", (_, item) => item.List(item.Resource, "reaction",
        [
            new("manifestation", "manifestation", To.Concept),
            new("manifestation", "description", To.Text),
            new("severity", "severity", To.Text),
            new("onset", "onset", To.Date),
        ], "manifestation")),
        new("date", "onsetDateTime|onsetPeriod.start|recordedDate|assertedDate", To.Date),
        new("onset", "onsetDateTime|onsetPeriod.start", To.Date),
        new("lastOccurrence", "lastOccurrence", To.Date),
        new("recordedDate", "recordedDate|assertedDate", To.Date),
        new("performer", "asserter|recorder", To.Reference),
        .. Field.Encounter,
        new("note", "note.text", To.Lines),
    ], SaidBy: "asserter");

    public static readonly ResourceMap Immunization = new("health.immunization",
    [
        .. Field.Coded("vaccineCode"),
        new("status", "status", To.Text),
        new("occurrenceDateTime", "occurrenceDateTime|date", To.Date),
        new("doseNumber", "protocolApplied.doseNumberPositiveInt|protocolApplied.doseNumberString|protocolApplied.doseNumber", To.Text),
        new("lotNumber", "lotNumber", To.Text),
        new("manufacturer", "manufacturer", To.Reference),
        new("expirationDate", "expirationDate", To.Day),
        new("site", "site", To.Concept),
        new("route", "route", To.Concept),
        new("primarySource", "primarySource", To.Flag),
        new("reaction", "reaction.detail|reaction.manifestation", To.Reason),
        new("performer", "performer.actor", To.Reference),
        new("location", "location", To.Reference),
        .. Field.Encounter,
        new("reason", "reasonCode|reason", To.Reason),
        new("note", "note.text|occurrenceString", To.Lines),
    ]);

    public static readonly ResourceMap Procedure = new("health.procedure",
    [
        .. Field.Coded("code"),
        new("status", "status", To.Text),
        new("category", "category", To.Concept),
        new("performed", "performedDateTime|performedPeriod.start|occurrenceDateTime|occurrencePeriod.start|recorded", To.Date),
        new("performedEnd", "performedPeriod.end|occurrencePeriod.end", To.Date),
        new("reason", "reasonCode|reasonReference|reason", To.Reason),
        new("bodySite", "bodySite", To.Concept),
        new("outcome", "outcome", To.Concept),
        new("device", "focalDevice.manipulated|usedReference", To.Reference),
        new("performer", "performer.actor|asserter|recorder", To.Reference),
        new("location", "location", To.Reference),
        .. Field.Encounter,
        new("note", "note.text|performedString", To.Lines),
    ], SaidBy: "asserter");

    public static readonly ResourceMap Encounter = new("health.encounter",
    [
        .. Field.Coded("type"),
        .. Field.Coded("class"),
        new("class", "class", To.Token),
        new("status", "status", To.Text),
        new("start", "period.start|actualPeriod.start|plannedStartDate", To.Date),
        new("end", "period.end|actualPeriod.end|plannedEndDate", To.Date),
        new("reason", "reasonCode|reasonReference|reason.value|reason", To.Reason),
        new("performer", "participant.individual|participant.actor", To.Reference),
        new("location", "location.location", To.Reference),
        new("serviceProvider", "serviceProvider", To.Reference),
        new("clinic", "serviceType", To.Concept),
        new("dischargeDisposition", "hospitalization.dischargeDisposition|admission.dischargeDisposition", To.Concept),
    ]);

    public static readonly ResourceMap Appointment = new("health.encounter",
    [
        .. Field.Coded("appointmentType"),
        new("display", "description", To.Text),
        new("class", "resourceType", To.Text),
        new("status", "status", To.Text),
        new("start", "start|requestedPeriod.start", To.Date),
        new("end", "end|requestedPeriod.end", To.Date),
        new("reason", "reasonCode|reasonReference|reason", To.Reason),
        new("performer", "participant.actor", To.Reference),
        new("clinic", "specialty|serviceType", To.Concept),
        new("note", "comment|note.text|patientInstruction", To.Lines),
    ]);
}
