using System.Text.Json.Nodes;
using Hub.Plugins.Fhir.Mapping;

namespace Hub.Plugins.Fhir.Maps;

/// <summary>Prescriptions, stated intakes, dispenses and administrations.</summary>
internal static class Medications
{
    private const string Reference = "medicationReference|medication.reference";
    private const string Dosage = "dosageInstruction|dosage";

    public static readonly ResourceMap Request = Map("request");
    public static readonly ResourceMap Statement = Map("statement");
    public static readonly ResourceMap Dispense = Map("dispense");
    public static readonly ResourceMap Administration = Map("administration");

    private static ResourceMap Map(string kind) => new("health.medication",
    [
        new("kind", "", (_, _) => kind),
        .. Field.Coded("medicationCodeableConcept|medication.concept"),
        new("display", Reference, To.Reference),
        new("code", Reference, (found, item) => found.Select(item.Target).FirstOrDefault()?.Code),
        new("codeSystem", Reference, (found, item) => found.Select(item.Target).FirstOrDefault()?.System),
        new("status", "status", To.Text),
        new("category", "category", To.Concept),
        new("dosage", "dosageInstruction.text|dosage.text|dosageInstruction.patientInstruction|dosage.patientInstruction", To.Lines),
        new("dose", Inside("doseAndRate.doseQuantity", "doseQuantity", "dose"), To.Quantity),
        new("dose", Inside("doseAndRate.doseRange"), To.Range),
        new("frequency", Inside("timing.code"), To.Concept),
        new("frequency", Inside("timing.repeat"), (found, _) => found.Select(Frequency).FirstOrDefault()),
        new("route", Inside("route"), To.Concept),
        new("reason", "reasonCode|reasonReference|reason|reasonForUseCodeableConcept", To.Reason),
        new("date", "effectiveDateTime|effectivePeriod.start|whenHandedOver|whenPrepared|authoredOn|dateWritten|dateAsserted|occurenceDateTime|occurencePeriod.start", To.Date),
        new("authoredOn", "authoredOn|dateWritten|dateAsserted", To.Date),
        new("start", "effectivePeriod.start|effectiveDateTime|dispenseRequest.validityPeriod.start", To.Date),
        new("end", "effectivePeriod.end|dispenseRequest.validityPeriod.end", To.Date),
        new("lastFilled", "whenHandedOver", To.Date),
        new("quantity", "quantity.value|dispenseRequest.quantity.value", To.Number),
        new("quantityUnit", "quantity.unit|quantity.code|dispenseRequest.quantity.unit|dispenseRequest.quantity.code", To.First),
        new("daysSupply", "daysSupply.value|dispenseRequest.expectedSupplyDuration.value", To.Number),
        new("pharmacy", "dispenseRequest.performer|location", To.Reference),
        new("performer", "requester.agent|requester|prescriber|performer.actor|informationSource", To.Reference),
        .. Field.Encounter,
        new("note", "note.text", To.Lines),
    ], SaidBy: "informationSource|reportedReference");

    private static string Inside(params string[] paths) =>
        string.Join('|', Dosage.Split('|').SelectMany(dosage => paths.Select(path => $"{dosage}.{path}")));

    /// <summary>For instance <c>2 / 1 d</c>: twice a day, in UCUM's letters.</summary>
    private static JsonNode? Frequency(System.Text.Json.JsonElement repeat) =>
        repeat.FindText("frequency") is { } frequency && repeat.FindText("periodUnit") is { } unit
            ? JsonValue.Create($"{frequency} / {repeat.FindText("period") ?? "1"} {unit}")
            : null;
}
