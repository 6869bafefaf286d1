using Hub.Core.Records;

namespace Hub.Core.Vaults;

/// <summary>What a person deleted and can still take back.</summary>
public static class Trash
{
    private const int BatchSize = 1000;

    /// <summary>Removes all of it for good, and says how many. What arrives in it meanwhile may stay; so does a type that this hub does not know.</summary>
    public static async Task<long> EmptyTrashAsync(this IVaultStore store, RecordTypes types, Writer writer, CancellationToken cancellationToken = default)
    {
        var removed = 0L;
        for (long? before = long.MaxValue; before is not null;)
        {
            var page = await store.TrashAsync(before, BatchSize);
            var batch = new RecordBatch { Writer = writer, Forgets = page.Next is null && removed + page.Items.Count > 0 };
            batch.Writes.AddRange(page.Items.Where(record => types.Find(record.Type) is not null).Select(record => new RecordWrite(WriteKind.Remove, types.Get(record.Type), record.Id, null, null)));
            removed += (await store.CommitAsync(batch, cancellationToken)).Deleted;
            before = page.Next;
        }

        return removed;
    }
}
