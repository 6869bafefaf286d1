using System.Buffers;
using System.Text;
using Hub.Accounts;
using Hub.Core.Journal;
using Hub.Core.Records;
using Hub.Core.Vaults;
using Hub.Front;
using Hub.Vaults;

namespace Hub.Records;

/// <summary>Records of one type: lists, one, take away, take back.</summary>
internal sealed class RecordsApi(VaultDoor door, ReadTally reads)
{
    private const int FlushedAt = 256 * 1024;

    public Task ListAsync(HttpContext context) => AnswerAsync(context, RecordQuestion.Of(context));

    public async Task QueryAsync(HttpContext context) => await AnswerAsync(context, await context.ReadJsonAsync(HubJson.Default.RecordQuestion));

    public async Task GetAsync(HttpContext context)
    {
        var (type, id) = AddressOf(context);
        await using var vault = await door.OpenAsync(context);
        var record = await FindAsync(vault.Store, type, id);
        reads.Add(vault.Store.VaultId, context.GetVisit().Actor, "read", type.Name, Purposes.Api, 1);
        var tag = TagOf(record);
        if (context.Request.Headers.IfNoneMatch.Count > 0 && context.Request.Headers.IfNoneMatch.ToString().Contains(tag, StringComparison.Ordinal))
        {
            context.Response.Headers.ETag = tag;
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        await AnswerAsync(context, record);
    }

    private static async Task AnswerAsync(HttpContext context, StoredRecord record)
    {
        context.Response.Headers.ETag = TagOf(record);
        context.Response.ContentType = "application/json";
        var body = context.Response.BodyWriter;
        RecordEnvelope.Write(body, record);
        if (!context.Response.HasStarted)
        {
            context.Response.ContentLength = body.UnflushedBytes;
        }

        await body.FlushAsync(context.RequestAborted);
    }

    public async Task DeleteAsync(HttpContext context)
    {
        var (type, id) = AddressOf(context);
        await using var vault = await door.OpenAsync(context);
        var record = await FindAsync(vault.Store, type, id);
        RequireMatch(context, record);
        await CommitAsync(context, vault.Store, new RecordWrite(WriteKind.Delete, type, id, null, null));
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    public async Task RestoreAsync(HttpContext context)
    {
        var (type, id) = AddressOf(context);
        await using var vault = await door.OpenAsync(context);
        if (await vault.Store.FindAsync(type, id) is not { } record)
        {
            throw new ProblemException(Problems.NotFound);
        }

        if (record.Deleted)
        {
            await CommitAsync(context, vault.Store, new RecordWrite(WriteKind.Restore, type, id, null, null));
        }

        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    /// <summary>Says otherwise than the holder, by a merge patch of the data.</summary>
    public async Task CorrectAsync(HttpContext context)
    {
        var (type, id) = AddressOf(context);
        var patch = await context.ReadJsonAsync(HubJson.Default.JsonElement);
        await using var vault = await door.OpenAsync(context);
        var record = await FindAsync(vault.Store, type, id);
        RequireMatch(context, record);
        var errors = new RecordErrors();
        var write = Corrections.Prepare(type, record, patch, errors) ?? throw new ProblemException(Problems.BadValue(errors.Items[0].Path is { Length: > 0 } path ? path : "body", errors.Items[0].Message));
        await CommitCorrectionAsync(context, vault.Store, write);
    }

    public async Task LiftAsync(HttpContext context)
    {
        var (type, id) = AddressOf(context);
        await using var vault = await door.OpenAsync(context);
        var record = await FindAsync(vault.Store, type, id);
        RequireMatch(context, record);
        await CommitCorrectionAsync(context, vault.Store, Corrections.Lift(type, record));
    }

    /// <summary>Answers with the record as it is read from then on.</summary>
    private static async Task CommitCorrectionAsync(HttpContext context, IVaultStore store, RecordWrite write)
    {
        if ((await store.CommitAsync(Corrections.Batch(write, context.GetVisit().Actor), context.RequestAborted)).Withheld > 0)
        {
            throw Changed();
        }

        await AnswerAsync(context, await FindAsync(store, write.Type, write.Id));
    }

    private static void RequireMatch(HttpContext context, StoredRecord record)
    {
        if (context.Request.Headers.IfMatch is { Count: > 0 } tags && !tags.ToString().Contains(TagOf(record), StringComparison.Ordinal) && tags != "*")
        {
            throw Changed();
        }
    }

    private static ProblemException Changed() => new(Problems.Conflict with { Status = StatusCodes.Status412PreconditionFailed });

    /// <summary>The version of a record, for If-None-Match and If-Match.</summary>
    private static string TagOf(StoredRecord record) => $"\"{record.Sequence}\"";

    private static async ValueTask<StoredRecord> FindAsync(IVaultStore store, RecordType type, RecordId id) =>
        await store.FindAsync(type, id) is { Deleted: false } record ? record : throw new ProblemException(Problems.NotFound);

    private static ValueTask<BatchCounts> CommitAsync(HttpContext context, IVaultStore store, RecordWrite write) =>
        store.CommitAsync(new RecordBatch { Writer = new Writer(Purposes.OwnSource, context.GetVisit().Actor, Purposes.Api), Writes = { write } }, context.RequestAborted);

    private async Task AnswerAsync(HttpContext context, RecordQuestion question)
    {
        var type = door.TypeOf(context);
        await using var vault = await door.OpenAsync(context);
        var zone = string.IsNullOrEmpty(question.From) && string.IsNullOrEmpty(question.To) ? TimeZoneInfo.Utc : (await VaultSettings.ReadAsync(vault.Store)).FindZone();
        var page = await vault.Store.QueryAsync(question.ToQuery(type, zone), context.RequestAborted);
        reads.Add(vault.Store.VaultId, context.GetVisit().Actor, "read", type.Name, Purposes.Api, page.Items.Count);
        await WriteAsync(context, page.Items, page.Next is { } next ? PageCursor.Write(next) : null);
    }

    internal static async Task WriteAsync(HttpContext context, IReadOnlyList<StoredRecord> items, string? next)
    {
        context.Response.ContentType = "application/json";
        var body = context.Response.BodyWriter;
        body.Write("{\"items\":["u8);
        for (var i = 0; i < items.Count; i++)
        {
            if (i > 0)
            {
                body.Write(","u8);
            }

            RecordEnvelope.Write(body, items[i]);
            if (body.UnflushedBytes > FlushedAt)
            {
                await body.FlushAsync(context.RequestAborted);
            }
        }

        body.Write("]"u8);
        if (next is not null)
        {
            body.Write(Encoding.ASCII.GetBytes($",\"next\":\"{next}\""));
        }

        body.Write("}"u8);
        await body.FlushAsync(context.RequestAborted);
    }

    private (RecordType Type, RecordId Id) AddressOf(HttpContext context) =>
        RecordId.TryParse((string?)context.Request.RouteValues["id"], out var id) ? (door.TypeOf(context), id) : throw new ProblemException(Problems.NotFound);
}

internal static class RecordsRoutes
{
    public static void MapRecords(this IEndpointRouteBuilder app)
    {
        const string Type = "/api/records/{type}";
        app.MapGet(Type, app.With<RecordsApi>((api, context) => api.ListAsync(context))).Needs(Access.Read);
        app.MapPost(Type, app.With<RecordWriting>((api, context) => api.WriteAsync(context))).Needs(Access.Write);
        app.MapPost(Type + "/query", app.With<RecordsApi>((api, context) => api.QueryAsync(context))).Needs(Access.Read).In(VaultUse.Looks);
        app.MapGet(Type + "/{id}", app.With<RecordsApi>((api, context) => api.GetAsync(context))).Needs(Access.Read);
        app.MapDelete(Type + "/{id}", app.With<RecordsApi>((api, context) => api.DeleteAsync(context))).Needs(Access.Write);
        app.MapPatch(Type + "/{id}", app.With<RecordsApi>((api, context) => api.CorrectAsync(context))).Needs(Access.Write);
        app.MapDelete(Type + "/{id}/correction", app.With<RecordsApi>((api, context) => api.LiftAsync(context))).Needs(Access.Write);
        app.MapPost(Type + "/{id}/restore", app.With<RecordsApi>((api, context) => api.RestoreAsync(context))).Needs(Access.Write);
    }
}
