using Hub.Accounts;
using Hub.Front;

namespace Hub.Vaults;

/// <summary>The vaults that this account opens.</summary>
internal static class VaultsApi
{
    public static void MapVaults(this IEndpointRouteBuilder app) => app.MapGet("/api/vaults", static context =>
    {
        var account = context.GetVisit().Account;
        VaultItem[] items = [.. account.Vaults.Select((id, index) => new VaultItem(id, IsOwn: index == 0))];
        return context.WriteJsonAsync(new VaultList(items), HubJson.Default.VaultList);
    }).Needs(Access.SignedIn);
}

/// <param name="IsOwn">The account's own, which a request without Hub-Vault works on.</param>
internal sealed record VaultItem(string Id, bool IsOwn);

internal sealed record VaultList(IReadOnlyList<VaultItem> Items);
