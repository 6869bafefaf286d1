namespace Hub.Web.Views;

/// <summary>A field of the form that a manifest's settings become.</summary>
public sealed record SettingView
{
    /// <summary>Before the name of a setting in a form, so that a plug-in's names never meet the page's own.</summary>
    private const string Prefix = "s-";

    public required string Name { get; init; }

    public required string Label { get; init; }

    public string? Help { get; init; }

    public string? Placeholder { get; init; }

    /// <summary>text, password, url, number, date, checkbox or select.</summary>
    public required string Input { get; init; }

    public bool Required { get; init; }

    /// <summary>A secret that was entered before: empty means unchanged.</summary>
    public bool IsKept { get; init; }

    public IReadOnlyList<ChoiceModel> Choices { get; init; } = [];

    public string? Autocomplete { get; init; }

    /// <summary>What the form begins with.</summary>
    public string? Initial { get; init; }

    public string? Min { get; init; }

    public string? Max { get; init; }

    /// <summary>For whole numbers 1, for others any.</summary>
    public string? Step { get; init; }

    public int? MinLength { get; init; }

    public int? MaxLength { get; init; }

    /// <summary>Its id and name on the page.</summary>
    public string Field => FieldOf(Name);

    public static string FieldOf(string name) => Prefix + name;
}
