using System.Text.Json.Nodes;
using Hub.Plugins.BlueButton.Mapping;
using Hub.Plugins.BlueButton.Maps;
using Hub.Plugins.BlueButton.Reading;

namespace Hub.Plugins.BlueButton;

/// <summary>One entry of the report, not read yet.</summary>
/// <param name="Section">Where it stands.</param>
/// <param name="Line">The number of its first line.</param>
/// <param name="Type">The record type that it gives first.</param>
/// <param name="IsLast">Whether the section ends with it.</param>
/// <param name="Read">Reads it, given the person's zone.</param>
internal sealed record Part(Section Section, int Line, string Type, bool IsLast, Func<TimeZoneInfo, IEnumerable<(string Type, JsonObject Draft)>> Read);

/// <summary>Cuts a report into its entries. A section that no map knows, or in which its map finds nothing, is one document: nothing that the file says is lost.</summary>
internal static class SectionReader
{
    private const int BodyRule = 40;

    public static IEnumerable<Part> Read(Report report, SectionMap[] maps)
    {
        for (var at = 0; at < report.Sections.Count; at++)
        {
            var section = report.Sections[at];
            IEnumerable<Part> parts;
            if (Claims.IsOne(section))
            {
                var claims = report.Sections.Skip(at).TakeWhile(Claims.IsOne).ToList();
                at += claims.Count - 1;
                parts = Parts(section, "health.claim", Claims.Groups(claims), (group, zone) => Claims.Read(section, group, zone));
            }
            else
            {
                parts = Of(section, maps);
            }

            foreach (var part in parts)
            {
                yield return part;
            }
        }
    }

    private static IEnumerable<Part> Of(Section section, SectionMap[] maps)
    {
        if (section.Name.Contains(Laboratory.Title, StringComparison.Ordinal) && Laboratory.Groups(section) is { Count: > 0 } panels)
        {
            return Parts(section, "health.document", panels, (group, zone) => Laboratory.Read(section, group, zone));
        }

        if (section.Name.Contains(Demographics.Title, StringComparison.Ordinal))
        {
            return Parts(section, "person.profile", Demographics.Groups(section), (group, zone) => Demographics.Read(section, group, zone));
        }

        if (maps.FirstOrDefault(one => section.Name.Contains(one.Title, StringComparison.Ordinal)) is { } map
            && Groups.Of(section.Lines, map.Starts, map.Leads, map.HasBody) is { Count: > 0 } groups)
        {
            var labels = map.Labels;
            return Parts(section, map.Type, groups, (group, zone) => Entry(section, map, labels, group, zone));
        }

        return Body.Of(section.Lines) is { } text && !text.StartsWith("No information", StringComparison.OrdinalIgnoreCase)
            ? Parts(section, "health.document", [[.. section.Lines]], (_, _) => [("health.document", new JsonObject { ["kind"] = "section", ["display"] = section.Title, ["text"] = text })])
            : [];
    }

    private static IEnumerable<Part> Parts(Section section, string type, List<List<Line>> groups, Func<List<Line>, TimeZoneInfo, IEnumerable<(string Type, JsonObject Draft)>> read) =>
        groups.Select((group, at) => new Part(section, group.Count > 0 ? group[0].Number : 0, type, at == groups.Count - 1, zone => read(group, zone)));

    private static IEnumerable<(string Type, JsonObject Draft)> Entry(Section section, SectionMap map, Labels labels, List<Line> group, TimeZoneInfo zone)
    {
        var rule = map.HasBody ? group.FindIndex(line => line.IsRule('-') && line.Width >= BodyRule) : -1;
        var fields = FieldReader.Read(rule < 0 ? group : group[..rule], labels);
        fields.Body = rule < 0 ? null : Body.Of(group[rule..]);
        if (fields.IsEmpty)
        {
            return [];
        }

        var draft = new JsonObject();
        var entry = new Entry(section, fields, zone);
        entry.Apply(draft, map.Table);
        List<(string Type, JsonObject Draft)> records = [(map.Type, draft), .. map.More?.Invoke(draft, entry) ?? []];
        entry.KeepTheRest(draft);
        return records;
    }
}
