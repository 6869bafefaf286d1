using Hub.Accounts;
using Hub.Core.Vaults;
using Hub.Front;
using Hub.Vaults;

namespace Hub.Runs;

/// <summary>The sources of a vault, and what each brought.</summary>
internal sealed class SourcesApi(VaultDoor door)
{
    public async Task ListAsync(HttpContext context)
    {
        var scopes = context.GetVisit().Scopes;
        await using var vault = await door.OpenAsync(context);
        var coverage = (await vault.Store.CoverageAsync()).Where(covered => scopes.MayRead(covered.Type) && covered.Count > 0);
        SourceItem[] items = [.. coverage.GroupBy(covered => covered.Source, StringComparer.Ordinal).Select(group => new SourceItem(group.Key, [.. group.Select(TypeOf)]))];
        await context.WriteJsonAsync(new SourceList(items), HubJson.Default.SourceList);
    }

    private static SourceType TypeOf(Coverage covered) => new(covered.Type, covered.Count, covered.First.IsNone ? null : covered.First.ToString(), covered.Last.IsNone ? null : covered.Last.ToString());
}

internal sealed record SourceType(string Type, long Count, string? First, string? Last);

internal sealed record SourceItem(string Id, IReadOnlyList<SourceType> Types);

internal sealed record SourceList(IReadOnlyList<SourceItem> Items);

internal static class SourcesRoutes
{
    public static void MapSources(this IEndpointRouteBuilder app) => app.MapGet("/api/sources", app.With<SourcesApi>((api, context) => api.ListAsync(context))).Needs(Access.Read);
}
