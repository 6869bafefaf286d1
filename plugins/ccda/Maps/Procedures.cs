using System.Xml.Linq;
using Hub.Plugins.Ccda.Mapping;

namespace Hub.Plugins.Ccda.Maps;

/// <summary>What was done to the person.</summary>
internal static class Procedures
{
    public static void Map(XElement statement, Scope scope, Harvest harvest)
    {
        var section = scope.Section;
        var draft = Common.Draft(statement);
        Concepts.Set(draft, statement.Find("code"), section, statement.Find("text"));
        var period = Times.Of(statement, scope.Zone);
        draft.SetText("status", statement.IsNegated() ? "not-done" : statement.Find("statusCode").Say("code"));
        draft.SetText("performed", period.Start ?? period.End ?? scope.Period?.Start);
        draft.SetText("performedEnd", period.Start is null || period.Start == period.End ? null : period.End);
        draft.SetText("reason", Common.Reason(statement, scope));
        draft.SetText("bodySite", Values.Join(", ", statement.Elements("targetSiteCode").Select(site => Concepts.Name(site, section))));
        draft.SetText("outcome", Values.Words(statement.Find("value"), scope));
        draft.SetText("device", Values.Join(", ", statement.Elements("participant").Select(one => Concepts.Name(one.Find("participantRole/playingDevice/code"), section))));
        draft.SetText("location", Actors.Location(statement, scope));
        Common.Finish(draft, statement, scope);
        harvest.Take("health.procedure", draft, "display", statement.Find("code").NullFlavor());
    }
}
