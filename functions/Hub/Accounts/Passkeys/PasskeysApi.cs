using System.Text.Json;
using Hub.Core.Accounts;
using Hub.Front;
using Hub.Vaults;

namespace Hub.Accounts;

/// <summary>The person's passkeys, and signing in with one.</summary>
internal sealed class PasskeysApi(Passkeys passkeys, PasskeyCeremonies ceremonies, PasskeyPlace place, Door door)
{
    public async Task ListAsync(HttpContext context)
    {
        var list = await passkeys.ListAsync(context.GetVisit().Account.Id);
        await context.WriteJsonAsync(new PasskeyList([.. list.Select(ItemOf)], place.FindObstacle(context)?.In(Languages.Of(context))), HubJson.Default.PasskeyList);
    }

    public async Task AskForNewAsync(HttpContext context) => await context.WriteJsonAsync(await ceremonies.AskForNewAsync(context), HubJson.Default.PasskeyAsked);

    public async Task AddAsync(HttpContext context)
    {
        var made = await context.ReadJsonAsync(HubJson.Default.NewPasskey);
        var name = NameOf(made.Name) ?? throw new ProblemException(PasskeyProblems.WrongName);
        await context.WriteJsonAsync(ItemOf(await ceremonies.AddAsync(context, made.Ticket, made.Credential, name)), HubJson.Default.PasskeyItem, StatusCodes.Status201Created);
    }

    public async Task RemoveAsync(HttpContext context)
    {
        await RemoveAsync(context, (string)context.Request.RouteValues["id"]!);
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    public async ValueTask RemoveAsync(HttpContext context, string id)
    {
        switch (await passkeys.RemoveAsync(context.GetVisit().Account.Id, id))
        {
            case PasskeyRemoval.NotThere:
                throw new ProblemException(Problems.NotFound);
            case PasskeyRemoval.LastWayIn:
                throw new ProblemException(PasskeyProblems.LastWayIn);
        }
    }

    public async Task AskForOneAsync(HttpContext context) => await context.WriteJsonAsync(await ceremonies.AskForOneAsync(context), HubJson.Default.PasskeyAsked);

    public async Task SignInAsync(HttpContext context)
    {
        var proof = await context.ReadJsonAsync(HubJson.Default.PasskeyProof);
        var account = await ceremonies.FindAccountAsync(context, proof.Ticket, proof.Credential) ?? throw new ProblemException(PasskeyProblems.Refused);
        var secret = await door.EnterAsync(context, account);
        await context.WriteJsonAsync(new SessionAnswer(account.Name, account.Admin, account.Language, account.Vaults, Antiforgery.TokenOf(secret)), HubJson.Default.SessionAnswer, StatusCodes.Status201Created);
    }

    /// <summary>The name without white space around it, or null when it is none.</summary>
    public static string? NameOf(string? typed) => typed?.Trim() is { Length: > 0 and <= Passkeys.LongestName } name && !name.Any(char.IsControl) ? name : null;

    private static PasskeyItem ItemOf(Passkey passkey) => new(passkey.Id, passkey.Name, passkey.Created, passkey.LastUsed, passkey.BackedUp);
}

/// <param name="Credential">What navigator.credentials gave, as JSON.</param>
internal sealed record NewPasskey(string? Ticket, JsonElement Credential, string? Name);

/// <param name="Credential">What navigator.credentials gave, as JSON.</param>
internal sealed record PasskeyProof(string? Ticket, JsonElement Credential);

internal sealed record PasskeyItem(string Id, string Name, DateTimeOffset Created, DateTimeOffset? LastUsed, bool BackedUp);

/// <param name="Missing">Why no passkey can be made or used at this address, if so.</param>
internal sealed record PasskeyList(IReadOnlyList<PasskeyItem> Items, string? Missing);

internal static class PasskeysRoutes
{
    public static void MapPasskeys(this IEndpointRouteBuilder app)
    {
        app.MapGet("/api/passkeys", app.With<PasskeysApi>((api, context) => api.ListAsync(context))).Needs(Access.Session).In(VaultUse.Account);
        app.MapPost("/api/passkeys/options", app.With<PasskeysApi>((api, context) => api.AskForNewAsync(context))).Needs(Access.FreshSession).In(VaultUse.Account);
        app.MapPost("/api/passkeys", app.With<PasskeysApi>((api, context) => api.AddAsync(context))).Needs(Access.FreshSession).In(VaultUse.Account);
        app.MapDelete("/api/passkeys/{id}", app.With<PasskeysApi>((api, context) => api.RemoveAsync(context))).Needs(Access.FreshSession).In(VaultUse.Account);
        app.MapPost("/api/sessions/passkey/options", app.With<PasskeysApi>((api, context) => api.AskForOneAsync(context))).Needs(Access.Open);
        app.MapPost("/api/sessions/passkey", app.With<PasskeysApi>((api, context) => api.SignInAsync(context))).Needs(Access.Open);
    }
}
