namespace Hub.Core.Records;

/// <summary>Which field says when the thing happened; precision is instant or date.</summary>
public sealed record TimeRule(string Field, string Precision);

/// <summary>Alternatives, each a list of top-level fields; the first whose fields are all present makes the id.</summary>
public sealed record IdentityRule(IReadOnlyList<IReadOnlyList<IdentityField>> Alternatives);

/// <summary>A field of an identity; folded, it counts whatever its case, accents and white space.</summary>
public sealed record IdentityField(string Name, bool Fold);

/// <summary>The time chart that makes sense: bars or line, of a value, by a function (sum, avg, count).</summary>
public sealed record ChartRule(string Kind, string? Value, string Fn, string? Group);

/// <summary>The same quantity may be told in several steps: the field that holds the step in seconds, and the fields that say what is measured.</summary>
public sealed record SeriesRule(string Step, IReadOnlyList<string> Of);
