using Hub.Core.Records;

namespace Hub.Core.Plugins.Types;

/// <summary>Whether a type may take the place of an earlier version of it: what was stored by that one must stay what it was, be found again and be told anew under the same id.</summary>
internal static class TypeChange
{
    /// <summary>Why a plug-in may not bring this, in the place or beside what is known, or null.</summary>
    public static string? Refusal(RecordType known, RecordType brought)
    {
        var (older, newer) = Order(brought) < Order(known) ? (brought, known) : (known, brought);
        return Same(known, brought) || Fault(older, newer) is not { } fault ? null
            : $"{brought.Name} {brought.Version} does not fit {known.Version}, of which this hub may keep records: {fault}. Give the changed type another name; or, as its author, begin with a new data folder.";
    }

    public static bool TakesOver(RecordType known, RecordType brought) => !Same(known, brought) && Order(brought) >= Order(known);

    private static bool Same(RecordType one, RecordType other) => one.Schema.Span.SequenceEqual(other.Schema.Span);

    private static Version Order(RecordType type) => Version.Parse(type.Version);

    /// <summary>What the newer one breaks, or null.</summary>
    public static string? Fault(RecordType older, RecordType newer) =>
        !SameIdentity(older.Identity, newer.Identity) ? "what identifies a record has changed"
        : older.Time != newer.Time ? "what says the time of a record has changed"
        : older.DirectionField != newer.DirectionField || !SameSeries(older.Series, newer.Series) ? "what may be added up has changed"
        : older.Sensitivity != newer.Sensitivity ? "its sensitivity has changed"
        : OfFields(older.Fields, newer.Fields, "");

    private static string? OfFields(IReadOnlyList<RecordField> older, IReadOnlyList<RecordField> newer, string place) =>
        newer.FirstOrDefault(field => field.Required && older.FirstOrDefault(had => had.Name == field.Name)?.Required != true) is { } demanded ? $"{place}{demanded.Name} is required and was not"
        : older.Select(had => newer.FirstOrDefault(field => field.Name == had.Name) is { } field ? OfField(had, field, place + had.Name) : $"{place}{had.Name} is gone").FirstOrDefault(fault => fault is not null);

    private static string? OfField(RecordField older, RecordField newer, string place) =>
        older.JsonType != newer.JsonType && (older.JsonType, newer.JsonType) is not ("integer", "number") ? $"{place} was of the type {older.JsonType}"
        : older.Unit != newer.Unit ? $"{place} has another unit"
        : older.CurrencyField != newer.CurrencyField ? $"{place} has another currency"
        : older.Format != newer.Format ? $"{place} has another format"
        : older.ValueLabels.Keys.Except(newer.ValueLabels.Keys, StringComparer.Ordinal).FirstOrDefault() is { } gone ? $"{place} cannot be {gone} any more"
        : older.Item is { } item && newer.Item is { } other && OfField(item, other, place + "/*") is { } inner ? inner
        : OfFields(older.Children, newer.Children, place + "/");

    private static bool SameIdentity(IdentityRule one, IdentityRule other) =>
        one.Alternatives.Count == other.Alternatives.Count && one.Alternatives.Zip(other.Alternatives).All(pair => pair.First.SequenceEqual(pair.Second));

    private static bool SameSeries(SeriesRule? one, SeriesRule? other) => one?.Step == other?.Step && (one?.Of ?? []).SequenceEqual(other?.Of ?? [], StringComparer.Ordinal);
}
