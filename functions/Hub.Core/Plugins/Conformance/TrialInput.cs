using Hub.Core.Plugins.Running;
using Hub.Sdk.Testing;
using Hub.Wire;

namespace Hub.Core.Plugins.Conformance;

/// <summary>What one trial begins with: a recording, a sample file, or records to compute on.</summary>
internal sealed record TrialInput(string Name, RunMode Mode, ExpectedRun Expected)
{
    public RunRecording? Recording { get; init; }

    public byte[]? File { get; init; }

    /// <summary>Answers what an application reads.</summary>
    public IRunHandler? Vault { get; init; }

    /// <summary>Speaks to the real holder instead of a recording.</summary>
    public Recorder? Live { get; init; }

    public TrialFault? Fault { get; init; }

    /// <summary>From which call on it happens, from 1: what goes wrong at a holder does not pass with one call.</summary>
    public int FaultAt { get; init; }

    /// <summary>After how many steps the process is killed; 0 for never.</summary>
    public int KillAt { get; init; }

    /// <summary>How many items of a file are committed already: they are not taken again.</summary>
    public int Committed { get; init; }

    public string? Cursor { get; init; }

    public string? Session { get; init; }

    public bool IsFile => File is not null && Mode == RunMode.Import;

    public Stream OpenFile() => new MemoryStream(File ?? [], writable: false);
}
