using System.Text.Json.Serialization;

namespace Holders;

/// <summary>What may go wrong at a holder. Each holder shows it in its own way.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<FaultKind>))]
public enum FaultKind
{
    LoginRefused,
    CodeAsked,
    CodeRefused,
    ConsentExpired,
    TooManyRequests,
    Unavailable,
    LayoutChanged,

    /// <summary>The session, access token or sync token that the connector holds is no longer known.</summary>
    TokenDies,
    PagesDuplicated,
    PagesReordered,
    ClockSkewed,
    Slow,

    /// <summary>The connection breaks in the middle of the reply.</summary>
    Reset,
}

/// <summary>One fault, and when it strikes.</summary>
/// <param name="Kind">What goes wrong.</param>
public sealed record Fault(FaultKind Kind)
{
    /// <summary>Only requests whose path holds this text.</summary>
    public string Path { get; init; } = "/";

    /// <summary>How many such requests are spared first.</summary>
    public int After { get; init; }

    /// <summary>How many are struck.</summary>
    public int Times { get; init; } = int.MaxValue;

    /// <summary>What a 429 or 503 says in Retry-After, in seconds; null for no such header.</summary>
    public int? RetryAfter { get; init; }

    /// <summary>How slow, or how far the clock is ahead.</summary>
    public TimeSpan By { get; init; } = TimeSpan.FromDays(1);
}
