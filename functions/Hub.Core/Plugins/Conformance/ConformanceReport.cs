namespace Hub.Core.Plugins.Conformance;

/// <summary>One thing that was looked at, and what is wrong with it.</summary>
/// <param name="Says">What was found, in a few words.</param>
/// <param name="Problems">Empty when it holds.</param>
public sealed record ConformanceCheck(string Name, string Says, IReadOnlyList<string> Problems)
{
    public bool Passed => Problems.Count == 0;

    /// <summary>Whether there was anything to look at.</summary>
    public bool Applies { get; init; } = true;
}

/// <summary>What the suite found of a plug-in, with the facts that its quality level is computed from.</summary>
public sealed record ConformanceReport(string Plugin, string Version, IReadOnlyList<ConformanceCheck> Checks, ConformanceFacts Facts)
{
    public bool Passed => Checks.All(check => check.Passed);
}

/// <summary>Counted while the suite ran.</summary>
/// <param name="Inputs">Recordings and samples.</param>
/// <param name="Resumes">How many times a run was begun again at a cursor in the middle.</param>
/// <param name="Rejects">Whether an input has an item that is set aside.</param>
/// <param name="Refusals">Whether a recording shows refused credentials.</param>
/// <param name="Probes">Whether a recording tries the settings.</param>
/// <param name="PeakMemory">Of the largest run, in bytes.</param>
/// <param name="Runs">How many processes were started.</param>
public sealed record ConformanceFacts(int Inputs, int Resumes, bool Rejects, bool Refusals, bool Probes, long PeakMemory, int Runs);
