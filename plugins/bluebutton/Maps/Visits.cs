using System.Text.Json.Nodes;
using Hub.Plugins.BlueButton.Mapping;

namespace Hub.Plugins.BlueButton.Maps;

/// <summary>Appointments and hospital stays.</summary>
internal static class Visits
{
    public static IEnumerable<(string Type, JsonObject Draft)> Appointment(JsonObject draft, Entry entry)
    {
        draft.Set("class", "appointment");
        draft.SetText("display", draft["clinic"]?.ToString());
        return [];
    }

    /// <summary>A stay, and its discharge summary as a document.</summary>
    public static IEnumerable<(string Type, JsonObject Draft)> Admission(JsonObject draft, Entry entry)
    {
        draft.Set("class", "inpatient");
        draft.SetText("display", draft["clinic"]?.ToString() ?? "Hospital stay");
        var text = Reports.WithoutTitle(entry.Fields.Body, "DISCHARGE SUMMARY");
        if (text is null || text.Equals("Not available", StringComparison.OrdinalIgnoreCase))
        {
            return [];
        }

        var summary = new JsonObject { ["kind"] = "discharge-summary", ["display"] = "Discharge summary", ["text"] = text };
        summary.SetText("date", (draft["end"] ?? draft["start"])?.ToString());
        summary.SetText("location", draft["location"]?.ToString());
        summary.SetText("author", draft["dischargedBy"]?.ToString());
        return [("health.document", summary)];
    }
}
