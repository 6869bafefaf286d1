using System.Xml.Linq;
using Hub.Plugins.Ccda.Maps;
using Hub.Plugins.Ccda.Reading;

namespace Hub.Plugins.Ccda.Mapping;

/// <summary>What surrounds a statement while it is mapped.</summary>
/// <param name="Section">Its section, whose text it points to.</param>
/// <param name="Topic">What the section is about.</param>
/// <param name="Zone">The person's zone, for times without an offset.</param>
internal sealed record Scope(Section Section, Topic Topic, TimeZoneInfo Zone)
{
    /// <summary>The name of the battery that it belongs to, or null.</summary>
    public string? Panel { get; init; }

    /// <summary>When the battery was, for members that do not say.</summary>
    public Period? Period { get; init; }

    /// <summary>The concern that the statement is told in, or null.</summary>
    public XElement? Concern { get; init; }

    /// <summary>The encounter that it belongs to: its name, and its id.</summary>
    public (string? Name, string? Id) Encounter { get; init; }
}
