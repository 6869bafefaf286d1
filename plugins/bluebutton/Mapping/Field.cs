using System.Text.Json.Nodes;

namespace Hub.Plugins.BlueButton.Mapping;

/// <summary>What a label's value becomes.</summary>
internal enum As
{
    /// <summary>The words as they are.</summary>
    Text,

    /// <summary>A date or an instant.</summary>
    Date,

    /// <summary>A date, the time left out.</summary>
    Day,

    Number,

    /// <summary>A decimal, the currency sign dropped.</summary>
    Money,

    /// <summary>Yes or no.</summary>
    Flag,

    /// <summary>A line of the note.</summary>
    Note,
}

/// <summary>One line of a mapping table.</summary>
/// <param name="Label">The label in the file, whatever its case.</param>
/// <param name="Name">The record's field. Several labels may name one: the first that has a value counts. Empty: the label is known, and read by the section's code or kept in the note.</param>
/// <param name="As">What the value becomes.</param>
internal sealed record Field(string Label, string Name, As As = As.Text)
{
    public static Field Comments { get; } = new("Comments", "note", As.Note);

    /// <summary>Puts the value in; what cannot be read as what it should be is kept in the note, never guessed.</summary>
    public void Apply(JsonObject draft, string value, TimeZoneInfo zone)
    {
        var read = As switch
        {
            As.Date => Dates.Read(value, zone) is { } date ? JsonValue.Create(date) : null,
            As.Day => Dates.Read(value, zone) is { } day ? JsonValue.Create(day.Split('T')[0]) : null,
            As.Number => Numbers.Read(value),
            As.Money => Numbers.Amount(value),
            As.Flag => value.ToUpperInvariant() switch { "YES" or "Y" => JsonValue.Create(true), "NO" or "N" => JsonValue.Create(false), _ => null },
            As.Note => null,
            _ => JsonValue.Create(value),
        };
        if (As == As.Note)
        {
            draft.Note(value);
        }
        else if (read is null)
        {
            draft.Note($"{Label}: {value}");
        }
        else
        {
            draft.Set(Name, read);
        }
    }
}
