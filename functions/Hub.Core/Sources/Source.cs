using System.Text.Json;
using Hub.Core.Runs;
using Hub.Sdk;

namespace Hub.Core.Sources;

/// <summary>
/// One person's set-up of a connector: what the person decided, and nothing that runs learn. Only the person's acts write it and only runs write
/// <see cref="SourceState"/>, so neither overwrites the other on a store that has no transactions over both.
/// </summary>
public sealed record Source
{
    /// <summary>The plug-in's id and eight hexadecimal digits; the records' provenance names it.</summary>
    public required string Id { get; init; }

    public required string Plugin { get; init; }

    /// <summary>What the person calls it, or null for the account's label.</summary>
    public string? Label { get; init; }

    /// <summary>A JSON object without the secrets.</summary>
    public required JsonElement Settings { get; init; }

    /// <summary>Sealed, by name.</summary>
    public byte[]? Secrets { get; init; }

    /// <summary>Whose account it is, where the connector can tell: its settings were tried, or a run that was signed in said so.</summary>
    public HolderAccount? Account { get; init; }

    /// <summary>What the person allows it; null for a source that was set up before this was asked, which may bring all that its plug-in asks for.</summary>
    public Allowance? Allow { get; init; }

    /// <summary>ISO 8601 duration between runs; null for the plug-in's own.</summary>
    public string? Schedule { get; init; }

    public bool Paused { get; init; }

    /// <summary>Rises when the person changes the settings, or what may be brought: what failed with earlier ones counts no more.</summary>
    public int Edition { get; init; } = 1;

    /// <summary>Rises when a secret changes: a session that was opened with another is not used again.</summary>
    public int SecretsEdition { get; init; } = 1;

    public required DateTimeOffset Created { get; init; }
}

/// <summary>Where a source stands at its holder. Written by its runs, the cursor in one batch with the records before it.</summary>
/// <param name="Session">Sealed: see <see cref="HolderSession"/>.</param>
/// <param name="SecretsEdition">Of the secrets that the session was opened with.</param>
/// <param name="Back">It was sent back by an undo, and has not caught up since.</param>
public sealed record SourceState(string? Cursor = null, byte[]? Session = null, int SecretsEdition = 0, SentBack? Back = null)
{
    /// <summary>
    /// As it stood before that run, so that the next one fetches again what is taken back. Nobody but its connector can compare two cursors: while it has not caught up
    /// it goes no further forward than an earlier undo sent it.
    /// </summary>
    public SourceState SendBack(string run, SyncStart start)
    {
        var back = Back is { } known && string.CompareOrdinal(known.Run, run) < 0 ? known : new SentBack(run, start.Cursor);
        return this with { Cursor = back.Cursor, Back = back };
    }
}

/// <param name="Run">The earliest run that was undone since the source last caught up.</param>
/// <param name="Cursor">Where the source stood before it.</param>
public sealed record SentBack(string Run, string? Cursor);

/// <summary>What lets a later run go on at the holder without signing in anew.</summary>
/// <param name="Text">What the plug-in keeps.</param>
/// <param name="Cookies">What the broker keeps beside it.</param>
public sealed record HolderSession(string? Text = null, byte[]? Cookies = null)
{
    public bool IsEmpty => Text is null && Cookies is null;
}

/// <summary>The runs of a source, newest first. The newest is the one at work, as long as it is not over: a source has one at a time.</summary>
public sealed record SourceRuns(IReadOnlyList<string> Ids);
