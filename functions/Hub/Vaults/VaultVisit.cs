using Hub.Core.Accesses;

namespace Hub.Vaults;

/// <summary>The vault that a request works on, and what its caller may do there.</summary>
/// <param name="Whose">The name of the person whose it is.</param>
/// <param name="Others">The vaults of others that the account opens; filled in where a page is asked for.</param>
public sealed record VaultVisit(string Id, VaultRole Role, string Whose, DateTimeOffset? Until, IReadOnlyList<OpenedVault> Others)
{
    public bool IsOwn => Role == VaultRole.Owner;
}

public static class VaultVisitExtensions
{
    public static VaultVisit? FindVaultVisit(this HttpContext context) => context.Features.Get<VaultVisit>();

    /// <summary>The vault of a request that the gate let in.</summary>
    public static VaultVisit GetVaultVisit(this HttpContext context) => context.FindVaultVisit() ?? throw new InvalidOperationException("This route lets people in without sign-in, so there may be no vault.");
}
