using Hub.Accounts;
using Hub.Core.Grants;
using Hub.Core.Journal;
using Hub.Core.Plugins;
using Hub.Front;
using Hub.Vaults;

namespace Hub.Plugins;

/// <summary>What an application computed, when, and from which records. It shows through what the application read, so who asks must be allowed to read all of that.</summary>
internal sealed class InsightsApi(VaultDoor door, PluginCatalogue plugins, ReadTally reads)
{
    public async Task ListAsync(HttpContext context)
    {
        var id = (string)context.Request.RouteValues["id"]!;
        var visit = context.GetVisit();
        await using var vault = await door.OpenAsync(context);
        var insights = await vault.Store.InsightsAsync(id);
        if (plugins.Find(id) is not { Manifest.Kind: PluginKind.Application } plugin)
        {
            if (insights.Count == 0 || !visit.Scopes.ReadsAll)
            {
                throw new ProblemException(Problems.NotFound);
            }
        }
        else if (plugin.Manifest.Permissions.FirstOrDefault(permission => permission.Read is { } type && !visit.Scopes.MayRead(type)) is { } permission)
        {
            throw new ProblemException(Problems.ScopeNeeded("read:" + permission.Read));
        }

        reads.Add(vault.Store.VaultId, visit.Actor, "insights", id, Purposes.Api, insights.Count);
        await context.WriteJsonAsync(new InsightList(id, [.. insights.Select(insight => new InsightItem(insight.Key, insight.Version, insight.Run, insight.Computed, insight.Sequence, insight.Insight))]), HubJson.Default.InsightList);
    }
}

/// <param name="Sequence">The vault's sequence number when the computation began.</param>
internal sealed record InsightItem(string Key, string Version, string Run, DateTimeOffset Computed, long Sequence, System.Text.Json.JsonElement Insight);

internal sealed record InsightList(string Application, IReadOnlyList<InsightItem> Items);

internal static class InsightsRoutes
{
    public static void MapInsights(this IEndpointRouteBuilder app) =>
        app.MapGet("/api/applications/{id}/insights", app.With<InsightsApi>((api, context) => api.ListAsync(context))).Needs(Access.Read);
}
