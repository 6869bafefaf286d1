namespace Storage.Tests;

/// <summary>The system's time, put forward when a test says so. Timers and durations go on as they are.</summary>
public sealed class AheadClock : TimeProvider
{
    private TimeSpan _ahead;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + _ahead;

    public void Advance(TimeSpan by) => _ahead += by;
}
