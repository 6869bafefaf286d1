using System.Text.Json.Nodes;
using System.Xml.Linq;
using Hub.Plugins.Ccda.Mapping;

namespace Hub.Plugins.Ccda.Maps;

/// <summary>What runs in the family: a relative, and the conditions told of them.</summary>
internal static class Relatives
{
    private const string Dead = "419099009";
    private static readonly string[] Ages = ["445518008", "397659008"];

    public static void Map(XElement organizer, Scope scope, Harvest harvest)
    {
        var draft = Common.Draft(organizer);
        var relative = organizer.Find("subject/relatedSubject");
        var person = relative.Find("subject");
        var conditions = organizer.Elements("component").SelectMany(component => component.Statements()).Where(one => one.Name == "observation" && one.NullFlavor() is null && !one.IsNegated()).ToList();
        draft.SetText("relationship", Concepts.Name(relative.Find("code"), scope.Section));
        draft.SetText("name", Actors.Name(person.Find("name")));
        draft.Set("gender", People.Gender(person.Find("administrativeGenderCode")));
        draft.SetText("birthDate", Times.Day(person.Find("birthTime"), scope.Zone));
        if (conditions.Any(condition => condition.Related().Any(other => other.Find("value").Say("code") == Dead)))
        {
            draft.Set("deceased", true);
        }

        draft.SetList("conditions", conditions.Select(condition => Condition(condition, scope)).OfType<JsonObject>(), 500);
        harvest.Take("person.relative", draft, "relationship", relative.Find("code").NullFlavor());
    }

    private static JsonObject? Condition(XElement observation, Scope scope)
    {
        var coded = new JsonObject();
        Concepts.Set(coded, observation.Find("value"), scope.Section, observation.Find("text"));
        var draft = new JsonObject();
        foreach (var field in (string[])["display", "code", "codeSystem"])
        {
            draft.SetText(field, coded[field]?.ToString());
        }

        draft.SetText("onset", Values.Words(observation.Aspect(Ages).Find("value"), scope));
        return draft.ContainsKey("display") ? draft : null;
    }
}
