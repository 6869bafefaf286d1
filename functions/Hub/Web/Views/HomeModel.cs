namespace Hub.Web.Views;

public sealed record HomeModel
{
    public const int MostNews = 4;

    public IReadOnlyList<Answer> Answers { get; init; } = [];

    /// <summary>What went wrong or waits, and who must act.</summary>
    public IReadOnlyList<Concern> Concerns { get; init; } = [];

    /// <summary>The first question that waits; others stand among the concerns.</summary>
    public OpenQuestion? Question { get; init; }

    /// <summary>Live sources that need nobody, each with its health.</summary>
    public IReadOnlyList<SourceItem> Live { get; init; } = [];

    public IReadOnlyList<SourceView> Sources { get; init; } = [];

    public IReadOnlyList<RunView> News { get; init; } = [];

    /// <summary>Holders to start with, when there is nothing yet.</summary>
    public IReadOnlyList<HolderView> Start { get; init; } = [];

    /// <summary>Services that would say something about what is there and were not asked yet.</summary>
    public IReadOnlyList<ServiceView> Offers { get; init; } = [];

    public bool HasData { get; init; }

    /// <summary>Null where the demo is not for this person to make, or nothing has to be shown any more.</summary>
    public DemoState? Demo { get; init; }
}

public enum DemoState
{
    Offered,
    There,
}

/// <param name="Kind">attention or wrong.</param>
public sealed record Concern(string Kind, string Word, string Sentence, string Who, string Action, string Address);

/// <summary>How fresh a source is.</summary>
/// <param name="Ends">"Your readings end on 12 March 2026."</param>
/// <param name="Advice">"A fresh file is worth it every month."; null when there is nothing to do.</param>
public sealed record SourceView(string Icon, string Name, string Ends, bool IsStale, string? Advice, IReadOnlyList<string> Steps, string AddAddress, string Count);
