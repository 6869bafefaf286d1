using System.Text.Json.Nodes;
using System.Xml.Linq;
using Hub.Plugins.Ccda.Mapping;

namespace Hub.Plugins.Ccda.Maps;

/// <summary>Results, vital signs, habits, abilities.</summary>
internal static class Observations
{
    public static void Map(XElement observation, Scope scope, Harvest harvest)
    {
        var section = scope.Section;
        var draft = Common.Draft(observation);
        var (code, value) = (observation.Find("code"), observation.Find("value"));
        var isAssertion = Concepts.IsAssertion(code) || (code.NullFlavor() is not null && Concepts.Name(code, section) is null);
        Concepts.Set(draft, isAssertion ? value : code, section, observation.Find("text"));
        draft.SetText("category", Topics.Category(scope));
        draft.SetText("status", observation.IsNegated() ? "negated" : observation.Find("statusCode").Say("code"));
        SetTime(draft, observation, scope);
        if (value is not null && !isAssertion)
        {
            Values.Set(draft, value, scope);
            if (value.NullFlavor() is { } nothing && !draft.ContainsKey("value") && !draft.ContainsKey("valueText"))
            {
                harvest.Dropped.Add($"value without information ({nothing})");
            }
        }

        draft.SetText("interpretation", Values.Join(", ", observation.Elements("interpretationCode").Select(one => Concepts.Name(one, section))));
        SetRange(draft, [.. observation.All("referenceRange/observationRange")], scope);
        draft.SetText("panel", scope.Panel);
        draft.SetText("specimen", Concepts.Name(observation.Find("specimen/specimenRole/specimenPlayingEntity/code"), section));
        draft.SetText("method", Concepts.Name(observation.Find("methodCode"), section));
        draft.SetText("bodySite", Concepts.Name(observation.Find("targetSiteCode"), section));
        draft.SetText("location", Actors.Location(observation, scope));
        draft.SetList("components", observation.Related("COMP").Where(part => part.Name == "observation").Select(part => Part(part, scope)).OfType<JsonObject>(), 200);
        Common.Finish(draft, observation, scope);
        harvest.Take("health.observation", draft, "display", code.NullFlavor() ?? value.NullFlavor());
    }

    private static void SetTime(JsonObject draft, XElement observation, Scope scope)
    {
        var period = Times.Of(observation, scope.Zone);
        var times = period.Start is null && period.End is null ? scope.Period ?? period : period;
        draft.SetText("effective", times.Start ?? times.End);
        draft.SetText("effectiveEnd", times.Start is not null && times.End != times.Start ? times.End : null);
        draft.SetText("effective", Times.Find(observation.Find("author/time"), scope.Zone));
    }

    /// <summary>One range gives its bounds; several, such as one for each age, are told in words.</summary>
    private static void SetRange(JsonObject draft, IReadOnlyList<XElement> ranges, Scope scope)
    {
        draft.SetText("referenceRange", Values.Join("; ", ranges.Select(range => Values.Join(": ",
            Concepts.Name(range.Find("code"), scope.Section), Concepts.Said(range.Find("text"), scope.Section) ?? Values.Words(range.Find("value"), scope)))));
        if (ranges.Count == 1)
        {
            draft.Set("low", Values.Bound(ranges[0].Find("value/low")));
            draft.Set("high", Values.Bound(ranges[0].Find("value/high")));
        }
    }

    private static JsonObject? Part(XElement part, Scope scope)
    {
        var draft = new JsonObject();
        var coded = new JsonObject();
        Concepts.Set(coded, part.Find("code"), scope.Section, part.Find("text"));
        foreach (var field in (string[])["display", "code", "codeSystem"])
        {
            draft.SetText(field, coded[field]?.ToString());
        }

        if (part.Find("value") is { } value)
        {
            Values.Set(draft, value, scope);
        }

        return draft.ContainsKey("display") ? draft : null;
    }
}
