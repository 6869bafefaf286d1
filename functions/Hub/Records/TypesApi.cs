using Hub.Accounts;
using Hub.Core.Records;
using Hub.Front;
using Hub.Sdk;
using Hub.Vaults;

namespace Hub.Records;

/// <summary>What record types the hub knows. They are no secret: every sign-in sees them all.</summary>
internal sealed class TypesApi(RecordTypes types)
{
    public Task ListAsync(HttpContext context) => context.WriteJsonAsync(
        new TypeList([.. types.All.Select(type => new TypeItem(type.Name, type.Version, type.Label, type.Help, type.Domain, type.Family, type.Sensitivity))]), HubJson.Default.TypeList);

    public Task GetAsync(HttpContext context)
    {
        var type = types.Find((string)context.Request.RouteValues["type"]!) ?? throw new ProblemException(Problems.NoSuchType);
        return context.WriteJsonAsync(type.Schema);
    }
}

internal sealed record TypeItem(string Name, string Version, Text Label, Text Help, string Domain, string Family, string Sensitivity);

internal sealed record TypeList(IReadOnlyList<TypeItem> Items);

internal static class TypesRoutes
{
    public static void MapTypes(this IEndpointRouteBuilder app)
    {
        app.MapGet("/api/types", app.With<TypesApi>((api, context) => api.ListAsync(context))).Needs(Access.SignedIn).In(VaultUse.Account);
        app.MapGet("/api/types/{type}", app.With<TypesApi>((api, context) => api.GetAsync(context))).Needs(Access.SignedIn).In(VaultUse.Account);
    }
}
