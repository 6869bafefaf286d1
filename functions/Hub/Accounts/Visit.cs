using Hub.Core.Accounts;

namespace Hub.Accounts;

/// <summary>Who is behind a request, and what they may do.</summary>
/// <param name="Session">The session's id; null where a token signed in.</param>
/// <param name="SignedIn">When the person last proved who they are.</param>
/// <param name="Antiforgery">What forms of this session carry; null where a token signed in.</param>
public sealed record Visit(Account Account, Scopes Scopes, string Actor, string? Session, DateTimeOffset SignedIn, string? Antiforgery)
{
    public bool IsSession => Session is not null;

    public bool IsFresh(TimeProvider clock) => IsSession && clock.GetUtcNow() - SignedIn <= Sessions.FreshFor;
}

public static class VisitExtensions
{
    public static Visit? FindVisit(this HttpContext context) => context.Features.Get<Visit>();

    /// <summary>The visit of a request that the gate let in.</summary>
    public static Visit GetVisit(this HttpContext context) => context.FindVisit() ?? throw new InvalidOperationException("This route lets people in without sign-in, so there may be no visit.");
}
