using System.Xml.Linq;

namespace Hub.Plugins.Ccda.Mapping;

/// <summary>Finds parts of an entry. A path is names with slashes; each name may stand several times.</summary>
internal static class Nodes
{
    public static IEnumerable<XElement> All(this XElement? element, string path)
    {
        var found = element is null ? [] : Enumerable.Repeat(element, 1);
        foreach (var name in path.Split('/'))
        {
            found = found.Elements(name);
        }

        return found;
    }

    public static XElement? Find(this XElement? element, string path) => element.All(path).FirstOrDefault();

    /// <summary>An attribute that says something, or null.</summary>
    public static string? Say(this XElement? element, string attribute) => element?.Attribute(attribute)?.Value.Trim() is { Length: > 0 } text ? text : null;

    public static string? NullFlavor(this XElement? element) => element.Say("nullFlavor");

    public static bool IsNegated(this XElement statement) => statement.Say("negationInd") is "true" or "1";

    /// <summary>The statements that stand in a relationship to this one.</summary>
    public static IEnumerable<XElement> Related(this XElement statement, string? typeCode = null) =>
        statement.Elements("entryRelationship").Where(relation => typeCode is null || relation.Say("typeCode") == typeCode).SelectMany(Statements);

    /// <summary>The observation beside this one that carries a code, such as its severity or status.</summary>
    public static XElement? Aspect(this XElement statement, params string[] codes) =>
        statement.Related().FirstOrDefault(other => other.Name == "observation" && codes.Contains(other.Find("code").Say("code"), StringComparer.Ordinal));

    /// <summary>The statement within an entry, a component or a relationship: what has a class.</summary>
    public static IEnumerable<XElement> Statements(this XElement around) => around.Elements().Where(child => child.Attribute("classCode") is not null || child.Attribute("moodCode") is not null);

    public static bool HasTemplate(this XElement statement, params string[] roots) => statement.Elements("templateId").Any(template => roots.Contains(template.Say("root"), StringComparer.Ordinal));
}
