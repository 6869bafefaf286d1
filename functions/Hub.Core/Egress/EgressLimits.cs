namespace Hub.Core.Egress;

/// <summary>How much a call may take, and how often one may be made.</summary>
public sealed record EgressLimits
{
    public int MaxReplyBytes { get; init; } = 64 * 1024 * 1024;

    public int MaxHeaderKilobytes { get; init; } = 64;

    public int MaxRequestBytes { get; init; } = 4 * 1024 * 1024;

    /// <summary>How much larger a reply may be than what came over the wire, beyond <see cref="InflateFloor"/>.</summary>
    public int MaxInflateRatio { get; init; } = 100;

    public int InflateFloor { get; init; } = 1024 * 1024;

    public int MaxRedirects { get; init; } = 5;

    public int MaxCallsPerRun { get; init; } = 10_000;

    public int CallsPerSecondPerHost { get; init; } = 5;

    public int CallsAtOncePerHost { get; init; } = 4;

    public TimeSpan ConnectTime { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>From sending to the last byte of the reply.</summary>
    public TimeSpan CallTime { get; init; } = TimeSpan.FromSeconds(100);

    /// <summary>In each span of this length at least <see cref="PaceBytes"/> of a reply must come: a trickle is ended.</summary>
    public TimeSpan PaceTime { get; init; } = TimeSpan.FromSeconds(20);

    public int PaceBytes { get; init; } = 1024;

    /// <summary>A holder that asks for a break of at most this is waited for within the run.</summary>
    public TimeSpan ShortBreak { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>A longer break is not believed.</summary>
    public TimeSpan LongestBreak { get; init; } = TimeSpan.FromDays(1);
}
