using System.Text.Json.Nodes;
using Hub.Plugins.BlueButton.Reading;

namespace Hub.Plugins.BlueButton.Mapping;

/// <summary>One entry of a section while it becomes records.</summary>
/// <param name="Section">The section.</param>
/// <param name="Fields">Its labelled values.</param>
/// <param name="Zone">The person's zone.</param>
internal sealed record Entry(Section Section, Fields Fields, TimeZoneInfo Zone)
{
    public string? Take(params string[] labels) => labels.Select(Fields.Take).FirstOrDefault(value => value is not null);

    public string? TakeDate(string label) => Fields.Take(label) is { } text ? Dates.Read(text, Zone) : null;

    public void Apply(JsonObject draft, IEnumerable<Field> table)
    {
        foreach (var field in table.Where(field => field.Name.Length > 0))
        {
            if (Fields.Take(field.Label) is { } value)
            {
                field.Apply(draft, value, Zone);
            }
        }
    }

    /// <summary>Labels that no table names are kept in the note: nothing that the file says is lost.</summary>
    public void KeepTheRest(JsonObject draft)
    {
        foreach (var (label, value, use) in Fields.Left().ToList())
        {
            use();
            draft.Note($"{label}: {value}");
        }
    }
}
