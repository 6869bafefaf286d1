using System.Text.Json.Nodes;
using System.Xml.Linq;
using Hub.Plugins.Ccda.Mapping;

namespace Hub.Plugins.Ccda.Maps;

/// <summary>Allergies and intolerances: to what, with which reactions.</summary>
internal static class Allergies
{
    public static void Map(XElement observation, Scope scope, Harvest harvest)
    {
        var section = scope.Section;
        var draft = Common.Draft(observation);
        var (code, value) = (observation.Find("code"), observation.Find("value"));
        var substance = observation.Elements("participant").Where(one => one.Say("typeCode") is "CSM" or null).Select(one => one.Find("participantRole/playingEntity")).FirstOrDefault(entity => entity is not null);
        if (Concepts.Code(substance.Find("code")) is null)
        {
            // The words beside a code that is none are often "not available"; the name is not.
            draft.SetText("display", Actors.Name(substance.Find("name")));
        }

        Concepts.Set(draft, substance.Find("code"), section, substance.Find("name"));
        var kind = Concepts.Name(value, section) ?? (Concepts.IsAssertion(code) ? null : Concepts.Name(code, section));
        if (!draft.ContainsKey("display"))
        {
            // "No known allergies" names no substance.
            Concepts.Set(draft, value, section, observation.Find("text"));
        }

        draft.SetText("type", kind);
        var period = Times.Of(observation, scope.Zone);
        var recorded = Times.Find(observation.Find("author/time"), scope.Zone) ?? Times.Find(scope.Concern.Find("author/time"), scope.Zone);
        draft.SetText("clinicalStatus", Concepts.Name(observation.Aspect("33999-4").Find("value"), section)?.ToLowerInvariant() ?? Common.ConcernStatus(scope));
        draft.SetText("verificationStatus", observation.IsNegated() ? "refuted" : null);
        draft.SetText("severity", Concepts.Name(observation.Aspect("SEV").Find("value"), section));
        draft.SetText("criticality", Concepts.Name(observation.Aspect("82606-5").Find("value"), section));
        draft.SetList("reactions", observation.Related("MFST").Select(reaction => Reaction(reaction, scope)).OfType<JsonObject>(), 100);
        draft.SetText("date", period.Start ?? Times.Of(scope.Concern, scope.Zone).Start ?? recorded);
        draft.SetText("onset", period.Start);
        draft.SetText("recordedDate", recorded);
        Common.Finish(draft, observation, scope);
        harvest.Take("health.allergy", draft, "display", substance.Find("code").NullFlavor() ?? value.NullFlavor());
    }

    private static JsonObject? Reaction(XElement reaction, Scope scope)
    {
        if (Concepts.Name(reaction.Find("value"), scope.Section, reaction.Find("text")) is not { } manifestation)
        {
            return null;
        }

        var draft = new JsonObject();
        draft.SetText("manifestation", manifestation);
        draft.SetText("severity", Concepts.Name(reaction.Aspect("SEV").Find("value"), scope.Section));
        if (Times.Of(reaction, scope.Zone).Start is { } onset)
        {
            draft.Set("onset", onset);
        }

        return draft;
    }
}
