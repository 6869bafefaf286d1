using Hub.Core.Runs;

namespace Hub.Web.Views;

/// <param name="Live">Those that fetch by themselves.</param>
/// <param name="Files">Those that live on files that the person adds.</param>
public sealed record SourcesModel(IReadOnlyList<SourceItem> Live, IReadOnlyList<SourceView> Files, string? Said = null);

/// <param name="Back">Where its button leads back to.</param>
public sealed record SourceRowModel(SourceItem Source, string Back);

/// <summary>A live source with its health.</summary>
public sealed record SourceItem
{
    public required string Id { get; init; }

    public required string Icon { get; init; }

    public required string Name { get; init; }

    /// <summary>Whose account it is at the holder; null where the connector cannot tell.</summary>
    public string? Account { get; init; }

    /// <summary>good, attention, wrong or plain.</summary>
    public required string Kind { get; init; }

    public required string Word { get; init; }

    public required string Sentence { get; init; }

    /// <summary>Who must act; null when nobody needs to.</summary>
    public string? Who { get; init; }

    /// <summary>"2 hours ago".</summary>
    public string? Last { get; init; }

    public string? LastRun { get; init; }

    /// <summary>Whether that run is under way, so that the page follows it.</summary>
    public bool IsMoving { get; init; }

    public string? Next { get; init; }

    /// <summary>The one thing to do in this state.</summary>
    public required SourceAct Act { get; init; }

    public string Address => "/sources/" + Id;
}

/// <param name="IsPost">A form's button; else a link.</param>
/// <param name="IsUrgent">Somebody has to do it before anything goes on.</param>
public sealed record SourceAct(string Label, string Address, bool IsPost, bool IsUrgent);

/// <summary>A question that a run waits with.</summary>
/// <param name="Who">Which source asks; null on its own page.</param>
public sealed record OpenQuestion(string Run, RunQuestion Asked, string? Who = null)
{
    private static readonly string[] CodeWords = ["code", "otp", "sms"];

    /// <summary>The browser may fill in what just came by message.</summary>
    public bool IsCode => CodeWords.Any(word => Asked.Key.Contains(word, StringComparison.OrdinalIgnoreCase));
}

public sealed record SourcePageModel
{
    public required SourceItem Source { get; init; }

    public required string Plugin { get; init; }

    public required string PluginName { get; init; }

    /// <summary>False when its connector was removed: then it can only be disconnected.</summary>
    public bool HasPlugin { get; init; } = true;

    public OpenQuestion? Question { get; init; }

    /// <summary>The run at work.</summary>
    public Run? Running { get; init; }

    /// <summary>What it may bring, of which span, until when; null when its connector was removed.</summary>
    public AllowFacts? Allowed { get; init; }

    public IReadOnlyList<(string Label, string Value)> Settings { get; init; } = [];

    public IReadOnlyList<TypeLine> Brought { get; init; } = [];

    public IReadOnlyList<RunView> Runs { get; init; } = [];

    /// <summary>Items of the last run that could not be kept.</summary>
    public long SetAside { get; init; }

    public IReadOnlyList<ChoiceModel> Schedules { get; init; } = [];

    public string Schedule { get; init; } = "";

    public bool IsPaused { get; init; }

    /// <summary>The earliest run that was undone, where the next one fetches the same again.</summary>
    public string? FetchesAgain { get; init; }

    public string? Said { get; init; }

    public FormModel Form { get; init; } = new();
}

/// <summary>Setting up a source, or its settings again.</summary>
public sealed record SourceFormModel
{
    /// <summary>Where the form goes.</summary>
    public required string Action { get; init; }

    public required string Title { get; init; }

    public required string Plugin { get; init; }

    public required string PluginName { get; init; }

    public required string Summary { get; init; }

    public required string Publisher { get; init; }

    public required string Version { get; init; }

    /// <summary>What holds the plug-in back.</summary>
    public required FenceView Fence { get; init; }

    public required AsksModel Asks { get; init; }

    /// <summary>What it may bring; null when only its settings are changed.</summary>
    public AllowView? Allow { get; init; }

    public required IReadOnlyList<SettingView> Settings { get; init; }

    public IReadOnlyList<ChoiceModel> Schedules { get; init; } = [];

    public string Schedule { get; init; } = "";

    /// <summary>The source there is already, when its settings are changed.</summary>
    public string? Source { get; init; }

    public string? SourceName { get; init; }

    /// <summary>What the connector said when the settings were tried.</summary>
    public string? Refusal { get; init; }

    public FormModel Form { get; init; } = new();
}

/// <param name="CanErase">The data may go with it.</param>
public sealed record DisconnectModel(string Id, string Name, string Records, bool CanErase, FormModel Form);
