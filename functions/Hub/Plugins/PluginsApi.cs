using Hub.Accounts;
using Hub.Core.Plugins;
using Hub.Core.Plugins.Installing;
using Hub.Front;
using Hub.Runs;
using Hub.Vaults;

namespace Hub.Plugins;

/// <summary>The catalogue, and its changes: installing, agreeing to an update that asks for more, removing.</summary>
internal sealed class PluginsApi(PluginCatalogue plugins, InstalledPlugins installed, UploadFolder uploads)
{
    public Task ListAsync(HttpContext context)
    {
        // Why a folder cannot be used, and what waits, is for who runs the hub.
        var admin = context.GetVisit().Account.Admin;
        return context.WriteJsonAsync(PluginList.Of(plugins, installed, admin), HubJson.Default.PluginList);
    }

    public async Task InstallAsync(HttpContext context)
    {
        var asked = await context.ReadJsonAsync(HubJson.Default.InstallRequest);
        var upload = asked.Upload is { } id ? await uploads.FindAsync(VaultDoor.IdOf(context), id) : null;
        if (upload is null)
        {
            throw QueryReading.Wrong("upload", "Give the id of the uploaded .hubplugin file, from POST /api/uploads.", "Donnez l'identifiant du fichier .hubplugin envoyé, rendu par POST /api/uploads.");
        }

        try
        {
            await using var package = uploads.Open(upload);
            using var staged = installed.Stage(package);
            var manifest = staged.Plugin.Manifest;
            if (!manifest.IsFenced)
            {
                throw new ProblemException(PluginProblems.CommandLineOnly);
            }

            if (asked.DryRun == true)
            {
                await context.WriteJsonAsync(new InstallAnswer("asked", manifest, installed.Compare(staged)), HubJson.Default.InstallAnswer);
                return;
            }

            var result = await installed.InstallAsync(staged);
            await context.WriteJsonAsync(
                new InstallAnswer(result.State.ToString().ToLowerInvariant(), manifest, result.Difference), HubJson.Default.InstallAnswer,
                result.State is InstallState.Unchanged ? StatusCodes.Status200OK : StatusCodes.Status201Created);
        }
        catch (PluginRefusedException refused)
        {
            throw new ProblemException(PluginProblems.Refused(refused));
        }

        await uploads.DeleteAsync(upload);
    }

    public Task AcceptAsync(HttpContext context)
    {
        var id = IdOf(context);
        if (installed.FindWaiting(id) is { Manifest.IsFenced: false })
        {
            throw new ProblemException(PluginProblems.CommandLineOnly);
        }

        return AnswerAsync(context, () => installed.AcceptAsync(id));
    }

    public Task RefuseAsync(HttpContext context) => AnswerAsync(context, () => installed.RefuseAsync(IdOf(context)));

    public Task RemoveAsync(HttpContext context) => AnswerAsync(context, () => installed.RemoveAsync(IdOf(context)));

    private static async Task AnswerAsync(HttpContext context, Func<Task<bool>> change)
    {
        try
        {
            context.Response.StatusCode = await change() ? StatusCodes.Status204NoContent : throw new ProblemException(Problems.NotFound);
        }
        catch (PluginRefusedException refused)
        {
            throw new ProblemException(PluginProblems.Refused(refused));
        }
    }

    private static string IdOf(HttpContext context) => (string)context.Request.RouteValues["id"]!;
}

/// <param name="Installed">The ids of those that can be removed.</param>
/// <param name="Waiting">Updates that ask for more than the version in use.</param>
internal sealed record PluginList(IReadOnlyList<PluginManifest> Items, IReadOnlyList<string> Installed, IReadOnlyList<WaitingPlugin> Waiting, IReadOnlyList<BrokenPlugin> Broken)
{
    public static PluginList Of(PluginCatalogue plugins, InstalledPlugins installed, bool admin)
    {
        var all = plugins.All;
        return new([.. all.Select(plugin => plugin.Manifest)], [.. all.Where(installed.Holds).Select(plugin => plugin.Id)], admin ? installed.AllWaiting() : [], admin ? plugins.Broken : []);
    }
}

internal sealed record InstallRequest(string? Upload, bool? DryRun);

/// <param name="State">asked (nothing was done), installed, updated, waiting or unchanged.</param>
internal sealed record InstallAnswer(string State, PluginManifest Manifest, PermissionDifference? Difference);

internal static class PluginProblems
{
    public static Problem CommandLineOnly { get; } = new(422, "command-line-only", new("Only on the command line", "Seulement en ligne de commande"), PluginRefusedException.CommandLineOnly);

    public static Problem Refused(PluginRefusedException refused) => new(422, "plugin-refused", new("The plug-in is not installed", "Le module n'est pas installé"), refused.Reason);
}

internal static class PluginsRoutes
{
    public static void MapPlugins(this IEndpointRouteBuilder app)
    {
        app.MapGet("/api/plugins", app.With<PluginsApi>((api, context) => api.ListAsync(context))).Needs(Access.SignedIn);
        app.MapPost("/api/plugins", app.With<PluginsApi>((api, context) => api.InstallAsync(context))).Needs(Access.FreshAdminSession);
        app.MapPost("/api/plugins/{id}/accept", app.With<PluginsApi>((api, context) => api.AcceptAsync(context))).Needs(Access.FreshAdminSession);
        app.MapPost("/api/plugins/{id}/refuse", app.With<PluginsApi>((api, context) => api.RefuseAsync(context))).Needs(Access.AdminSession);
        app.MapDelete("/api/plugins/{id}", app.With<PluginsApi>((api, context) => api.RemoveAsync(context))).Needs(Access.FreshAdminSession);
    }
}
