using Hub.Accounts;
using Hub.Core.Grants;
using Hub.Core.Plugins;
using Hub.Front;
using Hub.Vaults;

namespace Hub.Grants;

/// <summary>What applications may read, for what purpose, until when.</summary>
internal sealed class GrantsApi(VaultDoor door, PluginCatalogue plugins, Consent consent, TimeProvider clock)
{
    private const int LongestPurpose = 500;

    public async Task ListAsync(HttpContext context)
    {
        await using var vault = await door.OpenAsync(context);
        await context.WriteJsonAsync(new GrantList(await vault.Store.GrantsAsync()), HubJson.Default.GrantList);
    }

    public async Task GiveAsync(HttpContext context)
    {
        var asked = await context.ReadJsonAsync(HubJson.Default.GrantRequest);
        if (plugins.Find(asked.Plugin ?? "") is not { Manifest.Kind: PluginKind.Application } plugin)
        {
            throw QueryReading.Wrong("plugin", "There is no application of that id. GET /api/plugins says which there are.", "Il n'y a pas de service de ce nom. GET /api/plugins dit lesquels existent.");
        }

        var types = asked.Types ?? Consent.AskedBy(plugin.Manifest);
        if (types.Count == 0 || !Consent.IsWithin(types, plugin.Manifest))
        {
            throw QueryReading.Wrong("types", "Grant only types and fields that the plug-in asks for.", "N'autorisez que des types et des champs que le module demande.");
        }

        if (asked.Expires <= clock.GetUtcNow())
        {
            throw QueryReading.Wrong("expires", "Give an instant in the future, or leave it out.", "Donnez un instant à venir, ou rien.");
        }

        var purpose = string.IsNullOrWhiteSpace(asked.Purpose) ? plugin.Manifest.Purpose?.In(Languages.Of(context)) ?? plugin.Manifest.Summary.In(Languages.Of(context)) : asked.Purpose.Trim();
        if (purpose.Length > LongestPurpose)
        {
            throw QueryReading.Wrong("purpose", $"Give a purpose of at most {LongestPurpose} characters.", $"Donnez une finalité d'au plus {LongestPurpose} caractères.");
        }

        await using var vault = await door.OpenAsync(context);
        var grant = await consent.GiveAsync(vault.Store, plugin, types, purpose, asked.Expires, context.GetVisit().Actor);
        await context.WriteJsonAsync(grant, HubJson.Default.Grant, StatusCodes.Status201Created);
    }

    public async Task WithdrawAsync(HttpContext context)
    {
        await using var vault = await door.OpenAsync(context);
        if (await vault.Store.FindGrantAsync((string)context.Request.RouteValues["id"]!) is not { Revoked: null } grant)
        {
            throw new ProblemException(Problems.NotFound);
        }

        await consent.WithdrawAsync(vault.Store, grant, context.GetVisit().Actor);
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }
}

internal sealed record GrantRequest(string? Plugin, IReadOnlyList<GrantedType>? Types, string? Purpose, DateTimeOffset? Expires);

internal sealed record GrantList(IReadOnlyList<Grant> Items);

internal static class GrantsRoutes
{
    public static void MapGrants(this IEndpointRouteBuilder app)
    {
        app.MapGet("/api/grants", app.With<GrantsApi>((api, context) => api.ListAsync(context))).Needs(Access.Session).In(VaultUse.Keeps);
        app.MapPost("/api/grants", app.With<GrantsApi>((api, context) => api.GiveAsync(context))).Needs(Access.Session);
        app.MapDelete("/api/grants/{id}", app.With<GrantsApi>((api, context) => api.WithdrawAsync(context))).Needs(Access.Session);
    }
}
