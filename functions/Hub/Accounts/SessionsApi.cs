using Hub.Core.Accounts;
using Hub.Front;
using Hub.Sdk;
using Hub.Vaults;

namespace Hub.Accounts;

/// <summary>Signing in and out, the other end of one-time links, and where else the person is signed in.</summary>
internal sealed class SessionsApi(Door door, AccountBook accounts, Sessions sessions, Confirming confirming)
{
    public async Task WelcomeAsync(HttpContext context)
    {
        var asked = await context.ReadJsonAsync(HubJson.Default.WelcomeRequest);
        var welcomed = await door.WelcomeAsync(context, asked.Code, asked.Name, asked.Passphrase);
        if (welcomed.Account is not { } account)
        {
            throw new ProblemException(ProblemOf(welcomed.Outcome));
        }

        await context.WriteJsonAsync(new WelcomeAnswer(account.Name, welcomed.RecoveryCodes!), HubJson.Default.WelcomeAnswer, StatusCodes.Status201Created);
    }

    public async Task SignInAsync(HttpContext context)
    {
        var asked = await context.ReadJsonAsync(HubJson.Default.SignInRequest);
        var secret = await door.SignInAsync(context, asked.Name, asked.Passphrase, asked.RecoveryCode, asked.Code);
        var account = (await accounts.FindAsync(asked.Name))!;
        await context.WriteJsonAsync(new SessionAnswer(account.Name, account.Admin, account.Language, account.Vaults, Antiforgery.TokenOf(secret)), HubJson.Default.SessionAnswer, StatusCodes.Status201Created);
    }

    public static Task GetAsync(HttpContext context)
    {
        var visit = context.GetVisit();
        var account = visit.Account;
        return context.WriteJsonAsync(new SessionAnswer(account.Name, account.Admin, account.Language, account.Vaults, visit.Antiforgery!), HubJson.Default.SessionAnswer);
    }

    public async Task ConfirmAsync(HttpContext context)
    {
        var asked = await context.ReadJsonAsync(HubJson.Default.ConfirmRequest);
        if (asked.Passkey is { } proof)
        {
            context.Response.StatusCode = await confirming.ConfirmAsync(context, proof) ? StatusCodes.Status204NoContent : throw new ProblemException(PasskeyProblems.Refused);
            return;
        }

        var outcome = await confirming.ConfirmAsync(context, asked.Passphrase, asked.Code);
        if (outcome != SignInOutcome.SignedIn)
        {
            throw new ProblemException(Door.ProblemOf(outcome));
        }

        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    public async Task SignOutAsync(HttpContext context)
    {
        await door.SignOutAsync(context);
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    public async Task ListAsync(HttpContext context)
    {
        var visit = context.GetVisit();
        var list = await sessions.ListAsync(visit.Account.Id);
        await context.WriteJsonAsync(new SessionList([.. list.Select(found => ItemOf(found.Id, found.Session, visit))]), HubJson.Default.SessionList);
    }

    public async Task EndAsync(HttpContext context)
    {
        if (!await door.EndAsync(context, (string)context.Request.RouteValues["id"]!))
        {
            throw new ProblemException(Problems.NotFound);
        }

        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    public async Task EndOthersAsync(HttpContext context)
    {
        await door.EndOthersAsync(context);
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private static SessionItem ItemOf(string id, Session session, Visit visit) => new(id, id == visit.Session, session.Browser, session.System, session.Created, session.Seen, session.SignedIn);

    public static Problem ProblemOf(WelcomeOutcome outcome) => outcome switch
    {
        WelcomeOutcome.NotAName => Problems.BadValue("name", new Text(
            "Choose a name of 1 to 64 letters, digits, spaces and . - _ ' @.",
            "Choisissez un nom de 1 à 64 lettres, chiffres, espaces et . - _ ' @.")),
        WelcomeOutcome.NameTaken => Problems.Taken("name", new Text(
            "Somebody has that name here. Choose another.",
            "Quelqu'un porte déjà ce nom ici. Choisissez-en un autre.")),
        WelcomeOutcome.PassphraseTooShort => PassphraseTooShort,
        _ => CodeSpent,
    };

    public static Problem PassphraseTooShort { get; } = Problems.BadValue("passphrase", new Text(
        $"Choose a passphrase of at least {SignIn.ShortestPassphrase} characters; a few words are easy to remember.",
        $"Choisissez une phrase secrète d'au moins {SignIn.ShortestPassphrase} caractères\u00a0; quelques mots sont faciles à retenir."));

    private static Problem CodeSpent { get; } = Problems.BadValue("code", new Text(
        "This link was used already, or is older than an hour. The first link is printed anew when the hub starts; other links come from who runs the hub.",
        "Ce lien a déjà servi, ou date de plus d'une heure. Le premier lien est affiché à chaque démarrage du hub\u00a0; les autres viennent de la personne qui gère le hub."));
}

internal sealed record WelcomeRequest(string? Code, string? Name, string? Passphrase);

internal sealed record WelcomeAnswer(string Account, IReadOnlyList<string> RecoveryCodes);

internal sealed record SignInRequest(string? Name, string? Passphrase, string? RecoveryCode, string? Code);

/// <param name="Code">Of the account's app, where it asks for one.</param>
/// <param name="Passkey">In the place of both.</param>
internal sealed record ConfirmRequest(string? Passphrase, string? Code, PasskeyProof? Passkey);

internal sealed record SessionAnswer(string Account, bool Admin, string? Language, IReadOnlyList<string> Vaults, string Antiforgery);

/// <param name="Seen">To the hour.</param>
/// <param name="SignedIn">When the person last proved who they are.</param>
internal sealed record SessionItem(string Id, bool Current, string? Browser, string? System, DateTimeOffset Created, DateTimeOffset Seen, DateTimeOffset SignedIn);

internal sealed record SessionList(IReadOnlyList<SessionItem> Items);

internal static class SessionsRoutes
{
    public static void MapSessions(this IEndpointRouteBuilder app)
    {
        app.MapPost("/api/welcome", app.With<SessionsApi>((api, context) => api.WelcomeAsync(context))).Needs(Access.Open);
        app.MapPost("/api/sessions", app.With<SessionsApi>((api, context) => api.SignInAsync(context))).Needs(Access.Open);
        app.MapGet("/api/sessions", app.With<SessionsApi>((api, context) => api.ListAsync(context))).Needs(Access.Session).In(VaultUse.Account);
        app.MapDelete("/api/sessions", app.With<SessionsApi>((api, context) => api.EndOthersAsync(context))).Needs(Access.Session).In(VaultUse.Account);
        app.MapDelete("/api/sessions/{id}", app.With<SessionsApi>((api, context) => api.EndAsync(context))).Needs(Access.Session).In(VaultUse.Account);
        app.MapGet("/api/sessions/current", SessionsApi.GetAsync).Needs(Access.Session).In(VaultUse.Account);
        app.MapPost("/api/sessions/current/confirm", app.With<SessionsApi>((api, context) => api.ConfirmAsync(context))).Needs(Access.Session).In(VaultUse.Account);
        app.MapDelete("/api/sessions/current", app.With<SessionsApi>((api, context) => api.SignOutAsync(context))).Needs(Access.Session).In(VaultUse.Account);
    }
}
