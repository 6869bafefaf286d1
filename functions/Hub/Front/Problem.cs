using Hub.Sdk;

namespace Hub.Front;

/// <summary>An error as the API tells it (RFC 9457). <see cref="Name"/> is stable: programs may look at it.</summary>
/// <param name="Field">The field at fault, if one is.</param>
/// <param name="Detail">A sentence that says what to do.</param>
public sealed record Problem(int Status, string Name, Text Title, Text Detail, string? Field = null)
{
    public string Type => "urn:hub:problem:" + Name;

    /// <summary>Seconds after which to try again.</summary>
    public int? RetryAfter { get; init; }

    /// <summary>What is wrong field by field, where several may be: JSON pointer and sentence.</summary>
    public IReadOnlyList<(string Path, Text Message)> Errors { get; init; } = [];

    /// <summary>The outcome of a run that was tried, if one was.</summary>
    public string? Outcome { get; init; }
}

/// <summary>Ends a request with a problem. For what the caller did wrong, where passing a result up would hide the road.</summary>
public sealed class ProblemException(Problem problem) : Exception(problem.Name)
{
    public Problem Problem { get; } = problem;
}
