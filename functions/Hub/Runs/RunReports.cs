using Hub.Accounts;
using Hub.Core.Plugins;
using Hub.Core.Runs;
using Hub.Front;
using Hub.Vaults;

namespace Hub.Runs;

/// <summary>What a person may send to a plug-in's author about a run, after reading it.</summary>
internal sealed class RunReports(VaultDoor door, PluginCatalogue plugins)
{
    public async Task GetAsync(HttpContext context)
    {
        await using var vault = await door.OpenAsync(context);
        var run = await vault.Store.FindRunAsync((string)context.Request.RouteValues["id"]!);
        if (run is null || run.Kind is RunKind.Export or RunKind.Restore || (run.Kind == RunKind.Compute && !context.GetVisit().Scopes.ReadsAll))
        {
            throw new ProblemException(Problems.NotFound);
        }

        var report = await RunReport.OfAsync(vault.Store, run, run.Plugin is { } id ? plugins.Find(id) : null);
        await context.WriteJsonAsync(report, HubJson.Default.RunReport);
    }
}
