using Hub.Core.Records;

namespace Hub.Core.Plugins.Types;

/// <summary>What a record type's annotations must say so that pages, sums and exports can rely on them: a stranger wrote them.</summary>
internal static class TypeAnnotations
{
    public static readonly IReadOnlyList<string> Domains = ["identity", "energy", "water", "bank", "health", "telecom", "mobility", "purchase", "contacts", "media", "insurance", "documents"];

    private static readonly string[] Families = ["administrative", "transactional", "contact"];
    private static readonly string[] Origins = ["given", "observed", "inferred"];
    private static readonly string[] Sensitivities = ["ordinary", "personal", "special"];
    private static readonly string[] Health = ["medical", "non-medical", "profile"];
    private static readonly string[] Plain = ["string", "number", "integer", "boolean"];

    /// <summary>What is wrong, or null.</summary>
    public static string? Fault(RecordType type) =>
        !Version.TryParse(type.Version, out var version) || version.Build < 0 || version.Revision >= 0 ? "its version is not one like 1.0.0."
        : OneOf("domain", type.Domain, Domains) ?? OneOf("family", type.Family, Families) ?? OneOf("origin", type.Origin, Origins) ?? OneOf("sensitivity", type.Sensitivity, Sensitivities)
            ?? (type.Health is { } health ? OneOf("health", health, Health) : null)
            ?? OfIdentity(type) ?? OfTime(type) ?? OfChart(type) ?? OfSeries(type) ?? OfMoney(type.Fields);

    private static string? OneOf(string key, string value, IReadOnlyList<string> known) => known.Contains(value, StringComparer.Ordinal) ? null : $"its {key} is none of {string.Join(", ", known)}.";

    private static string? OfIdentity(RecordType type) =>
        type.Identity.Alternatives.SelectMany(fields => fields).FirstOrDefault(field => !Is(type, field.Name, Plain)) is { } odd ? $"its identity names {odd.Name}, which is no text, number or yes and no."
        : type.TitleField is { } title && !Is(type, title, "string") ? "its title is no text."
        : type.DirectionField is { } direction && !Is(type, direction, "string") ? "its direction is no text."
        : null;

    private static string? OfTime(RecordType type) =>
        type.Time is not { } time ? null
        : time.Precision is not ("instant" or "date") ? "its time's precision is neither instant nor date."
        : !Is(type, time.Field, "string") ? $"its time names {time.Field}, which is no text."
        : null;

    private static string? OfChart(RecordType type) =>
        type.Chart is not { } chart ? null
        : chart.Kind is not ("bars" or "line") || chart.Fn is not ("sum" or "avg" or "count") ? "its chart is of bars or a line, by sum, avg or count."
        : type.Time is null ? "it has a chart and no time."
        : chart.Fn != "count" && (chart.Value is null || !Is(type, chart.Value, "number", "integer")) ? "its chart's value is no number."
        : chart.Group is { } group && !Is(type, group, Plain) ? "its chart's group is no text or number."
        : null;

    private static string? OfSeries(RecordType type) =>
        type.Series is not { } series ? null
        : type.Time is null || !Is(type, series.Step, "number", "integer") ? "its series has no step of seconds, or it has no time."
        : series.Of.Any(field => !Is(type, field, Plain)) ? "its series is told from others by fields that are no texts or numbers."
        : null;

    private static string? OfMoney(IReadOnlyList<RecordField> fields) =>
        fields.FirstOrDefault(field => field.CurrencyField is { } currency && !fields.Any(other => other.Name == currency && other.JsonType == "string")) is { } lacking ? $"the currency of {lacking.Name} is no field beside it."
        : fields.Select(field => OfMoney(field.Children)).FirstOrDefault(fault => fault is not null);

    private static bool Is(RecordType type, string name, params string[] kinds) => type.Fields.FirstOrDefault(field => field.Name == name) is { } field && kinds.Contains(field.JsonType, StringComparer.Ordinal);
}
