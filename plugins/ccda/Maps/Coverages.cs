using System.Xml.Linq;
using Hub.Plugins.Ccda.Mapping;

namespace Hub.Plugins.Ccda.Maps;

/// <summary>Who pays: each policy of a coverage.</summary>
internal static class Coverages
{
    public static void Map(XElement act, Scope scope, Harvest harvest)
    {
        var policies = act.Related().Where(other => other.Name == "act").ToList();
        foreach (var policy in policies.Count > 0 ? policies : [act])
        {
            if (policy.NullFlavor() is { } nothing)
            {
                harvest.Dropped.Add($"statement without information ({nothing})");
                continue;
            }

            Policy(policy, scope, harvest);
        }
    }

    private static void Policy(XElement policy, Scope scope, Harvest harvest)
    {
        var section = scope.Section;
        var draft = Common.Draft(policy);
        var payor = policy.All("performer/assignedEntity").OrderBy(one => one.Find("code").Say("code") == "PAYOR" ? 0 : 1).FirstOrDefault(one => Actors.Organization(one) is not null);
        var covered = Participant(policy, "COV");
        var subscriber = Participant(policy, "HLD");
        var type = Concepts.Name(policy.Find("code"), section);
        var plan = policy.Related("REFR").FirstOrDefault(other => other.Name == "act" && other.Say("moodCode") == "DEF");
        draft.SetText("display", Values.Join(", ", Actors.Organization(payor), Concepts.Said(plan.Find("text"), section)) ?? type, 500);
        draft.SetText("type", type);
        draft.SetText("status", policy.Find("statusCode").Say("code"));
        draft.SetText("payor", Actors.Organization(payor));
        draft.SetText("payorAddress", Actors.Address(payor.Find("addr") ?? payor.Find("representedOrganization/addr")) is { } address ? string.Join(", ", address.SelectMany(part => part.Value is System.Text.Json.Nodes.JsonArray lines ? lines.Select(line => line!.ToString()) : [part.Value!.ToString()])) : null);
        draft.SetText("payorPhone", (payor.Find("telecom") ?? payor.Find("representedOrganization/telecom")).Say("value")?.Replace("tel:", "", StringComparison.Ordinal));
        draft.SetText("planId", plan.Find("id").Say("extension"));
        draft.SetText("subscriber", Actors.Of(subscriber.Find("participantRole")) ?? Actors.Of(covered.Find("participantRole")));
        draft.SetText("subscriberId", subscriber.Find("participantRole/id").Say("extension") ?? covered.Find("participantRole/id").Say("extension"));
        draft.SetText("relationship", Concepts.Name(covered.Find("participantRole/code"), section));
        draft.SetText("group", policy.Find("id").Say("extension"));
        var period = Times.Interval(covered.Find("time"), scope.Zone);
        draft.SetText("start", period.Start);
        draft.SetText("end", period.End);
        Common.Words(draft, policy, scope);
        harvest.Take("health.coverage", draft, "display", policy.Find("code").NullFlavor());
    }

    private static XElement? Participant(XElement policy, string type) => policy.Elements("participant").FirstOrDefault(one => one.Say("typeCode") == type);
}
