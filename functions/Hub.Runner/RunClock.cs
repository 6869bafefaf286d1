namespace Hub.Runner;

/// <summary>The hub's time: what it said at the start, and what has passed since; when a recording is told again, nothing has.</summary>
internal sealed class RunClock(DateTimeOffset start, bool stands) : TimeProvider
{
    private readonly long _begun = System.GetTimestamp();

    public override DateTimeOffset GetUtcNow() => start.ToUniversalTime() + (stands ? TimeSpan.Zero : System.GetElapsedTime(_begun));
}
