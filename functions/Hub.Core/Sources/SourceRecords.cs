using Hub.Core.Records;
using Hub.Core.Vaults;

namespace Hub.Core.Sources;

/// <summary>Erases what a source brought, tombstones too; the person may set it up anew and everything comes again.</summary>
public sealed class SourceRecords(RecordTypes types)
{
    private const int BatchSize = 1000;

    public async Task EraseAsync(IVaultStore store, Source source, string actor)
    {
        await using var snapshot = await store.SnapshotAsync();
        foreach (var type in snapshot.Types.Select(types.Find).OfType<RecordType>())
        {
            foreach (var records in snapshot.Records(type.Name).Where(record => record.Provenance.Source == source.Id).Select(record => record.Id).Chunk(BatchSize))
            {
                var batch = new RecordBatch { Writer = new Writer(source.Id, actor, "source-delete") };
                batch.Writes.AddRange(records.Select(id => new RecordWrite(WriteKind.Erase, type, id, null, null)));
                await store.CommitAsync(batch);
            }
        }
    }
}
