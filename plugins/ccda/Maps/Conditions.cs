using System.Xml.Linq;
using Hub.Plugins.Ccda.Mapping;

namespace Hub.Plugins.Ccda.Maps;

/// <summary>Problems, diagnoses and concerns.</summary>
internal static class Conditions
{
    private static readonly string[] Ages = ["445518008", "397659008", "424144002"];

    public static void Map(XElement observation, Scope scope, Harvest harvest)
    {
        var section = scope.Section;
        var draft = Common.Draft(observation);
        var (code, value) = (observation.Find("code"), observation.Find("value"));
        Concepts.Set(draft, value, section, observation.Find("text"));
        if (!Concepts.IsAssertion(code))
        {
            // Where there is no value at all, older documents say it here; else it is the kind of problem.
            draft.SetText(value is null && !draft.ContainsKey("display") ? "display" : "category", Concepts.Name(code, section));
        }

        var status = observation.Aspect("33999-4");
        var period = Times.Of(observation, scope.Zone);
        var concern = Times.Of(scope.Concern, scope.Zone);
        var recorded = Times.Find(observation.Find("author/time"), scope.Zone) ?? Times.Find(scope.Concern.Find("author/time"), scope.Zone);
        draft.SetText("clinicalStatus", Concepts.Name(status.Find("value"), section)?.ToLowerInvariant() ?? (period.End is not null ? "resolved" : Common.ConcernStatus(scope)));
        draft.SetText("verificationStatus", observation.IsNegated() ? "refuted" : null);
        draft.SetText("severity", Concepts.Name(observation.Aspect("SEV").Find("value"), section));
        draft.SetText("bodySite", Concepts.Name(observation.Find("targetSiteCode"), section));
        draft.SetText("date", period.Start ?? concern.Start ?? recorded);
        draft.SetText("onset", period.Start);
        draft.SetText("onsetText", Values.Words(observation.Aspect(Ages).Find("value"), scope));
        draft.SetText("abatement", period.End);
        draft.SetText("recordedDate", recorded);
        Common.Finish(draft, observation, scope);
        if (scope.Concern is { } concernAct)
        {
            draft.SetText("performer", Actors.Performer(concernAct));
        }

        harvest.Take("health.condition", draft, "display", value.NullFlavor() ?? code.NullFlavor());
    }
}
