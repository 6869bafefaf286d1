using System.Xml.Linq;
using Hub.Plugins.Ccda.Mapping;

namespace Hub.Plugins.Ccda.Maps;

/// <summary>Vaccines, given or refused.</summary>
internal static class Immunizations
{
    public static void Map(XElement statement, Scope scope, Harvest harvest)
    {
        var section = scope.Section;
        var draft = Common.Draft(statement);
        var product = statement.Find("consumable/manufacturedProduct");
        var material = product.Find("manufacturedMaterial");
        Concepts.Set(draft, material.Find("code"), section, material.Find("name"));
        draft.SetText("display", Actors.Name(material.Find("name")));
        draft.SetText("status", statement.IsNegated() ? "not-done" : statement.Say("moodCode") is "EVN" or null ? statement.Find("statusCode").Say("code") : "planned");
        draft.SetText("occurrenceDateTime", Times.Of(statement, scope.Zone) is var period ? period.Start ?? period.End : null);
        draft.SetText("doseNumber", statement.Find("repeatNumber").Say("value") ?? Values.Words(statement.Aspect("30973-2").Find("value"), scope));
        draft.SetText("lotNumber", Actors.Plain(material.Find("lotNumberText")));
        draft.SetText("manufacturer", Actors.Name(product.Find("manufacturerOrganization/name")));
        draft.SetText("site", Concepts.Name(statement.Find("approachSiteCode"), section));
        draft.SetText("route", Concepts.Name(statement.Find("routeCode"), section));
        draft.SetText("reaction", Values.Join(", ", statement.Related("CAUS").Concat(statement.Related("MFST")).Select(reaction => Concepts.Name(reaction.Find("value"), section, reaction.Find("text")))));
        draft.SetText("reason", Common.Reason(statement, scope));
        draft.SetText("location", Actors.Location(statement, scope));
        Common.Finish(draft, statement, scope);
        harvest.Take("health.immunization", draft, "display", material.Find("code").NullFlavor());
    }
}
