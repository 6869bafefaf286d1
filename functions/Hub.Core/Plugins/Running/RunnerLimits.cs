using Hub.Wire;

namespace Hub.Core.Plugins.Running;

/// <summary>What one run may use.</summary>
public sealed record RunnerLimits
{
    private const long MB = 1024 * 1024;

    /// <summary>Resident memory of the process, native and managed.</summary>
    public long Memory { get; init; } = 512 * MB;

    public TimeSpan Time { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>Records and rejected items together.</summary>
    public long MaxRecords { get; init; } = 10_000_000;

    public long MaxOutputBytes { get; init; } = 16_384 * MB;

    /// <summary>Lines of the technical log; what comes after is dropped and the run goes on.</summary>
    public int MaxLogLines { get; init; } = Protocol.MaxLogLines;

    /// <summary>Below the resident limit by what the runtime itself needs, so that a plug-in that asks for too much is refused before it is killed.</summary>
    internal long ManagedHeap => Math.Max(Memory - (64 * MB), 32 * MB);
}
