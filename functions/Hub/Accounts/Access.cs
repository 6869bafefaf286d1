namespace Hub.Accounts;

/// <summary>What a route asks of who calls it. A route that says nothing is refused.</summary>
public enum Access
{
    /// <summary>Nothing: no sign-in.</summary>
    Open,

    /// <summary>Any sign-in; what the answer shows is filtered by scopes.</summary>
    SignedIn,

    /// <summary>The scope to read the route's type, or any type where it names none.</summary>
    Read,

    /// <summary>The scope to write the route's type.</summary>
    Write,

    /// <summary>The scope <c>import</c>.</summary>
    Import,

    /// <summary>The scope <c>export</c>.</summary>
    Export,

    /// <summary>The person themself, not a token.</summary>
    Session,

    /// <summary>The person themself, who proved it a moment ago.</summary>
    FreshSession,

    /// <summary>The admin themself.</summary>
    AdminSession,

    /// <summary>The admin themself, who proved it a moment ago.</summary>
    FreshAdminSession,
}

public sealed record AccessRule(Access Access);

public static class AccessExtensions
{
    public static TBuilder Needs<TBuilder>(this TBuilder route, Access access)
        where TBuilder : IEndpointConventionBuilder => route.WithMetadata(new AccessRule(access));
}
