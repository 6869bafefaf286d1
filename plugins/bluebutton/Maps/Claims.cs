using System.Text.Json.Nodes;
using Hub.Plugins.BlueButton.Mapping;
using Hub.Plugins.BlueButton.Reading;

namespace Hub.Plugins.BlueButton.Maps;

/// <summary>
/// Medicare claims. A claim and its lines stand in sections of their own, a claim may follow the lines of another without a ruler, and one for
/// medicines (Part D) has only the section of its lines: so all of it is read as one list of labels in which a new claim number begins a claim.
/// </summary>
internal static class Claims
{
    private const string LinesTitle = "CLAIM LINES FOR CLAIM NUMBER:";

    private static readonly Field[] Claim =
    [
        new("Claim Number", "reference"), new("Claim Type", "type"), new("Provider", "provider"), new("Provider Billing Address", "providerAddress"),
        new("Service Start Date", "start", As.Date), new("Service End Date", "end", As.Date), new("Claim Service Date", "start", As.Date),
        new("Amount Charged", "submitted", As.Money), new("Medicare Approved", "allowed", As.Money), new("Provider Paid", "amount", As.Money), new("You May be Billed", "patient", As.Money),
        new("Pharmacy Name", "provider"), new("Drug Code", "code"), new("Drug Name", "display"), new("Fill Number", "fillNumber"), new("Days' Supply", "daysSupply", As.Number),
        new("Prescriber Name", "performer"), new("Pharmacy / Service Provider", ""), new("Prescriber Identifer", ""), new("Prescriber Identifier", ""),
    ];

    private static readonly Field[] Line =
    [
        new("Line number", "sequence", As.Number), new("Date of Service From", "start", As.Date), new("Date of Service To", "end", As.Date),
        new("Quantity Billed/Units", "quantity", As.Number), new("Submitted Amount/Charges", "submitted", As.Money), new("Allowed Amount", "allowed", As.Money), new("Non-Covered", "nonCovered", As.Money),
        new("Place of Service/Description", "placeOfService"), new("Type of Service/Description", "category"), new("Rendering Provider NPI", "provider"), new("Rendering Provider No", ""),
        new("Procedure Code/Description", ""), new("Revenue Code/Description", ""), new("Modifier 1/Description", ""), new("Modifier 2/Description", ""), new("Modifier 3/Description", ""), new("Modifier 4/Description", ""),
    ];

    private static readonly Labels All = new([.. Claim.Concat(Line).Select(field => field.Label)]);

    public static bool IsOne(Section section) => section.Name.StartsWith("CLAIM", StringComparison.Ordinal);

    /// <summary>The lines of each claim, from the claim sections that follow one another.</summary>
    public static List<List<Line>> Groups(IEnumerable<Section> sections)
    {
        var groups = new List<List<Line>>();
        string? number = null;
        foreach (var section in sections)
        {
            if (section.Name.StartsWith(LinesTitle, StringComparison.Ordinal) && section.Title[LinesTitle.Length..].Trim() is var titled && titled != number)
            {
                number = titled;
                groups.Add([new Line(section.Lines.Count > 0 ? section.Lines[0].Number : 0, $"Claim Number: {titled}")]);
            }

            foreach (var line in section.Lines)
            {
                if (FieldReader.First(line.Text)?.Equals("Claim Number", StringComparison.OrdinalIgnoreCase) == true && line.Text.Split(':', 2)[1].Trim() is var told && told != number)
                {
                    number = told;
                    groups.Add([]);
                }

                if (groups.Count > 0)
                {
                    groups[^1].Add(line);
                }
            }
        }

        return groups;
    }

    public static IEnumerable<(string Type, JsonObject Draft)> Read(Section section, List<Line> group, TimeZoneInfo zone)
    {
        var firstLine = group.FindIndex(IsLine);
        var entry = new Entry(section, FieldReader.Read(firstLine < 0 ? group : group[..firstLine], All), zone);
        var claim = new JsonObject();
        entry.Apply(claim, Claim);
        entry.Take("Claim Number");
        claim.SetText("date", claim["start"]?.ToString());
        claim.SetText("insurer", "Medicare");
        claim.SetText("currency", "USD");
        claim.SetText("codeSystem", claim.ContainsKey("code") ? "http://hl7.org/fhir/sid/ndc" : null);
        Diagnoses(claim, entry);
        var items = new JsonArray();
        foreach (var line in firstLine < 0 ? [] : Reading.Groups.Of(group[firstLine..], ["Line number"], [], ruled: false))
        {
            items.Add((JsonNode)Item(new Entry(section, FieldReader.Read(line, All), zone)));
        }

        claim.Set("items", items.Count > 0 ? items : null);
        claim.SetText("display", items.Select(item => (item!["display"] ?? item["revenue"])?.ToString()).FirstOrDefault(text => text is not null) ?? claim["type"]?.ToString());
        entry.KeepTheRest(claim);
        return [("health.claim", claim)];
    }

    private static bool IsLine(Line line) => FieldReader.First(line.Text)?.Equals("Line number", StringComparison.OrdinalIgnoreCase) == true;

    private static void Diagnoses(JsonObject claim, Entry entry)
    {
        var all = new JsonArray();
        foreach (var (label, value, use) in entry.Fields.Left().Where(one => one.Label.StartsWith("Diagnosis Code", StringComparison.OrdinalIgnoreCase)).ToList())
        {
            use();
            var diagnosis = new JsonObject();
            diagnosis.Set("sequence", int.TryParse(label.AsSpan("Diagnosis Code".Length), out var rank) ? rank : null);
            diagnosis["code"] = value;
            all.Add((JsonNode)diagnosis);
        }

        claim.Set("diagnoses", all.Count > 0 ? all : null);
    }

    private static JsonObject Item(Entry entry)
    {
        var item = new JsonObject();
        entry.Apply(item, Line);
        (item, _) = (Coded(item, entry.Take("Procedure Code/Description"), "code", "display"), Coded(item, entry.Take("Revenue Code/Description"), "revenueCode", "revenue"));
        var modifiers = Enumerable.Range(1, 4).Select(rank => entry.Take($"Modifier {rank}/Description")).OfType<string>().Select(text => (JsonNode)text).ToArray();
        item.Set("modifiers", modifiers.Length > 0 ? new JsonArray(modifiers) : null);
        item.SetText("currency", item.ContainsKey("submitted") || item.ContainsKey("allowed") || item.ContainsKey("nonCovered") ? "USD" : null);
        entry.KeepTheRest(item);
        return item;
    }

    /// <summary><c>98941 - Chiropractic …</c>: a code, and its words.</summary>
    private static JsonObject Coded(JsonObject item, string? text, string code, string display)
    {
        if (text?.Split(" - ", 2, StringSplitOptions.TrimEntries) is [var first, .. var rest])
        {
            item.SetText(code, first);
            item.SetText(display, rest.Length > 0 ? rest[0] : first);
        }

        return item;
    }
}
