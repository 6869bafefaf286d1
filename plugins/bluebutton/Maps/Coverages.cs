using System.Text.Json.Nodes;
using Hub.Plugins.BlueButton.Mapping;

namespace Hub.Plugins.BlueButton.Maps;

/// <summary>Insurance: what the tables leave.</summary>
internal static class Coverages
{
    public static IEnumerable<(string Type, JsonObject Draft)> Complete(JsonObject draft, Entry entry)
    {
        if (entry.Take("Plan Period")?.Split(" - ", 2) is [var from, .. var rest])
        {
            draft.SetText("start", Dates.Read(from, entry.Zone));
            draft.SetText("end", rest.Length > 0 ? Dates.Read(rest[0], entry.Zone) : null);
        }

        draft.SetText("display", draft["payor"]?.ToString() ?? draft["type"]?.ToString());
        return [];
    }
}
