using Hub.Core.Files;
using Hub.Core.Records;
using Hub.Core.Runs;
using Hub.Core.Vaults;

namespace Hub.Core.Sources;

/// <summary>
/// Erases what a source brought: records, tombstones too, what was set aside, the replies that nothing else refers to, and its runs with their logs. The person may set it up anew and
/// everything comes again. What stays is the person's own account of what happened: the journal, and the ledger of calls, neither of which holds contents.
/// </summary>
public sealed class SourceRecords(RecordTypes types)
{
    private const int BatchSize = 1000;
    private const string Purpose = "source-delete";

    /// <summary>Each step can be done again: killed in between, the source is still there to be erased again.</summary>
    public async Task EraseAsync(IVaultStore store, Source source, string actor)
    {
        var kept = await store.SourceFilesAsync();
        var files = kept.Where(file => file.Source == source.Id).Select(file => file.Hash).ToHashSet(StringComparer.Ordinal);
        foreach (var hash in await RawOfAsync(store, source.Id))
        {
            // Noted before its last record is gone: what came back from an archive, or before files were noted, has no note yet.
            if (files.Add(hash))
            {
                await store.NoteSourceFileAsync(source.Id, hash);
            }
        }

        await EraseRecordsAsync(store, source, actor);
        files.ExceptWith(kept.Where(file => file.Source != source.Id).Select(file => file.Hash));
        await EraseFilesAsync(store, files);
        foreach (var (_, hash) in (await store.SourceFilesAsync()).Where(file => file.Source == source.Id))
        {
            await store.ForgetSourceFileAsync(source.Id, hash);
        }

        await EraseRunsAsync(store, source.Id);
    }

    private async Task EraseRecordsAsync(IVaultStore store, Source source, string actor)
    {
        await using var snapshot = await store.SnapshotAsync();
        foreach (var type in snapshot.Types.Select(types.Find).OfType<RecordType>())
        {
            foreach (var records in snapshot.Records(type.Name).Where(record => record.Provenance.Source == source.Id).Select(record => record.Id).Chunk(BatchSize))
            {
                var batch = new RecordBatch { Writer = new Writer(source.Id, actor, Purpose), Forgets = false };
                batch.Writes.AddRange(records.Select(id => new RecordWrite(WriteKind.Erase, type, id, null, null)));
                await store.CommitAsync(batch);
            }
        }

        await store.CommitAsync(new RecordBatch { Writer = new Writer(source.Id, actor, Purpose), Forgets = true });
    }

    private static async Task<IReadOnlySet<string>> RawOfAsync(IVaultStore store, string sourceId)
    {
        await using var snapshot = await store.SnapshotAsync();
        return snapshot.Types.SelectMany(snapshot.Records).Where(record => record.Provenance.Source == sourceId).Select(record => record.Provenance.Raw).OfType<string>().ToHashSet(StringComparer.Ordinal);
    }

    private static async Task EraseFilesAsync(IVaultStore store, HashSet<string> files)
    {
        files.ExceptWith(await store.RunFilesAsync());
        await FileUse.StrikeUsedAsync(store, files);
        foreach (var hash in files)
        {
            await store.DeleteFileAsync(hash);
        }
    }

    private static async Task EraseRunsAsync(IVaultStore store, string sourceId)
    {
        foreach (var run in (await store.RunsAsync()).Where(run => run.Kind == RunKind.Sync && run.Source == sourceId))
        {
            await store.DeleteRejectsAsync(run.Id);
            await store.DeleteLogAsync(run.Id);
            await store.DeleteRunAsync(run.Id);
        }
    }
}
