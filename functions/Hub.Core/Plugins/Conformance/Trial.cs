using Hub.Sdk;

namespace Hub.Core.Plugins.Conformance;

/// <summary>What one run of a plug-in did.</summary>
internal sealed class Trial
{
    public required Outcome Outcome { get; init; }

    public Text? Detail { get; init; }

    public bool Waiting { get; init; }

    public long PeakMemory { get; init; }

    /// <summary>Everything that the plug-in said and asked, in its order: two runs over the same are the same.</summary>
    public required IReadOnlyList<string> Story { get; init; }

    /// <summary>By type and id, what is stored in the end.</summary>
    public required IReadOnlyDictionary<string, TrialRecord> Stored { get; init; }

    /// <summary>The reasons of what was set aside.</summary>
    public required IReadOnlyList<string> Rejected { get; init; }

    /// <summary>Each thing that a hub commits, in its order.</summary>
    public required IReadOnlyList<TrialStep> Steps { get; init; }

    /// <summary>The last cursor that was declared.</summary>
    public string? Cursor { get; init; }

    /// <summary>The last session that was kept.</summary>
    public string? Session { get; init; }

    /// <summary>Whether it asked what is stored.</summary>
    public bool Looked { get; init; }

    /// <summary>How many records it withdrew, or saved otherwise than they were stored at that moment, which a hub counts as created and updated.</summary>
    public int Changes { get; init; }

    public required IReadOnlyList<string> Insights { get; init; }

    public required IReadOnlyList<string> Violations { get; init; }

    public required IReadOnlyList<string> Unrecorded { get; init; }

    public HolderAccount? Account { get; init; }

    public TrialQuestion? Question { get; init; }

    public int Calls { get; init; }
}

/// <summary>A record, an item that is set aside, or a cursor.</summary>
/// <param name="Cursor">Null when it is none.</param>
/// <param name="Session">What was kept for a later run until then.</param>
internal readonly record struct TrialStep(string? Cursor, string? Session);

internal sealed record TrialQuestion(string Key, Text Asked, IReadOnlyList<Choice> Choices);

/// <param name="Hash">Of its content.</param>
/// <param name="Identity">The fields that identify it, as JSON.</param>
internal sealed record TrialRecord(string Hash, string Subject, string Identity);
