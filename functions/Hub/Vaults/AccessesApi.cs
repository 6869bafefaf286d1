using Hub.Accounts;
using Hub.Core.Accesses;
using Hub.Core.Accounts;
using Hub.Front;
using Hub.Sdk;

namespace Hub.Vaults;

/// <summary>Who else may open a vault: its owner says so.</summary>
internal sealed class AccessesApi(AccessBook book, AccessGiving giving)
{
    public async Task ListAsync(HttpContext context) =>
        await context.WriteJsonAsync(new AccessList([.. (await book.OfVaultAsync(VaultDoor.IdOf(context))).Select(ItemOf)]), HubJson.Default.AccessList);

    public async Task GiveAsync(HttpContext context)
    {
        var asked = await context.ReadJsonAsync(HubJson.Default.AccessRequest);
        var role = asked.Role switch { "reader" => VaultRole.Reader, "keeper" => VaultRole.Keeper, _ => VaultRole.Owner };
        var outcome = await giving.GiveAsync(VaultDoor.IdOf(context), asked.Account, role, asked.From, asked.Until, context.GetVisit().Actor);
        if (FindRefusal(outcome) is var (field, message))
        {
            throw new ProblemException(Problems.BadValue(field, message));
        }

        var given = await book.FindAsync(VaultDoor.IdOf(context), AccountName.Fold(asked.Account)!) ?? throw new ProblemException(Problems.Conflict);
        await context.WriteJsonAsync(ItemOf(given), HubJson.Default.AccessItem, StatusCodes.Status201Created);
    }

    public async Task EndAsync(HttpContext context)
    {
        var account = AccountName.Fold((string)context.Request.RouteValues["account"]!);
        context.Response.StatusCode = account is not null && await giving.EndAsync(VaultDoor.IdOf(context), account, context.GetVisit().Actor)
            ? StatusCodes.Status204NoContent : throw new ProblemException(Problems.NotFound);
    }

    public async Task MakeChildAsync(HttpContext context)
    {
        var asked = await context.ReadJsonAsync(HubJson.Default.ChildVaultRequest);
        if (AccountName.Fold(asked.Name) is null)
        {
            throw new ProblemException(SessionsApi.ProblemOf(WelcomeOutcome.NotAName));
        }

        string[] keepers = [.. (asked.Keepers ?? []).Select(keeper => AccountName.Fold(keeper) ?? "").Distinct(StringComparer.Ordinal)];
        if (keepers.Length is 0 or > AccessGiving.MostKeepers)
        {
            throw QueryReading.Wrong("keepers", "Name one or two accounts that keep the vault.", "Nommez un ou deux comptes qui tiennent le coffre.");
        }

        var (child, outcome) = await giving.MakeChildAsync(asked.Name!, keepers, context.GetVisit().Actor);
        await context.WriteJsonAsync(new NewVault((child ?? throw new ProblemException(Problems.BadValue("keepers", FindRefusal(outcome)!.Value.Message))).Id, child.Name), HubJson.Default.NewVault, StatusCodes.Status201Created);
    }

    /// <summary>Which field is wrong, and why; null when the access was given.</summary>
    public static (string Field, Text Message)? FindRefusal(GivingOutcome outcome) => outcome switch
    {
        GivingOutcome.NoSuchAccount => ("account", new Text("There is no account of that name in this hub. Its administrator can add one.", "Il n'y a pas de compte de ce nom dans ce hub. Son administrateur peut en ajouter un.")),
        GivingOutcome.IsOwner => ("account", new Text("It is their own vault.", "C'est son propre coffre.")),
        GivingOutcome.WrongTime => ("until", new Text("The access must end after it begins, and after now.", "L'accès doit finir après son début, et après maintenant.")),
        GivingOutcome.WrongRole => ("role", new Text("Choose reader or keeper.", "Choisissez lecteur ou gardien.")),
        _ => null,
    };

    public static AccessItem ItemOf(VaultAccess access) => new(access.Account, access.Role == VaultRole.Keeper ? "keeper" : "reader", access.From, access.Until, access.GivenBy, access.At);
}

internal sealed record AccessRequest(string? Account, string? Role, DateTimeOffset? From, DateTimeOffset? Until);

internal sealed record AccessItem(string Account, string Role, DateTimeOffset From, DateTimeOffset? Until, string GivenBy, DateTimeOffset At);

internal sealed record AccessList(IReadOnlyList<AccessItem> Items);

internal sealed record ChildVaultRequest(string? Name, IReadOnlyList<string>? Keepers);

internal sealed record NewVault(string Id, string Name);

internal static class AccessesRoutes
{
    public static void MapAccesses(this IEndpointRouteBuilder app)
    {
        app.MapGet("/api/accesses", app.With<AccessesApi>((api, context) => api.ListAsync(context))).Needs(Access.Session).In(VaultUse.Keeps);
        app.MapPost("/api/accesses", app.With<AccessesApi>((api, context) => api.GiveAsync(context))).Needs(Access.FreshSession).In(VaultUse.Owns);
        app.MapDelete("/api/accesses/{account}", app.With<AccessesApi>((api, context) => api.EndAsync(context))).Needs(Access.Session).In(VaultUse.Owns);
        app.MapPost("/api/vaults", app.With<AccessesApi>((api, context) => api.MakeChildAsync(context))).Needs(Access.FreshAdminSession).In(VaultUse.Account);
    }
}
