using Hub.Core.Vaults;
using Hub.Storage.Azure.Tables;

namespace Hub.Storage.Azure;

/// <summary>What belongs to the hub and to no vault, in one table that any number of hubs work on: nothing is kept in memory, and each call is one request.</summary>
public sealed class AzureHubStore(TableClient table) : IHubStore
{
    private const int LargestPage = 1000;

    public async ValueTask<byte[]?> FindDocumentAsync(string kind, string id) =>
        await table.FindAsync(DocumentKeys.Kind(kind), DocumentKeys.Row(id)) is { } row ? row.Body.ToArray() : null;

    public async ValueTask<IReadOnlyList<StoredDocument>> ListDocumentsAsync(string kind)
    {
        var found = await ReadAsync(TableFilter.Partition(DocumentKeys.Kind(kind)), int.MaxValue);
        found.Reverse();
        return found;
    }

    public async ValueTask<IReadOnlyList<StoredDocument>> LatestDocumentsAsync(string kind, int count, string? before = null)
    {
        var all = TableFilter.Partition(DocumentKeys.Kind(kind));
        return await ReadAsync(before is null ? all : all.And(TableFilter.RowsAfter(DocumentKeys.Row(before))), count);
    }

    public async ValueTask<IReadOnlyList<HubDocument>> AllDocumentsAsync()
    {
        var found = new List<HubDocument>();
        TablePlace? place = null;
        do
        {
            var page = await table.QueryAsync(null, LargestPage, place);
            found.AddRange(page.Rows.Select(row => new HubDocument(DocumentKeys.KindOf(row.PartitionKey), DocumentKeys.Id(row.RowKey), row.Body.ToArray())));
            place = page.Next;
        }
        while (place is not null);
        return found;
    }

    public async ValueTask PutDocumentAsync(string kind, string id, ReadOnlyMemory<byte> body) => await WriteAsync(() => table.UpsertAsync(Row(kind, id, body)));

    public async ValueTask<bool> TryAddDocumentAsync(string kind, string id, ReadOnlyMemory<byte> body)
    {
        var row = Row(kind, id, body) with { Mark = Guid.NewGuid().ToString("n") };
        var reply = await WriteAsync(() => table.InsertAsync(row));

        // The answer to the first try may have been lost after it was done: then what stands in the way is its own row.
        return reply.Outcome == TableOutcome.Done || (reply.Repeated && (await table.FindAsync(row.PartitionKey, row.RowKey))?.Mark == row.Mark);
    }

    public async ValueTask<bool> TryReplaceDocumentAsync(string kind, string id, ReadOnlyMemory<byte> body) =>
        (await table.ReplaceAsync(Row(kind, id, body))).Outcome == TableOutcome.Done;

    /// <summary>Of several who delete one document at most one is told so. When the answer was lost on its way nobody is: a code that may be used once is better lost than used twice.</summary>
    public async ValueTask<bool> DeleteDocumentAsync(string kind, string id) =>
        (await table.DeleteAsync(DocumentKeys.Kind(kind), DocumentKeys.Row(id))).Outcome == TableOutcome.Done;

    /// <summary>The table is made when the first write misses it, so a start costs nothing.</summary>
    private async Task<TableReply> WriteAsync(Func<Task<TableReply>> write)
    {
        var reply = await write();
        if (reply.Outcome != TableOutcome.NoTable)
        {
            return reply;
        }

        await table.CreateTableAsync();
        return await write();
    }

    private async Task<List<StoredDocument>> ReadAsync(TableFilter filter, int most)
    {
        var found = new List<StoredDocument>();
        TablePlace? place = null;
        do
        {
            var page = await table.QueryAsync(filter, Math.Min(most - found.Count, LargestPage), place);
            found.AddRange(page.Rows.Select(row => new StoredDocument(DocumentKeys.Id(row.RowKey), row.Body.ToArray())));
            place = page.Next;
        }
        while (place is not null && found.Count < most);
        return found;
    }

    private static TableEntity Row(string kind, string id, ReadOnlyMemory<byte> body) => new(DocumentKeys.Kind(kind), DocumentKeys.Row(id)) { Body = body };
}
