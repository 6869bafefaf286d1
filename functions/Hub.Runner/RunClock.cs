namespace Hub.Runner;

/// <summary>The hub's time: what it said at the start, and what has passed since.</summary>
internal sealed class RunClock(DateTimeOffset start) : TimeProvider
{
    private readonly long _begun = System.GetTimestamp();

    public override DateTimeOffset GetUtcNow() => start.ToUniversalTime() + System.GetElapsedTime(_begun);
}
