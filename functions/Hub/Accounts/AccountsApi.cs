using Hub.Core.Accounts;
using Hub.Front;
using Hub.Vaults;

namespace Hub.Accounts;

/// <summary>The accounts of the hub, for its admin, who sees names and opens no vault.</summary>
internal sealed class AccountsApi(AccountBook accounts, OneTimeCodes codes, Closing closing, PublicAddress address)
{
    public async Task ListAsync(HttpContext context) =>
        await context.WriteJsonAsync(new AccountList([.. (await accounts.ListAsync()).Select(account => new AccountItem(account.Name, account.Admin, account.Created, account.Closed))]), HubJson.Default.AccountList);

    public async Task AddAsync(HttpContext context)
    {
        var asked = await context.ReadJsonAsync(HubJson.Default.AccountRequest);
        if (AccountName.Fold(asked.Name) is null)
        {
            throw new ProblemException(SessionsApi.ProblemOf(WelcomeOutcome.NotAName));
        }

        var account = await accounts.AddAsync(asked.Name!, asked.Admin ?? false) ?? throw new ProblemException(SessionsApi.ProblemOf(WelcomeOutcome.NameTaken));
        await context.WriteJsonAsync(new NewAccount(account.Name, $"{address.Root}/welcome#{await codes.NewAsync(account.Id)}"), HubJson.Default.NewAccount, StatusCodes.Status201Created);
    }

    public async Task CloseAsync(HttpContext context)
    {
        var account = await accounts.FindAsync((string)context.Request.RouteValues["name"]!);
        if (account is not { Closed: null })
        {
            throw new ProblemException(Problems.NotFound);
        }

        if (await closing.IsLastAdminAsync(account))
        {
            throw new ProblemException(Problems.LastAdmin);
        }

        await closing.CloseAsync(account);
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }
}

internal sealed record AccountRequest(string? Name, bool? Admin);

/// <param name="Link">A one-time link, good for an hour.</param>
internal sealed record NewAccount(string Name, string Link);

internal sealed record AccountItem(string Name, bool Admin, DateTimeOffset Created, DateTimeOffset? Closed);

internal sealed record AccountList(IReadOnlyList<AccountItem> Items);

internal static class AccountsRoutes
{
    public static void MapAccounts(this IEndpointRouteBuilder app)
    {
        app.MapGet("/api/accounts", app.With<AccountsApi>((api, context) => api.ListAsync(context))).Needs(Access.AdminSession).In(VaultUse.Account);
        app.MapPost("/api/accounts", app.With<AccountsApi>((api, context) => api.AddAsync(context))).Needs(Access.FreshAdminSession).In(VaultUse.Account);
        app.MapDelete("/api/accounts/{name}", app.With<AccountsApi>((api, context) => api.CloseAsync(context))).Needs(Access.FreshAdminSession).In(VaultUse.Account);
    }
}
