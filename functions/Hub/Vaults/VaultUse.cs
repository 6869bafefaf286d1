namespace Hub.Vaults;

/// <summary>What a route does with the vault of the request, and so who may call it in a vault that is not their own. A route that says nothing looks where its method is safe, and keeps where it is not.</summary>
public enum VaultUse
{
    /// <summary>Readers too.</summary>
    Looks,

    /// <summary>Changes it, brings something in or takes all of it away, or asks about doing so; or shows what only its keepers are told: what was deleted, what sources are set to, the journal.</summary>
    Keeps,

    /// <summary>Erases it or gives access on: its owner only.</summary>
    Owns,

    /// <summary>It is about the caller's account, whichever vault is in view.</summary>
    Account,
}

public sealed record VaultRule(VaultUse Use);

public static class VaultUseExtensions
{
    public static TBuilder In<TBuilder>(this TBuilder route, VaultUse use)
        where TBuilder : IEndpointConventionBuilder => route.WithMetadata(new VaultRule(use));
}
