using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Hub.Core.Demo.Files;

/// <summary>The health record of one of them, as a FHIR bundle.</summary>
internal static class HealthFile
{
    private const int Seed = 20116;

    public static string Write(Household home)
    {
        var entries = new JsonArray();
        foreach (var resource in Resources(home))
        {
            entries.Add((JsonNode)new JsonObject { ["fullUrl"] = $"urn:uuid:{resource["id"]}", ["resource"] = resource });
        }

        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            new JsonObject { ["resourceType"] = "Bundle", ["type"] = "collection", ["entry"] = entries }.WriteTo(writer);
        }

        return Encoding.UTF8.GetString(stream.ToArray()) + "\n";
    }

    private static IEnumerable<JsonObject> Resources(Household home)
    {
        yield return New("Patient", "demo-patient", new JsonObject
        {
            ["name"] = new JsonArray(new JsonObject { ["use"] = "official", ["family"] = "Exemple", ["given"] = new JsonArray("Camille") }),
            ["gender"] = "female",
            ["birthDate"] = "1984-02-29",
            ["address"] = new JsonArray(new JsonObject { ["use"] = "home", ["line"] = new JsonArray("1 rue de l'Exemple"), ["city"] = "Port-Exemple", ["postalCode"] = "99999", ["country"] = "FR" }),
        });
        yield return Condition("asthma", "Asthme", "1992");
        yield return Condition("pressure", "Hypertension artérielle", $"{home.First.Year - 1}");
        yield return Condition("knee", "Entorse du genou", Day(home.First.AddDays(60)), "resolved");
        yield return Allergy("pollen", "Pollen de graminées", "environment");
        yield return Allergy("penicillin", "Pénicilline", "medication");
        for (var year = home.First.Year; year <= home.Through.Year; year++)
        {
            var flu = new DateOnly(year, 10, 21);
            if (flu >= home.First && flu <= home.Through)
            {
                yield return Vaccine($"flu-{year}", "Grippe saisonnière", flu);
            }
        }

        yield return Vaccine("tetanus", "Diphtérie, tétanos, poliomyélite", home.First.AddDays(100));
        var random = new Random(Seed);
        foreach (var month in home.Months())
        {
            yield return Number($"weight-{month:yyyy-MM}", "Poids", "29463-7", month, 640 + random.Next(-12, 13), "kg");
        }

        foreach (var visit in home.Visits)
        {
            yield return Encounter(visit);
            yield return Claim(visit);
            if (visit.Kind == Care.General)
            {
                yield return Pressure(visit, random);
            }
        }
    }

    private static JsonObject New(string type, string id, JsonObject rest)
    {
        var resource = new JsonObject { ["resourceType"] = type, ["id"] = id };
        foreach (var (key, value) in rest.ToList())
        {
            rest.Remove(key);
            resource[key] = value;
        }

        return resource;
    }

    private static JsonObject Condition(string id, string text, string since, string status = "active") => New("Condition", "demo-condition-" + id, new JsonObject
    {
        ["clinicalStatus"] = new JsonObject { ["coding"] = new JsonArray(new JsonObject { ["code"] = status }) },
        ["code"] = Words(text),
        ["subject"] = Patient(),
        ["onsetDateTime"] = since,
    });

    private static JsonObject Allergy(string id, string text, string category) => New("AllergyIntolerance", "demo-allergy-" + id, new JsonObject
    {
        ["clinicalStatus"] = new JsonObject { ["coding"] = new JsonArray(new JsonObject { ["code"] = "active" }) },
        ["category"] = new JsonArray(category),
        ["code"] = Words(text),
        ["patient"] = Patient(),
    });

    private static JsonObject Vaccine(string id, string text, DateOnly day) => New("Immunization", "demo-vaccine-" + id, new JsonObject
    {
        ["status"] = "completed",
        ["vaccineCode"] = Words(text),
        ["patient"] = Patient(),
        ["occurrenceDateTime"] = Day(day),
    });

    /// <param name="tenths">The value in tenths of the unit.</param>
    private static JsonObject Number(string id, string text, string code, DateOnly day, int tenths, string unit) => New("Observation", "demo-" + id, new JsonObject
    {
        ["status"] = "final",
        ["category"] = VitalSigns(),
        ["code"] = Loinc(code, text),
        ["subject"] = Patient(),
        ["effectiveDateTime"] = Day(day),
        ["valueQuantity"] = Quantity(tenths / 10m, unit),
    });

    private static JsonObject Pressure(Visit visit, Random random) => New("Observation", $"demo-pressure-{visit.Number}", new JsonObject
    {
        ["status"] = "final",
        ["category"] = VitalSigns(),
        ["code"] = Loinc("85354-9", "Pression artérielle"),
        ["subject"] = Patient(),
        ["encounter"] = Reference($"demo-visit-{visit.Number}"),
        ["effectiveDateTime"] = Moment(visit.Start),
        ["component"] = new JsonArray(
            new JsonObject { ["code"] = Loinc("8480-6", "Systolique"), ["valueQuantity"] = Quantity(random.Next(122, 139), "mm[Hg]") },
            new JsonObject { ["code"] = Loinc("8462-4", "Diastolique"), ["valueQuantity"] = Quantity(random.Next(74, 89), "mm[Hg]") }),
    });

    private static JsonObject Encounter(Visit visit) => New("Encounter", $"demo-visit-{visit.Number}", new JsonObject
    {
        ["status"] = "finished",
        ["class"] = new JsonObject { ["code"] = "AMB" },
        ["type"] = new JsonArray(Words(visit.Kind.Label)),
        ["subject"] = Patient(),
        ["participant"] = new JsonArray(new JsonObject { ["individual"] = new JsonObject { ["display"] = visit.Kind.Doctor } }),
        ["period"] = new JsonObject { ["start"] = Moment(visit.Start), ["end"] = Moment(visit.Start.AddMinutes(visit.Kind.Minutes)) },
    });

    private static JsonObject Claim(Visit visit) => New("ExplanationOfBenefit", $"demo-claim-{visit.Number}", new JsonObject
    {
        ["status"] = "active",
        ["type"] = Words("Soins de ville"),
        ["use"] = "claim",
        ["patient"] = Patient(),
        ["billablePeriod"] = new JsonObject { ["start"] = Day(visit.Day), ["end"] = Day(visit.Day) },
        ["created"] = Day(visit.Day),
        ["insurer"] = new JsonObject { ["display"] = Care.Insurer },
        ["provider"] = new JsonObject { ["display"] = visit.Kind.Doctor },
        ["outcome"] = "complete",
        ["item"] = new JsonArray(new JsonObject
        {
            ["sequence"] = 1,
            ["productOrService"] = Words(visit.Kind.Label),
            ["servicedDate"] = Day(visit.Day),
            ["adjudication"] = Amounts(visit),
        }),
        ["total"] = Amounts(visit),
        ["payment"] = new JsonObject { ["date"] = Day(visit.PaidOn), ["amount"] = Euros(visit.Kind.Paid) },
    });

    private static JsonArray Amounts(Visit visit) =>
    [
        Amount("submitted", visit.Kind.Price),
        Amount("benefit", visit.Kind.Paid),
        Amount("paidbypatient", visit.Kind.Price - visit.Kind.Paid),
    ];

    private static JsonObject Amount(string code, decimal value) => new() { ["category"] = new JsonObject { ["coding"] = new JsonArray(new JsonObject { ["code"] = code }) }, ["amount"] = Euros(value) };

    private static JsonObject Euros(decimal value) => new() { ["value"] = value, ["currency"] = "EUR" };

    private static JsonObject Quantity(decimal value, string unit) => new() { ["value"] = value, ["unit"] = unit, ["system"] = "http://unitsofmeasure.org", ["code"] = unit };

    private static JsonObject Loinc(string code, string text) => new() { ["coding"] = new JsonArray(new JsonObject { ["system"] = "http://loinc.org", ["code"] = code, ["display"] = text }), ["text"] = text };

    private static JsonArray VitalSigns() => [new JsonObject { ["coding"] = new JsonArray(new JsonObject { ["code"] = "vital-signs" }) }];

    private static JsonObject Words(string text) => new() { ["text"] = text };

    private static JsonObject Patient() => Reference("demo-patient");

    private static JsonObject Reference(string id) => new() { ["reference"] = "urn:uuid:" + id };

    private static string Day(DateOnly day) => DemoFiles.Invariant($"{day:yyyy-MM-dd}");

    private static string Moment(DateTimeOffset moment) => DemoFiles.Invariant($"{moment:yyyy-MM-dd'T'HH:mm:sszzz}");
}
