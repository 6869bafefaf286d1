using System.Text.Json;
using System.Text.Json.Nodes;
using Hub.Plugins.Fhir.Mapping;

namespace Hub.Plugins.Fhir.Maps;

/// <summary>Claims and what was paid for them, with every line.</summary>
internal static class Claims
{
    /// <summary>Which code of an adjudication or total fills which field: FHIR's own, CARIN's, and the CMS variable where only that is told. The rest stays in <c>adjudication</c> and <c>totals</c>.</summary>
    private static readonly (string Field, string[] Codes)[] Amounts =
    [
        ("submitted", ["submitted", "line_sbmtd_chrg_amt", "rev_cntr_tot_chrg_amt", "clm_tot_chrg_amt"]),
        ("allowed", ["eligible", "allowed", "line_alowd_chrg_amt"]),
        ("nonCovered", ["noncovered", "rev_cntr_ncvrd_chrg_amt"]),
        ("paid", ["benefit", "line_nch_pmt_amt"]),
        ("patient", ["paidbypatient", "memberliability"]),
    ];

    private static readonly Field[] Adjudication =
    [
        new("category", "category", To.Token),
        new("display", "category", (found, _) => Words.Join(", ", found.SelectMany(one => one.Find("coding.display|text")).Select(Json.Plain))),
        new("amount", "amount.value", To.Number),
        new("currency", "amount.currency", To.First),
    ];

    private static readonly Field[] Line =
    [
        new("sequence", "sequence", To.Number),
        .. Field.Coded("productOrService|service"),
        new("start", "servicedDate|servicedPeriod.start", To.Date),
        new("end", "servicedPeriod.end", To.Date),
        new("category", "category", To.Concept),
        new("revenueCode", "revenue.coding.code", To.First),
        new("revenue", "revenue", To.Concept),
        new("quantity", "quantity.value", To.Number),
        new("quantityUnit", "quantity.unit|quantity.code", To.First),
        new("placeOfService", "locationCodeableConcept", To.Concept),
        new("placeOfService", "locationReference", To.Reference),
        new("modifiers", "modifier", (found, _) => found.Select(Words.Concept).OfType<string>().ToArray() is { Length: > 0 } all ? new JsonArray([.. all.Select(one => (JsonNode)one)]) : null),
        new("adjudication", "", (found, item) => item.List(found[0], "adjudication", Adjudication, "amount")),
    ];

    private static readonly Field[] Diagnosis =
    [
        new("sequence", "sequence", To.Number),
        .. Field.Coded("diagnosisCodeableConcept"),
        new("display", "diagnosisReference", To.Reference),
        new("code", "diagnosisReference", (found, item) => found.Select(item.Target).FirstOrDefault()?.Code),
        new("codeSystem", "diagnosisReference", (found, item) => found.Select(item.Target).FirstOrDefault()?.System),
        new("type", "type", To.Token),
    ];

    private static readonly Field[] Whole =
    [
        new("type", "type", To.Concept),
        new("use", "use", To.Token),
        new("status", "status", To.Text),
        new("outcome", "outcome", To.Token),
        new("date", "billablePeriod.start|item.servicedDate|item.servicedPeriod.start|created", To.Date),
        new("start", "billablePeriod.start", To.Date),
        new("end", "billablePeriod.end", To.Date),
        new("created", "created", To.Date),
        new("claimReference", "claim", To.ReferenceId),
        new("provider", "provider", To.Reference),
        new("performer", "prescription.requester|referral", To.Reference),
        new("facility", "facility", To.Reference),
        new("insurer", "insurer|insurance.coverage.payor", To.Reference),
        new("coverage", "insurance.coverage", To.Reference),
        new("amount", "payment.amount.value", To.Number),
        new("paymentDate", "payment.date", To.Date),
        new("paymentType", "payment.type", To.Concept),
        new("diagnoses", "", (_, item) => item.List(item.Resource, "diagnosis", Diagnosis)),
        new("totals", "", (_, item) => item.List(item.Resource, "total", Adjudication, "amount")),
        new("currency", "payment.amount.currency|total.amount.currency|total.currency|item.adjudication.amount.currency|item.net.currency", To.First),
        new("note", "processNote.text|disposition", To.Lines),
    ];

    public static readonly ResourceMap ExplanationOfBenefit = new("health.claim", Whole, Complete);

    /// <summary>A claim that no ExplanationOfBenefit of the file tells: what was asked, nothing about what was paid.</summary>
    public static readonly ResourceMap Claim = new("health.claim", Whole, Complete);

    private static void Complete(JsonObject draft, Item item)
    {
        Amount(draft, item.Resource, "total");
        if (item.Type == "Claim")
        {
            draft.Set("submitted", To.Number([.. item.Resource.Find("total.value")], item));
        }

        var lines = new JsonArray();
        foreach (var line in item.Resource.Find("item"))
        {
            var one = new JsonObject();
            one.SetAll(item, line, Line);
            Amount(one, line, "adjudication");
            if (item.Type == "Claim")
            {
                one.Set("submitted", To.Number([.. line.Find("net.value")], item));
            }

            Currency(one, line);
            lines.Add((JsonNode)one);
        }

        draft.Set("items", lines.Count > 0 ? lines : null);
        draft.SetText("display", Words.Join(", ", item.Resource.Find("item").Take(3).SelectMany(line => line.Find("productOrService|service").Select(Words.Concept)))
            ?? item.Resource.Find("prescription").Select(item.Display).FirstOrDefault() ?? draft["type"]?.ToString());
    }

    private static void Amount(JsonObject draft, JsonElement element, string list)
    {
        foreach (var (field, codes) in Amounts)
        {
            if (list == "total" && field is "nonCovered" or "paid")
            {
                continue;
            }

            var found = element.Find(list).FirstOrDefault(one => one.Find("category.coding.code").Select(Json.Plain).Any(code => code is not null && codes.Contains(code[(code.LastIndexOf('/') + 1)..])));
            if (found.ValueKind == JsonValueKind.Object && found.Find("amount.value").FirstOrDefault() is { ValueKind: JsonValueKind.Number } amount)
            {
                draft.Set(field, JsonValue.Create(amount));
            }
        }
    }

    private static void Currency(JsonObject line, JsonElement element)
    {
        if (line.ContainsKey("submitted") || line.ContainsKey("allowed") || line.ContainsKey("paid") || line.ContainsKey("patient") || line.ContainsKey("nonCovered"))
        {
            line.SetText("currency", element.FindText("adjudication.amount.currency|net.currency"));
        }
    }
}
