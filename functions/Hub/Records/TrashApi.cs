using System.Globalization;
using Hub.Accounts;
using Hub.Core.Journal;
using Hub.Core.Records;
using Hub.Core.Vaults;
using Hub.Front;
using Hub.Vaults;

namespace Hub.Records;

/// <summary>What was deleted and can be taken back, and removing it for good, which only the person themself does.</summary>
internal sealed class TrashApi(VaultDoor door, ReadTally reads)
{
    public async Task ListAsync(HttpContext context)
    {
        var limit = context.QueryLimit();
        var before = context.Query("cursor") is null ? (long?)null : context.QueryNumber("cursor");
        await using var vault = await door.OpenAsync(context);
        var page = await vault.Store.TrashAsync(before, limit);
        var visit = context.GetVisit();
        var items = page.Items.Where(record => visit.Scopes.MayRead(record.Type)).ToList();
        foreach (var read in items.CountBy(record => record.Type))
        {
            reads.Add(vault.Store.VaultId, visit.Actor, "read", read.Key, Purposes.Api, read.Value);
        }

        await RecordsApi.WriteAsync(context, items, page.Next?.ToString(CultureInfo.InvariantCulture));
    }

    public async Task RemoveAsync(HttpContext context)
    {
        var type = door.TypeOf(context);
        await using var vault = await door.OpenAsync(context);
        if (!RecordId.TryParse((string?)context.Request.RouteValues["id"], out var id) || await vault.Store.FindAsync(type, id) is not { Deleted: true, Withdrawn: false, Removed: false })
        {
            throw new ProblemException(Problems.NotFound);
        }

        await vault.Store.CommitAsync(new RecordBatch { Writer = WriterOf(context), Writes = { new RecordWrite(WriteKind.Remove, type, id, null, null) } }, context.RequestAborted);
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    public async Task EmptyAsync(HttpContext context)
    {
        await using var vault = await door.OpenAsync(context);
        var removed = await vault.Store.EmptyTrashAsync(door.Types, WriterOf(context), context.RequestAborted);
        await context.WriteJsonAsync(new TrashEmptied(removed), HubJson.Default.TrashEmptied);
    }

    private static Writer WriterOf(HttpContext context) => new(Purposes.OwnSource, context.GetVisit().Actor, Purposes.Api);
}

/// <param name="Removed">How many records lost their content.</param>
internal sealed record TrashEmptied(long Removed);

internal static class TrashRoutes
{
    public static void MapTrash(this IEndpointRouteBuilder app)
    {
        app.MapGet("/api/trash", app.With<TrashApi>((api, context) => api.ListAsync(context))).Needs(Access.Read).In(VaultUse.Keeps);
        app.MapDelete("/api/trash", app.With<TrashApi>((api, context) => api.EmptyAsync(context))).Needs(Access.FreshSession);
        app.MapDelete("/api/trash/{type}/{id}", app.With<TrashApi>((api, context) => api.RemoveAsync(context))).Needs(Access.FreshSession);
    }
}
