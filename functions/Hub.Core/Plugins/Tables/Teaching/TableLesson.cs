namespace Hub.Core.Plugins.Tables.Teaching;

/// <summary>What a person says of a table: what each column becomes, and how its values are written. A mapping is made of it. Lists fall back on read, because generated JSON code sets absent members to null.</summary>
public sealed record TableLesson
{
    /// <summary>Whose table it is, or what.</summary>
    public string Name { get => field ?? ""; init; } = "";

    public string Type { get => field ?? ""; init; } = "";

    /// <summary>csv, xlsx or json.</summary>
    public string Format { get => field ?? "csv"; init; } = "csv";

    /// <summary>With csv: one of <c>; , | tab</c>.</summary>
    public string? Delimiter { get; init; }

    /// <summary>Its cells, as written.</summary>
    public IReadOnlyList<string> Header { get => field ?? []; init => field = [.. (value ?? []).Select(cell => cell ?? "")]; } = [];

    /// <summary>What each cell's column becomes: a field; <c>amount:debit</c>, <c>amount:credit</c>, <c>amount:sign</c> or <c>start:time</c> for a part of one; empty where it is left out.</summary>
    public IReadOnlyList<string> Columns { get => field ?? []; init => field = [.. (value ?? []).Select(cell => cell ?? "")]; } = [];

    /// <summary>dmy, mdy or ymd.</summary>
    public string Order { get => field ?? "dmy"; init; } = "dmy";

    /// <summary>A comma or a point.</summary>
    public string Decimal { get => field ?? ","; init; } = ",";

    /// <summary>What goes out is written above zero.</summary>
    public bool Negate { get; init; }

    /// <summary>A time of day stands behind the dates.</summary>
    public bool Clock { get; init; }

    /// <summary>The clock that the file shows; without it the person's.</summary>
    public string? Zone { get; init; }

    /// <summary>By field, what its column is measured in.</summary>
    public IReadOnlyDictionary<string, string> Units { get => field ?? new Dictionary<string, string>(StringComparer.Ordinal); init => field = (value ?? new Dictionary<string, string>(StringComparer.Ordinal)).ToDictionary(pair => pair.Key, pair => pair.Value ?? "", StringComparer.Ordinal); } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>By field, what is the same for every row.</summary>
    public IReadOnlyDictionary<string, string> Constants { get => field ?? new Dictionary<string, string>(StringComparer.Ordinal); init => field = (value ?? new Dictionary<string, string>(StringComparer.Ordinal)).ToDictionary(pair => pair.Key, pair => pair.Value ?? "", StringComparer.Ordinal); } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The header's cell that becomes this; null where none does.</summary>
    public string? ColumnOf(string target) => IndexOf(target) is var at and >= 0 && at < Header.Count ? Header[at] : null;

    public int IndexOf(string target) => Columns.ToList().IndexOf(target);

    public bool Fills(string field) => Columns.Any(target => target == field || target.StartsWith(field + ":", StringComparison.Ordinal));
}
