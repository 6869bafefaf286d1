using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hub.Plugins.Fhir.Mapping;

namespace Hub.Plugins.Fhir.Maps;

/// <summary>Reports, plans, goals, images and whatever else has no type of its own: kept as a document that a person can read.</summary>
internal static class Documents
{
    private const int LongestDecoded = 256 * 1024;

    private static readonly Field[] Attachment =
    [
        new("contentType", "contentType", To.Text),
        new("title", "title", To.Text),
        new("url", "url", To.Text),
        new("size", "size", To.Number),
    ];

    private static readonly Field[] Titles =
    [
        new("kind", "resourceType", To.Text),
        new("display", "title", To.First),
    ];

    /// <summary>The usual places of the usual facts; tables before it say more where a resource is known.</summary>
    private static readonly Field[] Usual =
    [
        .. Field.Coded("code|type|description|category|topic|scope"),
        new("display", "name|resourceType", To.First),
        new("status", "status|lifecycleStatus", To.Text),
        new("category", "category", To.Concept),
        new("date", "effectiveDateTime|effectivePeriod.start|occurrenceDateTime|occurrencePeriod.start|started|period.start|startDate|authoredOn|authored|dateTime|date|created|recorded|sent|start|issued|statusDate", To.Date),
        new("end", "effectivePeriod.end|occurrencePeriod.end|period.end|end", To.Date),
        new("issued", "issued|indexed|date|received", To.Date),
        new("author", "author|performer.actor|performer|resultsInterpreter|requester|source|sender|agent.who", To.Reference),
        new("location", "location|custodian|managingOrganization", To.Reference),
        new("reason", "reasonCode|reasonReference|addresses|reason", To.Reason),
        new("conclusion", "conclusion", To.Text),
        .. Field.Encounter,
        new("note", "note.text|comment", To.Lines),
    ];

    public static readonly ResourceMap DiagnosticReport = Map(
    [
        new("specimen", "specimen", To.Reference),
        new("results", "", (_, item) => Results(item, "result")),
        new("attachments", "", (_, item) => item.List(item.Resource, "presentedForm", Attachment)),
    ], "presentedForm");

    public static readonly ResourceMap DocumentReference = Map(
    [
        new("display", "description", To.Text),
        new("date", "context.period.start|date", To.Date),
        new("attachments", "", (_, item) => item.List(item.Resource, "content.attachment", Attachment)),
    ], "content.attachment");

    public static readonly ResourceMap CarePlan = Map(
    [
        new("results", "", (_, item) => item.List(item.Resource, "activity.detail", [new("display", "code", To.Concept), new("display", "description", To.Text), new("status", "status", To.Text)], "display")),
    ]);

    public static readonly ResourceMap CareTeam = Map(
    [
        new("display", "name", To.Text),
        new("results", "", (_, item) => item.List(item.Resource, "participant", [new("display", "member", To.Reference), new("status", "role", To.Concept)], "display")),
    ]);

    public static readonly ResourceMap Goal = Map([new("status", "lifecycleStatus", To.Text), new("conclusion", "achievementStatus", To.Concept)]);

    public static readonly ResourceMap ImagingStudy = Map(
    [
        new("display", "description|procedureCode|series.description", To.Concept),
        new("display", "series", (found, _) => Words.Join(", ", found.SelectMany(one => one.Find("modality").Concat(one.Find("bodySite"))).Select(Words.Concept))),
        new("results", "", (_, item) => item.List(item.Resource, "series", [new("display", "", (found, _) => Words.Join(", ", found[0].Find("description").Concat(found[0].Find("modality")).Concat(found[0].Find("bodySite")).Select(Words.Concept))), new("reference", "uid", To.Text)], "display")),
    ]);

    public static readonly ResourceMap QuestionnaireResponse = Map(
    [
        new("results", "", (_, item) => item.List(item.Resource, "item", [new("display", "", (found, _) => Words.Join(": ", found[0].FindText("text|linkId"), Words.Join(", ", found[0].Find("answer.valueString|answer.valueCoding|answer.valueBoolean|answer.valueInteger|answer.valueDecimal|answer.valueDate").Select(Words.Concept)))), new("reference", "linkId", To.Text)], "display")),
    ]);

    /// <summary>For any resource that has no table of its own.</summary>
    public static readonly ResourceMap Other = Map([]);

    private static ResourceMap Map(Field[] own, string? attachments = null) => new("health.document", [.. Titles, .. own, .. Usual], (draft, item) =>
    {
        if (attachments is not null)
        {
            draft.SetText("text", Words.Join("\n", item.Resource.Find(attachments).Select(Decode)));
        }

        draft.SetText("text", Words.Narrative(item.Resource.FindText("text.div")));
    });

    private static JsonArray? Results(Item item, string path) => item.List(item.Resource, path, [new("display", "", To.Reference), new("reference", "", To.ReferenceId)], "display");

    /// <summary>The text of an attachment that is text; others stay in the file that was imported.</summary>
    private static string? Decode(JsonElement attachment)
    {
        var type = attachment.FindText("contentType") ?? "";
        if (!type.StartsWith("text/", StringComparison.Ordinal) || attachment.FindText("data") is not { Length: < LongestDecoded } data)
        {
            return null;
        }

        var bytes = new byte[data.Length];
        return !Convert.TryFromBase64String(data, bytes, out var length) ? null
            : type.StartsWith("text/html", StringComparison.Ordinal) ? Words.Narrative(Encoding.UTF8.GetString(bytes, 0, length))
            : Encoding.UTF8.GetString(bytes, 0, length);
    }
}
