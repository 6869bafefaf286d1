using Hub.Accounts;
using Hub.Core.Accounts;
using Hub.Core.Egress;
using Hub.Core.Vaults;
using Hub.Front;
using Hub.Records;
using Hub.Vaults;

namespace Hub.Egress;

/// <summary>Which calls plug-ins made, to whom, and how much went out and in.</summary>
internal sealed class LedgerApi(VaultDoor door)
{
    public async Task ListAsync(HttpContext context)
    {
        var scopes = context.GetVisit().Scopes;
        await using var vault = await door.OpenAsync(context);
        var bounds = RecordQuestion.ParseBounds(context.Query("from"), context.Query("to"), (await VaultSettings.ReadAsync(vault.Store)).FindZone());
        var page = await vault.Store.LedgerAsync(new LedgerQuery(context.Query("plugin"), context.Query("source"), Instant(bounds.FromInstant), Instant(bounds.ToInstant), Cursor(context), context.QueryLimit(), context.Query("host"), call => MayRead(scopes, call)));
        await context.WriteJsonAsync(new LedgerList(page.Items, page.Next), HubJson.Default.LedgerList);
    }

    /// <summary>As with the journal: a token that reads some types sees the calls that were about no other.</summary>
    private static bool MayRead(Scopes scopes, LedgerCall call) => scopes.ReadsAll || (call.Types.Count > 0 && call.Types.All(scopes.MayRead));

    private static DateTimeOffset? Instant(long milliseconds) => milliseconds is long.MinValue or long.MaxValue ? null : DateTimeOffset.FromUnixTimeMilliseconds(Math.Clamp(milliseconds, Zones.Lowest, Zones.Highest));

    private static string? Cursor(HttpContext context) => context.Query("cursor") is not { } cursor ? null
        : LedgerStore.IsCursor(cursor) ? cursor
        : throw QueryReading.Wrong("cursor", "Give the \"next\" of the page before, unchanged.", "Donnez le «\u00a0next\u00a0» de la page précédente, sans le modifier.");
}

internal sealed record LedgerList(IReadOnlyList<LedgerCall> Items, string? Next);

internal static class LedgerRoutes
{
    public static void MapLedger(this IEndpointRouteBuilder app) => app.MapGet("/api/ledger", app.With<LedgerApi>((api, context) => api.ListAsync(context))).Needs(Access.Read).In(VaultUse.Keeps);
}
