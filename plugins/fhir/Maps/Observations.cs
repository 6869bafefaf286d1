using Hub.Plugins.Fhir.Mapping;

namespace Hub.Plugins.Fhir.Maps;

/// <summary>Vital signs, laboratory results, questionnaires' scores.</summary>
internal static class Observations
{
    /// <summary>A result, whichever of FHIR's kinds it is. A comparator (<c>&lt; 5</c>) makes it words: the number alone would say something else.</summary>
    private static readonly Field[] Value =
    [
        new("value", "", (found, item) => found[0].FindText("valueQuantity.comparator") is null ? To.Number([.. found[0].Find("valueQuantity.value|valueInteger|valueDecimal")], item) : null),
        new("valueText", "", (found, item) => found[0].FindText("valueQuantity.comparator") is null ? null : To.Quantity([.. found[0].Find("valueQuantity")], item)),
        new("valueText", "valueCodeableConcept|valueString|valueBoolean|valueTime|valueDateTime|valuePeriod.start", To.Concept),
        new("valueText", "valueRange", To.Range),
        new("valueText", "valueRatio", (found, _) => found.Select(Words.Ratio).FirstOrDefault()),
        new("valueText", "dataAbsentReason", To.Concept),
        new("unit", "", (found, item) => found[0].FindText("valueQuantity.system") == "http://unitsofmeasure.org"
            ? To.First([.. found[0].Find("valueQuantity.code|valueQuantity.unit")], item)
            : To.First([.. found[0].Find("valueQuantity.unit|valueQuantity.code")], item)),
        new("interpretation", "interpretation", To.Concept),
    ];

    public static readonly ResourceMap Observation = new("health.observation",
    [
        .. Field.Coded("code"),
        new("category", "category", To.Token),
        new("status", "status", To.Text),
        new("effective", "effectiveDateTime|effectiveInstant|effectivePeriod.start|issued", To.Date),
        new("effectiveEnd", "effectivePeriod.end", To.Date),
        new("issued", "issued", To.Date),
        .. Value,
        new("components", "", (_, item) => item.List(item.Resource, "component", [.. Field.Coded("code"), .. Value], "display")),
        new("referenceRange", "referenceRange", To.Range),
        new("low", "referenceRange.low.value", To.Number),
        new("high", "referenceRange.high.value", To.Number),
        new("specimen", "specimen", To.Reference),
        new("method", "method", To.Concept),
        new("bodySite", "bodySite", To.Concept),
        new("performer", "performer", To.Reference),
        .. Field.Encounter,
        new("note", "note.text|comment", To.Lines),
    ], SaidBy: "performer");
}
