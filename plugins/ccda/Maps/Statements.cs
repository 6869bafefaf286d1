using System.Xml.Linq;
using Hub.Plugins.Ccda.Mapping;

namespace Hub.Plugins.Ccda.Maps;

/// <summary>Decides what a statement of an entry becomes: by its own kind, and by what its section is about.</summary>
internal static class Statements
{
    /// <summary>Severity, status, criticality, state of health, priority: they say something of a fact, and are none.</summary>
    private static readonly string[] Aspects = ["SEV", "33999-4", "82606-5", "11323-3", "225773000"];

    private static readonly string[] Facts = ["observation", "substanceAdministration", "procedure", "organizer", "encounter", "supply"];

    public static void Map(XElement statement, Scope scope, Harvest harvest)
    {
        if (statement.NullFlavor() is { } nothing)
        {
            harvest.Dropped.Add($"statement without information ({nothing})");
            return;
        }

        var isFact = statement.Say("moodCode") is "EVN" or "DEF" or null;
        switch (statement.Name.LocalName)
        {
            case "organizer" when scope.Topic == Topic.Family:
                Relatives.Map(statement, scope, harvest);
                break;
            case "organizer" when isFact:
                Organizer(statement, scope, harvest);
                break;
            case "act" when isFact:
                Act(statement, scope, harvest);
                break;
            case "observation" when isFact && statement.Say("classCode") != "DGIMG":
                Observation(statement, scope, harvest);
                break;
            case "substanceAdministration" when scope.Topic == Topic.Immunizations:
                Immunizations.Map(statement, scope, harvest);
                break;
            case "substanceAdministration" when scope.Topic != Topic.Plan:
                Medications.Map(statement, scope, harvest);
                break;
            case "supply" when scope.Topic is Topic.Medications or Topic.Administered:
                Medications.Map(statement, scope, harvest);
                break;
            case "procedure" when isFact:
                Procedures.Map(statement, scope, harvest);
                break;
            case "encounter":
                Encounters.Map(statement, scope, harvest);
                break;
            default:
                Documents.Map(statement, scope, harvest);
                break;
        }
    }

    private static void Organizer(XElement organizer, Scope scope, Harvest harvest)
    {
        var name = Concepts.Name(organizer.Find("code"), scope.Section);
        var within = scope with { Panel = name, Period = Times.Of(organizer, scope.Zone) };
        var members = organizer.Elements("component").SelectMany(component => component.Statements()).ToList();
        members.ForEach(member => Map(member, within, harvest));
        if (members.Count == 0)
        {
            Documents.Map(organizer, scope, harvest);
        }
    }

    /// <summary>An act is a fact of its own, or the concern in which facts are told.</summary>
    private static void Act(XElement act, Scope scope, Harvest harvest)
    {
        switch (scope.Topic)
        {
            case Topic.Payers:
                Coverages.Map(act, scope, harvest);
                return;
            case Topic.Procedures:
                Procedures.Map(act, scope, harvest);
                return;
            case Topic.Plan or Topic.Directives or Topic.Equipment or Topic.Other:
                Documents.Map(act, scope, harvest);
                return;
        }

        var told = act.Elements("entryRelationship").Where(relation => relation.Say("typeCode") != "RSON").SelectMany(relation => relation.Statements())
            .Where(other => Facts.Contains(other.Name.LocalName, StringComparer.Ordinal) && !Aspects.Contains(other.Find("code").Say("code"), StringComparer.Ordinal)).ToList();
        told.ForEach(other => Map(other, scope with { Concern = act }, harvest));
        if (told.Count == 0)
        {
            Documents.Map(act, scope, harvest);
        }
    }

    private static void Observation(XElement observation, Scope scope, Harvest harvest)
    {
        switch (scope.Topic)
        {
            case Topic.Problems:
            case Topic.Functional when Concepts.IsAssertion(observation.Find("code")):
                Conditions.Map(observation, scope, harvest);
                break;
            case Topic.Allergies:
                Allergies.Map(observation, scope, harvest);
                break;
            case Topic.Procedures:
                Procedures.Map(observation, scope, harvest);
                break;
            case Topic.Directives:
                Documents.Map(observation, scope, harvest);
                break;
            default:
                Observations.Map(observation, scope, harvest);
                break;
        }
    }
}
