namespace Hub.Web.Views;

/// <summary>A figure that opens: what it measures, how much, against what, and where to see it.</summary>
public sealed record FigureModel(string Label, string Value, string? Against = null, string? Address = null)
{
    /// <summary>What narrows the page that it opens, sent with a form: what somebody holds stays out of addresses.</summary>
    public IReadOnlyList<(string Name, string Value)> Narrowed { get; init; } = [];

    /// <summary>How it is counted, in a sentence.</summary>
    public string? Reading { get; init; }

    /// <summary>The reference data that it was counted with, each with its source.</summary>
    public IReadOnlyList<string> Factors { get; init; } = [];
}
