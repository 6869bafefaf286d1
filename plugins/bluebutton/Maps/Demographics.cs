using System.Text.Json.Nodes;
using Hub.Plugins.BlueButton.Mapping;
using Hub.Plugins.BlueButton.Reading;

namespace Hub.Plugins.BlueButton.Maps;

/// <summary>Who the person is: one block per facility in VA's section, parts under headings in capitals.</summary>
internal static class Demographics
{
    public const string Title = "DEMOGRAPHIC";
    private static readonly string[] Facilities = ["VA Treating Facility"];
    private static readonly string[] ContactStarts = ["Contact First Name", "Contact Name"];

    private static readonly Field[] Profile =
    [
        new("VA Treating Facility", "managingOrganization"), new("Name", "name"), new("Last Name", "family"), new("Alias", "alias"), new("Gender", ""), new("Blood Type", "bloodType"),
        new("Organ Donor", "organDonor", As.Flag), new("Date of Birth", "birthDate", As.Day), new("Place of Birth", "birthPlace"), new("Marital Status", "maritalStatus"),
        new("Current Occupation", "occupation"), new("First Name", ""), new("Middle Initial", ""), new("Middle Name", ""), new("Suffix", ""), new("Age", ""), new("Religion", ""), new("Ethnicity", ""),
    ];

    private static readonly Field[] Insurance =
    [
        new("Insurance Company", "display"), new("Effective Date", "start", As.Date), new("Expiration Date", "end", As.Date), new("Group Name", "groupName"), new("Group Number", "group"),
        new("Subscriber ID", "subscriberId"), new("Subscriber Name", "subscriber"), new("Subscriber Relationship", "relationship"),
    ];

    private static readonly Field[] Person = [new("Name", "name"), new("Contact Name", "name"), new("Relationship", "relationship"), new("Contact First Name", ""), new("Contact Last Name", "")];

    /// <summary>The headings, and whose contact details stand below.</summary>
    private static readonly (string Heading, string? Category)[] Headings =
    [
        ("PERMANENT ADDRESS", null), ("ELIGIBILITY", null), ("EMPLOYMENT", null), ("ACTIVE INSURANCE", null),
        ("PRIMARY NEXT OF KIN", "next-of-kin"), ("NEXT OF KIN", "next-of-kin"), ("EMERGENCY CONTACT", "emergency"), ("VA GUARDIAN", "guardian"), ("CIVIL GUARDIAN", "guardian"),
    ];

    private static readonly Labels All = new([.. Profile.Concat(Insurance).Concat(Person).Select(field => field.Label), .. Contacts.Labels, "Means Test Status", "Service Connected Percentage"]);

    public static List<List<Line>> Groups(Section section) =>
        Reading.Groups.Of(section.Lines, Facilities, [], ruled: false) is { Count: > 0 } facilities ? facilities : [[.. section.Lines]];

    public static IEnumerable<(string Type, JsonObject Draft)> Read(Section section, List<Line> group, TimeZoneInfo zone)
    {
        var profile = new JsonObject();
        var records = new List<(string Type, JsonObject Draft)> { ("person.profile", profile) };
        foreach (var (heading, lines) in Blocks(group))
        {
            var category = Headings.FirstOrDefault(one => one.Heading == heading).Category;
            if (category is not null)
            {
                records.AddRange(People(section, lines, zone, category, profile));
                continue;
            }

            var entry = new Entry(section, FieldReader.Read(lines, All), zone);
            if (heading == "ACTIVE INSURANCE")
            {
                records.AddRange(Covered(entry, profile));
            }
            else
            {
                records.AddRange(Whole(entry, profile));
            }
        }

        return profile.ContainsKey("name") ? records : [];
    }

    private static IEnumerable<(string Heading, List<Line> Lines)> Blocks(List<Line> group)
    {
        var blocks = new List<(string Heading, List<Line> Lines)> { ("", []) };
        foreach (var line in group)
        {
            var text = line.Text.Trim();
            var heading = text.Contains(':', StringComparison.Ordinal) ? null : Headings.FirstOrDefault(one => text.StartsWith(one.Heading, StringComparison.Ordinal)).Heading;
            if (heading is not null)
            {
                blocks.Add((heading, []));
            }

            blocks[^1].Lines.Add(heading is null ? line : line with { Text = "" });
        }

        return blocks;
    }

    private static IEnumerable<(string Type, JsonObject Draft)> Whole(Entry entry, JsonObject profile)
    {
        var given = new[] { entry.Take("First Name"), entry.Take("Middle Name"), entry.Take("Middle Initial") }.OfType<string>().ToArray();
        entry.Apply(profile, Profile);
        profile.SetText("name", string.Join(' ', [.. given, profile["family"]?.ToString() ?? "", entry.Take("Suffix") ?? ""]).Trim());
        profile.Set("given", given.Length > 0 ? new JsonArray([.. given.Select(name => (JsonNode)name)]) : null);
        profile.SetText("gender", entry.Take("Gender") is { } gender ? gender.ToUpperInvariant() switch { "MALE" or "M" => "male", "FEMALE" or "F" => "female", _ => "other" } : null);
        profile.Set("telecom", Contacts.Telecom(entry));
        List<(string Type, JsonObject Draft)> more = [];
        if (Contacts.Address(entry) is { } address)
        {
            address.Set("use", "home");
            address.SetText("managingOrganization", profile["managingOrganization"]?.ToString());
            more.Add(("person.address", address));
        }

        foreach (var part in (string[])["Part A", "Part B"])
        {
            if (entry.TakeDate($"{part} Effective Date") is { } from)
            {
                more.Add(("health.coverage", new JsonObject { ["display"] = $"Medicare {part}", ["type"] = part, ["payor"] = "Medicare", ["start"] = from }));
            }
        }

        entry.KeepTheRest(profile);
        return more;
    }

    private static IEnumerable<(string Type, JsonObject Draft)> Covered(Entry entry, JsonObject profile)
    {
        var coverage = new JsonObject();
        entry.Apply(coverage, Insurance);
        if (!coverage.ContainsKey("display"))
        {
            yield break;
        }

        if (profile["managingOrganization"] is { } facility)
        {
            coverage.Note($"VA Treating Facility: {facility}");
        }

        entry.KeepTheRest(coverage);
        yield return ("health.coverage", coverage);
    }

    private static IEnumerable<(string Type, JsonObject Draft)> People(Section section, List<Line> lines, TimeZoneInfo zone, string category, JsonObject profile)
    {
        var groups = Reading.Groups.Of(lines, ContactStarts, [], ruled: false);
        foreach (var group in groups.Count > 0 ? groups : [lines])
        {
            var entry = new Entry(section, FieldReader.Read(group, All), zone);
            var contact = new JsonObject();
            entry.Apply(contact, Person);
            contact.SetText("name", string.Join(' ', new[] { entry.Take("Contact First Name"), entry.Take("Contact Last Name") }.OfType<string>()));
            contact.SetText("organization", profile["managingOrganization"]?.ToString());
            Maps.People.Complete(contact, entry, "individual", category);
            entry.KeepTheRest(contact);
            if (contact.ContainsKey("name"))
            {
                yield return ("contact.person", contact);
            }
        }
    }
}
