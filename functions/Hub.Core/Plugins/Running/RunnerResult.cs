using Hub.Sdk;

namespace Hub.Core.Plugins.Running;

/// <summary>How a runner's process ended.</summary>
/// <param name="Outcome">The run's outcome.</param>
/// <param name="Detail">What happened in this case; the outcome's own sentence stands in <see cref="Runs.Outcomes"/>.</param>
/// <param name="Waiting">A question was asked: the run goes on when the person has answered.</param>
/// <param name="ExitCode">Where the process ended by itself; null where the hub ended it.</param>
/// <param name="PeakMemory">Resident, in bytes, as far as it was seen.</param>
/// <param name="Duration">From the run's begin to the end of its process.</param>
public sealed record RunnerResult(Outcome Outcome, Text? Detail, bool Waiting, int? ExitCode, long PeakMemory, TimeSpan Duration)
{
    /// <summary>What the system kept the process from doing.</summary>
    public Sandbox Sandbox { get; init; } = Sandbox.None;

    /// <summary>Its process was started ahead of it.</summary>
    public bool Warm { get; init; }
}
