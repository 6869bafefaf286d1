using Hub.Accounts;
using Hub.Core.Accesses;
using Hub.Front;

namespace Hub.Vaults;

/// <summary>The vaults that this account opens; a program opens its account's own.</summary>
internal sealed class VaultsApi(AccessBook accesses)
{
    public async Task ListAsync(HttpContext context)
    {
        var visit = context.GetVisit();
        var own = visit.Account.Vaults.Select((id, index) => new VaultItem(id, IsOwn: index == 0, visit.Account.Name, "owner", null));
        var others = visit.IsSession ? await accesses.OpenedByAsync(visit.Account.Id) : [];
        await context.WriteJsonAsync(new VaultList([.. own, .. others.Select(vault => new VaultItem(vault.Id, IsOwn: false, vault.Whose, vault.Role == VaultRole.Keeper ? "keeper" : "reader", vault.Until))]), HubJson.Default.VaultList);
    }
}

internal static class VaultsRoutes
{
    public static void MapVaults(this IEndpointRouteBuilder app) => app.MapGet("/api/vaults", app.With<VaultsApi>((api, context) => api.ListAsync(context))).Needs(Access.SignedIn).In(VaultUse.Account);
}

/// <param name="IsOwn">The account's own, which a request without Hub-Vault works on.</param>
/// <param name="Whose">The name of the person whose it is.</param>
internal sealed record VaultItem(string Id, bool IsOwn, string Whose, string Role, DateTimeOffset? Until);

internal sealed record VaultList(IReadOnlyList<VaultItem> Items);
