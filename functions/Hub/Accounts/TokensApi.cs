using Hub.Core.Accounts;
using Hub.Front;
using Hub.Vaults;

namespace Hub.Accounts;

/// <summary>Tokens for programs; only the person themself makes and revokes them.</summary>
internal sealed class TokensApi(ApiTokens tokens)
{
    private const int LongestLabel = 64;
    private const int LongestLife = 3660;

    public async Task ListAsync(HttpContext context) =>
        await context.WriteJsonAsync(new TokenList([.. (await tokens.ListAsync(context.GetVisit().Account.Id)).Select(ItemOf)]), HubJson.Default.TokenList);

    public async Task AddAsync(HttpContext context)
    {
        var asked = await context.ReadJsonAsync(HubJson.Default.TokenRequest);
        var scopes = Scopes.TryParse(asked.Scopes ?? []) ?? throw QueryReading.Wrong("scopes",
            "Scopes are read:GLOB, write:GLOB, import, export and admin, for instance read:energy.*.",
            "Les portées sont read:GLOB, write:GLOB, import, export et admin, par exemple read:energy.*.");
        if (asked.Days is < 1 or > LongestLife)
        {
            throw QueryReading.Wrong("days", $"Give 1 to {LongestLife} days, or leave it out for a token without end.", $"Donnez de 1 à {LongestLife} jours, ou rien pour un jeton sans fin.");
        }

        var label = string.IsNullOrWhiteSpace(asked.Label) ? "token" : asked.Label.Trim();
        if (label.Length > LongestLabel || label.Any(char.IsControl))
        {
            throw QueryReading.Wrong("label", $"Give a label of at most {LongestLabel} characters.", $"Donnez un libellé d'au plus {LongestLabel} caractères.");
        }

        var (token, secret) = await tokens.AddAsync(context.GetVisit().Account, label, scopes, asked.Days is { } days ? TimeSpan.FromDays(days) : null);
        await context.WriteJsonAsync(new NewToken(token.Id, secret, token.Scopes, token.Expires), HubJson.Default.NewToken, StatusCodes.Status201Created);
    }

    public async Task RemoveAsync(HttpContext context)
    {
        if (!await tokens.RemoveAsync(context.GetVisit().Account.Id, (string)context.Request.RouteValues["id"]!))
        {
            throw new ProblemException(Problems.NotFound);
        }

        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private static TokenItem ItemOf(ApiToken token) => new(token.Id, token.Label, token.Scopes, token.Created, token.Expires, token.LastUsed);
}

internal sealed record TokenRequest(string? Label, IReadOnlyList<string>? Scopes, int? Days);

/// <param name="Token">Shown once and never again.</param>
internal sealed record NewToken(string Id, string Token, IReadOnlyList<string> Scopes, DateTimeOffset? Expires);

internal sealed record TokenItem(string Id, string Label, IReadOnlyList<string> Scopes, DateTimeOffset Created, DateTimeOffset? Expires, DateTimeOffset? LastUsed);

internal sealed record TokenList(IReadOnlyList<TokenItem> Items);

internal static class TokensRoutes
{
    public static void MapTokens(this IEndpointRouteBuilder app)
    {
        app.MapGet("/api/tokens", app.With<TokensApi>((api, context) => api.ListAsync(context))).Needs(Access.Session).In(VaultUse.Account);
        app.MapPost("/api/tokens", app.With<TokensApi>((api, context) => api.AddAsync(context))).Needs(Access.FreshSession).In(VaultUse.Account);
        app.MapDelete("/api/tokens/{id}", app.With<TokensApi>((api, context) => api.RemoveAsync(context))).Needs(Access.Session).In(VaultUse.Account);
    }
}
