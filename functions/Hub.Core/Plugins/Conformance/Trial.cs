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

    /// <summary>Each cursor with the number of records before it and what was stored then.</summary>
    public required IReadOnlyList<TrialCursor> Cursors { get; init; }

    public required IReadOnlyList<string> Insights { get; init; }

    public required IReadOnlyList<string> Violations { get; init; }

    public required IReadOnlyList<string> Unrecorded { get; init; }

    public HolderAccount? Account { get; init; }

    public string? Question { get; init; }

    public int Calls { get; init; }

    public int Saved { get; init; }
}

internal sealed record TrialCursor(string Cursor, int Saved, IReadOnlyDictionary<string, TrialRecord> Stored, string? Session);

/// <param name="Hash">Of its content.</param>
/// <param name="Identity">The fields that identify it, as JSON.</param>
internal sealed record TrialRecord(string Hash, string Subject, string Identity);
