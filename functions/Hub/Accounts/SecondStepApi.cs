using Hub.Core.Accounts;
using Hub.Front;
using Hub.Sdk;
using Hub.Vaults;

namespace Hub.Accounts;

/// <summary>Setting up the code of an app, and taking it away.</summary>
internal sealed class SecondStepApi(SecondStep secondStep)
{
    public static Text WrongCode { get; } = new(
        "This is not the code that the app shows now, or it was used already. Wait for the next one.",
        "Ce n'est pas le code que l'application affiche en ce moment, ou il a déjà servi. Attendez le suivant.");

    private static readonly Problem On = new(409, "code-set-up", new("It is set up already", "C'est déjà en place"), new(
        "Codes of an app are asked for already. Remove that first to set up another app.",
        "Les codes d'une application sont déjà demandés. Retirez-la d'abord pour en mettre une autre."));

    public async Task GetAsync(HttpContext context)
    {
        var since = await secondStep.FindSinceAsync(context.GetVisit().Account.Id);
        await context.WriteJsonAsync(new SecondStepAnswer(since is not null, since), HubJson.Default.SecondStepAnswer);
    }

    public async Task BeginAsync(HttpContext context)
    {
        var account = context.GetVisit().Account;
        var secret = await secondStep.BeginAsync(account.Id) ?? throw new ProblemException(On);
        await context.WriteJsonAsync(new SecondStepSecret(Totp.Write(secret), Totp.AddressOf(account.Name, secret)), HubJson.Default.SecondStepSecret, StatusCodes.Status201Created);
    }

    public async Task ConfirmAsync(HttpContext context)
    {
        var asked = await context.ReadJsonAsync(HubJson.Default.CodeRequest);
        if (!await secondStep.ConfirmAsync(context.GetVisit().Account.Id, asked.Code))
        {
            throw new ProblemException(Problems.BadValue("code", WrongCode));
        }

        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    public async Task RemoveAsync(HttpContext context)
    {
        await secondStep.RemoveAsync(context.GetVisit().Account.Id);
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }
}

/// <param name="On">Whether codes are asked for.</param>
internal sealed record SecondStepAnswer(bool On, DateTimeOffset? Since);

/// <param name="Secret">For the app, in base32; shown once.</param>
/// <param name="Address">The same as an app reads it from a picture.</param>
internal sealed record SecondStepSecret(string Secret, string Address);

internal sealed record CodeRequest(string? Code);

internal static class SecondStepRoutes
{
    public static void MapSecondStep(this IEndpointRouteBuilder app)
    {
        app.MapGet("/api/me/code", app.With<SecondStepApi>((api, context) => api.GetAsync(context))).Needs(Access.Session).In(VaultUse.Account);
        app.MapPost("/api/me/code", app.With<SecondStepApi>((api, context) => api.BeginAsync(context))).Needs(Access.FreshSession).In(VaultUse.Account);
        app.MapPut("/api/me/code", app.With<SecondStepApi>((api, context) => api.ConfirmAsync(context))).Needs(Access.FreshSession).In(VaultUse.Account);
        app.MapDelete("/api/me/code", app.With<SecondStepApi>((api, context) => api.RemoveAsync(context))).Needs(Access.FreshSession).In(VaultUse.Account);
    }
}
