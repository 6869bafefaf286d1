using System.Text.Json.Nodes;
using Hub.Plugins.BlueButton.Mapping;

namespace Hub.Plugins.BlueButton.Maps;

/// <summary>Notes, radiology, pathology, electrocardiograms: a head of labels, then dictated text.</summary>
internal static class Reports
{
    public static readonly Field[] Examination =
    [
        new("Procedure/Test Name", "display"), new("Date/Time Exam Performed", "date", As.Date), new("Performing Location", "location"), new("Requesting Provider", "orderedBy"),
        new("Reasons for Study", "reason"), new("Radiologist", "author"), new("Clinical History", "note", As.Note), new("Ordering Location", ""),
    ];

    public static Func<JsonObject, Entry, IEnumerable<(string Type, JsonObject Draft)>> Of(string kind) => (draft, entry) =>
    {
        draft.Set("kind", kind);
        draft.SetText("text", entry.Fields.Body);
        return [];
    };

    public static string? WithoutTitle(string? body, string title)
    {
        var text = body?.Trim();
        text = text?.StartsWith(title, StringComparison.OrdinalIgnoreCase) == true ? text[title.Length..].Trim() : text;
        return string.IsNullOrEmpty(text) ? null : text;
    }
}
