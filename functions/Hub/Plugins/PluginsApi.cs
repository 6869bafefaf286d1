using Hub.Accounts;
using Hub.Core.Plugins;
using Hub.Front;

namespace Hub.Plugins;

/// <summary>The catalogue.</summary>
internal sealed class PluginsApi(PluginCatalogue plugins)
{
    public Task ListAsync(HttpContext context)
    {
        // Why a folder cannot be used is for who runs the hub.
        var broken = context.GetVisit().Account.Admin ? plugins.Broken : [];
        return context.WriteJsonAsync(new PluginList([.. plugins.All.Select(plugin => plugin.Manifest)], broken), HubJson.Default.PluginList);
    }
}

internal sealed record PluginList(IReadOnlyList<PluginManifest> Items, IReadOnlyList<BrokenPlugin> Broken);

internal static class PluginsRoutes
{
    public static void MapPlugins(this IEndpointRouteBuilder app) =>
        app.MapGet("/api/plugins", app.With<PluginsApi>((api, context) => api.ListAsync(context))).Needs(Access.SignedIn);
}
