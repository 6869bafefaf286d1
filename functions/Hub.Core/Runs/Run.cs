using System.Text.Json.Serialization;
using Hub.Core.Exports;
using Hub.Sdk;

namespace Hub.Core.Runs;

public enum RunState
{
    Queued,
    Running,
    Waiting,
    Succeeded,
    Partial,
    Failed,
    Cancelled,
    Interrupted,
}

public enum RunKind
{
    Import,
    Sync,
    Compute,
    Export,
    Restore,
    Undo,
    Reparse,
}

/// <summary>One execution, as it is kept in the vault and shown by the API.</summary>
public sealed record Run
{
    public required string Id { get; init; }

    public required RunKind Kind { get; init; }

    /// <summary>The plug-in at work, once it is known.</summary>
    public string? Plugin { get; init; }

    public string? Version { get; init; }

    /// <summary>The source that the records belong to; of the undo of a sync, the one that brought them.</summary>
    public string? Source { get; init; }

    public RunState State { get; init; } = RunState.Queued;

    public Outcome? Outcome { get; init; }

    /// <summary>What the plug-in or the hub says about this case; the sentence of the outcome stands in <see cref="Outcomes"/>.</summary>
    public Text? Detail { get; init; }

    public RunCounts Counts { get; init; } = new();

    /// <summary>Items before this ordinal are committed; a resumed run skips them.</summary>
    public long Committed { get; init; }

    public string? Cursor { get; init; }

    public RunProgress? Progress { get; init; }

    public RunQuestion? Question { get; init; }

    /// <summary>Answers that the person gave; <see cref="RunAnswers"/> opens them.</summary>
    public byte[]? SealedAnswers { get; init; }

    /// <summary>The file that it reads or made: its hash, and the name it came with.</summary>
    public string? File { get; init; }

    public string? FileName { get; init; }

    /// <summary>For the run of an archive or of several files: the runs of its parts.</summary>
    public IReadOnlyList<string> Parts { get; init; } = [];

    /// <summary>Set when nothing is to be written: the counts say what would happen.</summary>
    public bool DryRun { get; init; }

    /// <summary>For an undo: the run that it takes back.</summary>
    public string? Undoes { get; init; }

    /// <summary>For an undo: the file goes too, unless something else needs it.</summary>
    public bool DropsFile { get; init; }

    /// <summary>The run that took this one back.</summary>
    public string? UndoneBy { get; init; }

    /// <summary>What a dry run saw: types with their counts, spans and accounts.</summary>
    public RunPreview? Preview { get; init; }

    /// <summary>For a reparse: which files, and how. A look has what it would be applied with.</summary>
    public ReparseWish? Wish { get; init; }

    /// <summary>For a reparse: how today's reading differs from what is kept. Once it is applied, only what is missing.</summary>
    public RunDifferences? Differences { get; init; }

    /// <summary>Of a restore.</summary>
    public RestoreFacts? Restore { get; init; }

    /// <summary>Of the run of a live source.</summary>
    public SyncFacts? Sync { get; init; }

    public required string Actor { get; init; }

    public required DateTimeOffset Created { get; init; }

    public DateTimeOffset? Started { get; init; }

    public DateTimeOffset? Ended { get; init; }

    [JsonIgnore]
    public bool IsOver => State is RunState.Succeeded or RunState.Partial or RunState.Failed or RunState.Cancelled;

    /// <summary>Whether it goes on by itself: neither over nor waiting for an answer.</summary>
    [JsonIgnore]
    public bool IsMoving => !IsOver && State != RunState.Waiting;
}

/// <summary>Of an undo: withdrawn is what went, updated what is as it was before, withheld what was left because something changed it later, unchanged what was gone already.
/// created + updated + unchanged + withheld + rejected + withdrawn = read, always.</summary>
/// <param name="Owned">How many of the withheld belong to another source.</param>
/// <param name="NotAllowed">How many of the withheld are of a type that the person did not allow.</param>
/// <param name="OutsideSpan">How many of the withheld lie outside of the span that the person allowed.</param>
public sealed record RunCounts(long Read = 0, long Created = 0, long Updated = 0, long Unchanged = 0, long Withheld = 0, long Rejected = 0, long Owned = 0, long Withdrawn = 0, long NotAllowed = 0, long OutsideSpan = 0)
{
    public static RunCounts operator +(RunCounts left, RunCounts right) => new(
        left.Read + right.Read, left.Created + right.Created, left.Updated + right.Updated, left.Unchanged + right.Unchanged,
        left.Withheld + right.Withheld, left.Rejected + right.Rejected, left.Owned + right.Owned, left.Withdrawn + right.Withdrawn, left.NotAllowed + right.NotAllowed, left.OutsideSpan + right.OutsideSpan);

    /// <summary>How many of the withheld the person did not want from there.</summary>
    [JsonIgnore]
    public long LeftOut => NotAllowed + OutsideSpan;
}

public sealed record RunProgress(long Done, long? Total);

public sealed record RunQuestion(string Key, Text Question)
{
    /// <summary>What can be chosen; empty where the person types.</summary>
    public IReadOnlyList<Choice> Choices { get => field ?? []; init; } = [];
}

/// <summary>What the run of a live source knows beside its outcome, so that what happens next follows from it alone.</summary>
/// <param name="Edition">Of the settings that it ran with.</param>
/// <param name="Spread">From 0 to 1, by chance: when within its time the next one begins, so that not all sources ask at the stroke of an hour.</param>
public sealed record SyncFacts(int Edition, double Spread)
{
    /// <summary>How many runs before it failed in a row.</summary>
    public int FailedBefore { get; init; }

    /// <summary>How many of them, counted back from it, ended as <see cref="Alike"/> says.</summary>
    public int AlikeBefore { get; init; }

    public Outcome? Alike { get; init; }

    /// <summary>The run before it did not end well, so somebody may have been told of that.</summary>
    public bool AfterTrouble { get; init; }

    /// <summary>Not to be tried again before then, as the holder said.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>Where the source stood before it; null for a run from before that was kept.</summary>
    public SyncStart? Start { get; init; }

    /// <summary>When it asked what it waits for.</summary>
    public DateTimeOffset? Asked { get; init; }

    /// <summary>How often its time was up before it was done; it went on from its cursor each time.</summary>
    public int Slices { get; init; }
}

/// <param name="Cursor">Null where there was none yet.</param>
public sealed record SyncStart(string? Cursor);

public sealed record RunPreview(IReadOnlyList<PreviewedType> Types);

/// <summary>What a file holds of a type.</summary>
/// <param name="Accounts">What the records belong to (account, meter), at most ten.</param>
public sealed record PreviewedType(string Type, long Count, string? First, string? Last, IReadOnlyList<string> Accounts);
