using Hub.Plugins.Fhir.Mapping;

namespace Hub.Plugins.Fhir.Maps;

/// <summary>Insurance and other cover.</summary>
internal static class Coverages
{
    public static readonly ResourceMap Coverage = new("health.coverage",
    [
        new("type", "type", To.Concept),
        new("status", "status", To.Text),
        new("payor", "payor|insurer", To.Reference),
        new("planId", "class", (found, _) => found.FirstOrDefault(one => Words.Token(one.Find("type").FirstOrDefault()) == "plan") is { ValueKind: System.Text.Json.JsonValueKind.Object } plan ? plan.FindText("value|value.value") : null),
        new("subscriber", "subscriber|policyHolder", To.Reference),
        new("subscriberId", "subscriberId|subscriberId.value", To.First),
        new("relationship", "relationship", To.Concept),
        new("group", "class", (found, _) => found.FirstOrDefault(one => Words.Token(one.Find("type").FirstOrDefault()) == "group") is { ValueKind: System.Text.Json.JsonValueKind.Object } group ? group.FindText("value|value.value") : null),
        new("start", "period.start", To.Date),
        new("end", "period.end", To.Date),
        new("classes", "", (_, item) => item.List(item.Resource, "class",
        [
            new("type", "type", To.Token),
            new("value", "value|value.value", To.First),
            new("name", "name", To.First),
        ], "value")),
        new("display", "class.name", To.Text),
        new("display", "class.value", (found, _) => Words.Join(" ", found.Select(Json.Plain))),
        new("display", "type", To.Concept),
        new("display", "payor", To.Reference),
    ]);
}
