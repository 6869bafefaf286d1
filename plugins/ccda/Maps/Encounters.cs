using System.Text.Json.Nodes;
using System.Xml.Linq;
using Hub.Plugins.Ccda.Mapping;

namespace Hub.Plugins.Ccda.Maps;

/// <summary>Visits and stays, past and planned, with what was found there.</summary>
internal static class Encounters
{
    private const string ActCodes = "2.16.840.1.113883.5.4";

    public static void Map(XElement statement, Scope scope, Harvest harvest)
    {
        var draft = Common.Draft(statement);
        var code = statement.Find("code");
        Concepts.Set(draft, code, scope.Section, statement.Find("text"));
        draft.SetText("class", code is null ? null : code.All("translation").Prepend(code).FirstOrDefault(one => one.Say("codeSystem") == ActCodes).Say("code"));
        draft.SetText("status", statement.Say("moodCode") is "EVN" or null ? statement.Find("statusCode").Say("code") : "planned");
        SetPeriod(draft, Times.Of(statement, scope.Zone));
        draft.SetText("reason", Common.Reason(statement, scope));
        draft.SetText("performer", Actors.Performer(statement));
        draft.SetText("location", Actors.Location(statement, scope));
        draft.SetText("serviceProvider", statement.All("performer/assignedEntity").Select(Actors.Organization).FirstOrDefault(name => name is not null));
        Common.Words(draft, statement, scope);
        harvest.Records.Add(("health.encounter", draft));

        var within = scope with { Topic = Topic.Problems, Encounter = (draft["display"]?.ToString(), Common.Id(statement)) };
        foreach (var diagnosis in statement.Related().Where(other => other.Name == "act" && other.Find("code").Say("code") == "29308-4"))
        {
            foreach (var observation in diagnosis.Related().Where(other => other.Name == "observation" && other.NullFlavor() is null))
            {
                Conditions.Map(observation, within with { Concern = diagnosis }, harvest);
            }
        }
    }

    /// <summary>The encounter in which the whole document was written, or null.</summary>
    public static JsonObject? OfHeader(XElement? encounter, Scope scope)
    {
        if (encounter is null)
        {
            return null;
        }

        var draft = Common.Draft(encounter);
        Concepts.Set(draft, encounter.Find("code"), scope.Section);
        SetPeriod(draft, Times.Of(encounter, scope.Zone));
        draft.SetText("performer", Actors.Of(encounter.Find("responsibleParty/assignedEntity")) ?? Values.Join(", ", encounter.All("encounterParticipant/assignedEntity").Select(Actors.Of)));
        draft.SetText("location", Actors.Name(encounter.Find("location/healthCareFacility/location/name")) ?? Concepts.Name(encounter.Find("location/healthCareFacility/code"), scope.Section));
        draft.SetText("serviceProvider", Actors.Name(encounter.Find("location/healthCareFacility/serviceProviderOrganization/name")));
        draft.SetText("dischargeDisposition", Concepts.Name(encounter.Find("dischargeDispositionCode"), scope.Section));
        return draft.Any(field => field.Key != "reference") ? draft : null;
    }

    private static void SetPeriod(JsonObject draft, Period period)
    {
        draft.SetText("start", period.Start ?? period.End);
        draft.SetText("end", period.Start is null ? null : period.End);
    }
}
