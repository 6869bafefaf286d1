using Hub.Core.Runs;
using Hub.Core.Vaults;
using Hub.Sdk;

namespace Hub.Web.Views;

/// <param name="TakesNew">How many runs the page shows, where those that begin come first.</param>
public sealed record RunsModel(IReadOnlyList<RunView> Runs, string? Older, int TakesNew = 0);

public sealed record RunPageModel
{
    public required Run Run { get; init; }

    public required string Title { get; init; }

    /// <summary>Its file is still there.</summary>
    public bool HasFile { get; init; }

    /// <summary>Of a file that another version of its reader read: the version of today.</summary>
    public string? NewerReader { get; init; }

    /// <summary>It changed something, can be taken back as a whole, and stands.</summary>
    public bool CanUndo { get; init; }

    public string? Plugin { get; init; }

    public IReadOnlyList<RunView> Parts { get; init; } = [];

    public IReadOnlyList<RejectView> Rejects { get; init; } = [];

    /// <summary>There are more rejects than are shown.</summary>
    public bool HasMoreRejects { get; init; }

    /// <summary>What it would have brought, and the person had deleted: those that still are.</summary>
    public IReadOnlyList<HeldView> Held { get; init; } = [];

    /// <summary>Of a restore.</summary>
    public RestoreView? Restore { get; init; }

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

/// <summary>What undoing an import would do, before it is done.</summary>
/// <param name="File">Its name, or null when there is none that could go.</param>
/// <param name="WhyNot">Why it cannot be undone.</param>
/// <param name="ReadAgain">The run that read the file again since, and would have to be undone first for all of it to go.</param>
public sealed record UndoModel(Run Run, string Title, UndoCounts Counts, string? File, Text? WhyNot = null, string? ReadAgain = null);

/// <summary>What would go to a plug-in's author, to be read before it goes.</summary>
/// <param name="Title">Of the run.</param>
/// <param name="Text">The whole report, as it would go.</param>
public sealed record AuthorReportModel(string Run, string Title, string Plugin, string Publisher, string Text);

/// <param name="Where">Where it stands in the file.</param>
public sealed record RejectView(string Type, string? Where, IReadOnlyList<string> Reasons);
