using Hub.Core.Accounts;
using Hub.Front;
using Hub.Vaults;

namespace Hub.Accounts;

/// <summary>The person's own account: language, passphrase, recovery codes, erasure.</summary>
internal sealed class MeApi(AccountBook accounts, Door door, SignIn signIn, Closing closing, PublicAddress address)
{
    public async Task ChangeAsync(HttpContext context)
    {
        var asked = await context.ReadJsonAsync(HubJson.Default.MeRequest);
        if (asked.Language is not ("en" or "fr"))
        {
            throw QueryReading.Wrong("language", "Give en or fr.", "Donnez en ou fr.");
        }

        await accounts.ChangeAsync(context.GetVisit().Account.Id, account => account with { Language = asked.Language });
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    public async Task ChangePassphraseAsync(HttpContext context)
    {
        var asked = await context.ReadJsonAsync(HubJson.Default.PassphraseRequest);
        if (!SignIn.IsLongEnough(asked.Passphrase))
        {
            throw new ProblemException(SessionsApi.PassphraseTooShort);
        }

        await door.ChangePassphraseAsync(context, asked.Passphrase!);
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    public async Task NewRecoveryCodesAsync(HttpContext context) =>
        await context.WriteJsonAsync(new RecoveryCodes(await signIn.NewRecoveryCodesAsync(context.GetVisit().Account.Id)), HubJson.Default.RecoveryCodes, StatusCodes.Status201Created);

    public async Task EraseAsync(HttpContext context)
    {
        var asked = await context.ReadJsonAsync(HubJson.Default.EraseRequest);
        var account = context.GetVisit().Account;
        if (AccountName.Fold(asked.Confirm) != account.Id)
        {
            throw QueryReading.Wrong("confirm", "Type the account's name to confirm: everything in its vault will be gone.", "Tapez le nom du compte pour confirmer\u00a0: tout ce que contient son coffre disparaîtra.");
        }

        var receipt = await closing.EraseAsync(account);
        SessionCookie.Clear(context, address);
        await context.WriteJsonAsync(receipt, HubJson.Default.Receipt);
    }
}

internal sealed record MeRequest(string? Language);

internal sealed record PassphraseRequest(string? Passphrase);

internal sealed record RecoveryCodes(IReadOnlyList<string> Codes);

internal sealed record EraseRequest(string? Confirm);

internal static class MeRoutes
{
    public static void MapMe(this IEndpointRouteBuilder app)
    {
        app.MapPatch("/api/me", app.With<MeApi>((api, context) => api.ChangeAsync(context))).Needs(Access.Session).In(VaultUse.Account);
        app.MapPut("/api/me/passphrase", app.With<MeApi>((api, context) => api.ChangePassphraseAsync(context))).Needs(Access.FreshSession).In(VaultUse.Account);
        app.MapPost("/api/me/recovery-codes", app.With<MeApi>((api, context) => api.NewRecoveryCodesAsync(context))).Needs(Access.FreshSession).In(VaultUse.Account);
        app.MapDelete("/api/me", app.With<MeApi>((api, context) => api.EraseAsync(context))).Needs(Access.FreshSession).In(VaultUse.Owns);
    }
}
