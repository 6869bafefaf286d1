using System.Text.Json.Nodes;
using System.Xml.Linq;
using Hub.Plugins.Ccda.Mapping;

namespace Hub.Plugins.Ccda.Maps;

/// <summary>Plans, goals, wishes, devices, images and whatever else has no type of its own: kept so that a person can read it.</summary>
internal static class Documents
{
    public static void Map(XElement statement, Scope scope, Harvest harvest)
    {
        var section = scope.Section;
        var draft = Common.Draft(statement);
        var device = statement.Find("participant/participantRole/playingDevice/code");
        var material = statement.Find("consumable/manufacturedProduct/manufacturedMaterial/code") ?? statement.Find("product/manufacturedProduct/manufacturedMaterial/code");
        var coded = Array.Find([device, material, statement.Find("code")], one => Concepts.Name(one, section) is not null && !Concepts.IsAssertion(one)) ?? statement.Find("value");
        Concepts.Set(draft, coded, section, statement.Find("text"));
        draft.Set("kind", Kind(statement, scope));
        draft.SetText("status", statement.IsNegated() ? "negated" : statement.Find("statusCode").Say("code"));
        draft.SetText("category", section.Title);
        var period = Times.Of(statement, scope.Zone);
        draft.SetText("date", period.Start ?? period.End ?? Times.Find(statement.Find("author/time"), scope.Zone));
        draft.SetText("end", period.Start is null ? null : period.End);
        draft.SetText("author", Actors.Performer(statement));
        draft.SetText("location", Actors.Location(statement, scope));
        draft.SetText("reason", Common.Reason(statement, scope));
        draft.SetText("conclusion", Values.Words(statement.Find("value"), scope));
        draft.SetList("results", Within(statement).Select(other => Result(other, scope)).OfType<JsonObject>(), 5000);
        draft.SetList("attachments", statement.All("reference/externalDocument").Select(Attachment).OfType<JsonObject>(), 100);
        draft.SetText("encounter", scope.Encounter.Name);
        Common.Words(draft, statement, scope);
        harvest.Take("health.document", draft, "display", statement.Find("code").NullFlavor());
    }

    private static string Kind(XElement statement, Scope scope) => scope.Topic switch
    {
        Topic.Directives => "AdvanceDirective",
        Topic.Equipment => "Device",
        _ => statement.Say("moodCode") switch
        {
            "GOL" => "Goal",
            "EVN" or "DEF" or null => "Entry",
            _ => "Plan",
        },
    };

    /// <summary>Everything told within, at any depth: an intervention lists what it is made of.</summary>
    private static IEnumerable<XElement> Within(XElement statement) => statement.Elements().Where(child => child.Name == "entryRelationship" || child.Name == "component")
        .Where(relation => relation.Say("typeCode") != "RSON").SelectMany(Nodes.Statements).Where(other => other.Find("code").Say("code") != "48767-8").SelectMany(other => Within(other).Prepend(other));

    private static JsonObject? Result(XElement other, Scope scope)
    {
        var code = other.Find("code");
        var name = Concepts.IsAssertion(code) || other.NullFlavor() is not null ? null : Concepts.Name(code, scope.Section);
        var draft = new JsonObject();
        draft.SetText("display", Values.Join(": ", name, Values.Words(other.Find("value"), scope)) ?? Concepts.Said(other.Find("text"), scope.Section), 500);
        draft.SetText("reference", Common.Id(other));
        draft.SetText("status", other.Find("statusCode").Say("code"));
        return draft.ContainsKey("display") ? draft : null;
    }

    private static JsonObject? Attachment(XElement document)
    {
        var draft = new JsonObject();
        draft.SetText("contentType", document.Find("text").Say("mediaType"));
        draft.SetText("title", document.Find("code").Say("displayName"));
        draft.SetText("url", document.Find("text/reference").Say("value"));
        return draft;
    }
}
