using System.Text.Json.Nodes;
using Hub.Plugins.BlueButton.Reading;

namespace Hub.Plugins.BlueButton.Mapping;

/// <summary>How the entries of a section become records. To read another section, add one to a table in <c>Maps/</c>.</summary>
/// <param name="Title">A part of the section's title, in capitals; the first map whose title is in it counts.</param>
/// <param name="Type">The record type.</param>
/// <param name="Starts">The label at which an entry begins; empty when the section is one entry.</param>
/// <param name="Table">What each label becomes.</param>
internal sealed record SectionMap(string Title, string Type, string[] Starts, Field[] Table)
{
    /// <summary>Labels that may stand before the one at which an entry begins.</summary>
    public string[] Leads { get; init; } = [];

    /// <summary>Whether entries are separated by lines of equals signs and end with text that a person dictated.</summary>
    public bool HasBody { get; init; }

    /// <summary>What no table can say; returns further records of the same entry.</summary>
    public Func<JsonObject, Entry, IEnumerable<(string Type, JsonObject Draft)>>? More { get; init; }

    /// <summary>Whether it holds addresses and telephone numbers (see <see cref="Contacts"/>).</summary>
    public bool HasContacts { get; init; }

    public Labels Labels => new([.. Starts, .. Leads, .. Table.Select(one => one.Label), .. HasContacts ? Contacts.Labels : []]);
}
