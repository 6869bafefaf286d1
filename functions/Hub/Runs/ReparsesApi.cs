using Hub.Accounts;
using Hub.Core.Plugins;
using Hub.Core.Runs;
using Hub.Front;
using Hub.Vaults;

namespace Hub.Runs;

/// <summary>Begins reading kept files again, or looking at what that would change.</summary>
internal sealed class ReparsesApi(VaultDoor door, PluginCatalogue plugins, RunEngine engine)
{
    public async Task BeginAsync(HttpContext context)
    {
        var asked = context.Request.ContentType is null ? new ReparseRequest(null, null, null, null) : await context.ReadJsonAsync(HubJson.Default.ReparseRequest);
        if (asked.Plugin is { } plugin && plugins.Find(plugin) is not { Manifest.Kind: PluginKind.Connector })
        {
            throw QueryReading.Wrong("plugin", "There is no connector of that id. GET /api/plugins says which there are.", "Il n'y a pas de connecteur de ce nom. GET /api/plugins dit lesquels existent.");
        }

        await using var vault = await door.OpenAsync(context);
        if (asked.File is { } file && await vault.Store.FindFileAsync(file) is null)
        {
            throw QueryReading.Wrong("file", "There is no kept file of that hash.", "Aucun fichier gardé n'a cette empreinte.");
        }

        var run = await engine.Reparsing.BeginAsync(vault.Store, new ReparseWish(asked.Plugin, asked.File, WithdrawsMissing: asked.WithdrawMissing ?? false), asked.DryRun ?? false, context.GetVisit().Actor);
        await engine.Queue.EnqueueAsync(vault.Store.VaultId, run.Id, here: run.DryRun);
        await context.WriteJsonAsync(new RunStarted(run.Id), HubJson.Default.RunStarted, StatusCodes.Status202Accepted);
    }
}

/// <param name="WithdrawMissing">What a file does not tell any more goes out of sight; without, it stays and is told.</param>
internal sealed record ReparseRequest(string? Plugin, string? File, bool? DryRun, bool? WithdrawMissing);

internal static class ReparsesRoutes
{
    public static void MapReparses(this IEndpointRouteBuilder app) => app.MapPost("/api/reparses", app.With<ReparsesApi>((api, context) => api.BeginAsync(context))).Needs(Access.Import);
}
