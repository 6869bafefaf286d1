using Hub.Sdk;

namespace Hub.Core.Records;

/// <summary>
/// A field as pages and exports need it. The children of an object are its members; those of a list are the members of its items.
/// </summary>
public sealed record RecordField(
    string Name,
    Text Label,
    Text Help,
    string? Unit,
    string? CurrencyField,
    IReadOnlyDictionary<string, Text> ValueLabels,
    string JsonType,
    string? Format,
    IReadOnlyList<RecordField> Children,
    bool Required)
{
    /// <summary>What one item of a list is; null for anything but a list.</summary>
    public RecordField? Item { get; init; }
}
