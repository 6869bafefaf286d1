using System.Text.Json.Nodes;
using Hub.Plugins.BlueButton.Mapping;
using Hub.Plugins.BlueButton.Reading;

namespace Hub.Plugins.BlueButton.Maps;

/// <summary>
/// VA laboratory results: a panel with its tests. The panel is a document that lists them, each test an observation; microbiology is a report in words.
/// </summary>
internal static class Laboratory
{
    public const string Title = "LABORATORY RESULTS";
    private static readonly string[] Starts = ["Lab Test"];
    private static readonly string[] TestStarts = ["Test Name"];

    private static readonly Field[] Panel =
    [
        new("Lab Test", "display"), new("Lab Type", "category"), new("Ordering Provider", "orderedBy"), new("Ordering Location", "location"), new("Specimen", "specimen"),
        new("Date/Time Collected", "date", As.Date), new("Date/Time Completed", "issued", As.Date), new("Performing Location", ""), new("Collected Location", ""),
        new("Collection Location", ""), new("Collection Sample", ""), Field.Comments,
    ];

    private static readonly Field[] Test =
    [
        new("Test Name", "display"), new("Result", ""), new("Units", "unit"), new("Reference Range", "referenceRange"), new("Interpretation", "note", As.Note),
        new("Performing Location", "location"), new("Status", "status"),
    ];

    private static readonly Labels PanelLabels = new(Panel.Select(field => field.Label));
    private static readonly Labels TestLabels = new(Test.Select(field => field.Label));

    public static List<List<Line>> Groups(Section section) => Reading.Groups.Of(section.Lines, Starts, [], ruled: true);

    public static IEnumerable<(string Type, JsonObject Draft)> Read(Section section, List<Line> group, TimeZoneInfo zone)
    {
        var firstTest = group.FindIndex(line => FieldReader.First(line.Text) is { } label && TestStarts.Contains(label, StringComparer.OrdinalIgnoreCase));
        var rule = group.FindIndex(line => line.IsRule('-') && line.Width > 40);
        var head = rule < 0 ? firstTest < 0 ? group : group[..firstTest] : group[..rule];
        var rest = rule < 0 ? firstTest < 0 ? [] : group[firstTest..] : group[(rule + 1)..];
        var panel = new JsonObject { ["kind"] = firstTest < 0 ? "microbiology" : "laboratory" };
        var entry = new Entry(section, FieldReader.Read(head, PanelLabels), zone);
        entry.Apply(panel, Panel);
        entry.KeepTheRest(panel);
        return firstTest < 0 ? Words(panel, rest) : Tests(section, panel, rest, zone);
    }

    private static List<(string Type, JsonObject Draft)> Words(JsonObject panel, List<Line> rest)
    {
        panel.SetText("text", Body.Of(rest));
        return [("health.document", panel)];
    }

    private static List<(string Type, JsonObject Draft)> Tests(Section section, JsonObject panel, List<Line> rest, TimeZoneInfo zone)
    {
        // The panel's comments stand below a long ruler after its last test.
        var end = rest.FindLastIndex(line => line.IsRule('-') && line.Width > 40);
        var comments = end < 0 ? null : FieldReader.Read(rest[end..], PanelLabels).Take("Comments");
        var tests = Reading.Groups.Of(end < 0 ? rest : rest[..end], TestStarts, [], ruled: false);
        var records = new List<(string Type, JsonObject Draft)> { ("health.document", panel) };
        var results = new JsonArray();
        foreach (var test in tests)
        {
            var draft = One(panel, new Entry(section, FieldReader.Read(test, TestLabels), zone));
            draft.Note(comments);
            records.Add(("health.observation", draft));
            results.Add((JsonNode)new JsonObject { ["display"] = draft["display"]?.ToString() ?? "Test" });
        }

        panel.Set("results", results.Count > 0 ? results : null);
        panel.Note(comments);
        return records;
    }

    private static JsonObject One(JsonObject panel, Entry entry)
    {
        var draft = new JsonObject { ["category"] = "laboratory" };
        draft.SetText("panel", panel["display"]?.ToString());
        draft.SetText("effective", panel["date"]?.ToString());
        draft.SetText("specimen", panel["specimen"]?.ToString());
        draft.SetText("orderedBy", panel["orderedBy"]?.ToString());
        entry.Apply(draft, Test);
        if (entry.Take("Result") is { } result)
        {
            Observations.Result(draft, result);
        }

        Range(draft);
        entry.KeepTheRest(draft);
        return draft;
    }

    /// <summary><c>(59.0-104.0)</c> has two ends; <c>(&gt;60)</c> or words stay words.</summary>
    private static void Range(JsonObject draft)
    {
        if (draft["referenceRange"]?.ToString().Trim('(', ')').Split('-') is [var low, var high] && Numbers.Read(low) is { } from && Numbers.Read(high) is { } to)
        {
            draft.Set("low", from);
            draft.Set("high", to);
        }
    }
}
