using Hub.Accounts;
using Hub.Core.Journal;
using Hub.Front;
using Hub.Vaults;

namespace Hub.Journal;

/// <summary>Who read or changed what, and why.</summary>
internal sealed class JournalApi(VaultDoor door, ReadTally reads)
{
    public async Task ListAsync(HttpContext context)
    {
        var query = new JournalQuery(context.Query("cursor") is null ? context.QueryNumber("since") : context.QueryNumber("cursor"), context.Query("who"), context.Query("type"), context.QueryLimit());
        var scopes = context.GetVisit().Scopes;
        await using var vault = await door.OpenAsync(context);
        await reads.FlushAsync(vault.Store.VaultId);
        var entries = await vault.Store.JournalAsync(query);
        JournalItem[] items = [.. entries.Where(entry => scopes.ReadsAll || (entry.Type is { } type && scopes.MayRead(type)))
            .Select(entry => new JournalItem(entry.Number, entry.At, entry.Actor, entry.Action, entry.Type, entry.Purpose, entry.Count))];
        await context.WriteJsonAsync(new JournalList(items, entries.Count == query.Limit ? entries[^1].Number.ToString() : null), HubJson.Default.JournalList);
    }
}

internal sealed record JournalItem(long Number, DateTimeOffset At, string Who, string Action, string? Type, string Purpose, long Count);

internal sealed record JournalList(IReadOnlyList<JournalItem> Items, string? Next);

internal static class JournalRoutes
{
    public static void MapJournal(this IEndpointRouteBuilder app) => app.MapGet("/api/journal", app.With<JournalApi>((api, context) => api.ListAsync(context))).Needs(Access.Read).In(VaultUse.Keeps);
}
