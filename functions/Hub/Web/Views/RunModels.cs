using Hub.Core.Runs;

namespace Hub.Web.Views;

public sealed record RunsModel(IReadOnlyList<RunView> Runs, string? Older);

public sealed record RunPageModel
{
    public required Run Run { get; init; }

    public string? Plugin { get; init; }

    public IReadOnlyList<RunView> Parts { get; init; } = [];

    public IReadOnlyList<RejectView> Rejects { get; init; } = [];

    /// <summary>There are more rejects than are shown.</summary>
    public bool HasMoreRejects { get; init; }

    /// <summary>What it would have brought, and the person had deleted: those that still are.</summary>
    public IReadOnlyList<HeldView> Held { get; init; } = [];

    /// <summary>Types that it wrote, to go on to.</summary>
    public IReadOnlyList<ChoiceModel> Wrote { get; init; } = [];

    /// <summary>Its plug-in's author can be told what went wrong.</summary>
    public bool CanReport { get; init; }

    /// <summary>What its plug-in said while it worked, the latest last.</summary>
    public IReadOnlyList<LogLine> Log { get; init; } = [];

    /// <summary>There are lines before those that are shown.</summary>
    public bool HasMoreLog { get; init; }

    public FormModel Form { get; init; } = new();
}

/// <summary>What would go to a plug-in's author, to be read before it goes.</summary>
/// <param name="Title">Of the run.</param>
/// <param name="Text">The whole report, as it would go.</param>
public sealed record AuthorReportModel(string Run, string Title, string Plugin, string Publisher, string Text);

/// <param name="Where">Where it stands in the file.</param>
public sealed record RejectView(string Type, string? Where, IReadOnlyList<string> Reasons);
