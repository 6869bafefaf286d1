using Hub.Core.Journal;
using Hub.Core.Records;
using Hub.Core.Runs;
using Hub.Core.Vaults;

namespace Hub.Core.Files;

/// <summary>Deletes a file that was given to the hub, alone or with what was imported from it, and says beforehand what that is.</summary>
public sealed class FileRemoval(RecordTypes types, Undoing undoing, RunQueue queue, TimeProvider clock)
{
    private const string DocumentType = "document.file";
    private const string Source = "files";

    /// <summary>Null when there is no such file.</summary>
    public static async ValueTask<FileOrigin?> FindAsync(IVaultStore store, string hash) =>
        await store.FindFileAsync(hash) is { } file ? new FileOrigin(file, await store.CameFromAsync(hash), [.. (await store.ReadingsOfAsync(hash)).Where(run => Undoing.WhyNot(run) is null)]) : null;

    /// <summary>The file alone: what was read from it stays, but for the record that only says that it is there.</summary>
    public async Task DeleteAsync(IVaultStore store, KeptFile file, string actor)
    {
        if (types.Find(DocumentType) is { } type && Condition.TryParse($"/hash:eq:{file.Hash}", out var named))
        {
            var batch = new RecordBatch { Writer = new Writer(Source, actor, "file-delete") };
            batch.Writes.AddRange((await store.QueryAsync(new RecordQuery(type) { Where = [named] })).Items.Select(record => new RecordWrite(WriteKind.Erase, type, record.Id, null, null)));
            await store.CommitAsync(batch);
        }

        foreach (var run in await store.ReadingsOfAsync(file.Hash))
        {
            // What was set aside is the file's own content.
            await store.DeleteRejectsAsync(run.Id);
        }

        await store.ForgetLookedAsync();
        await store.DeleteFileAsync(file.Hash);
        await store.AppendJournalAsync([new JournalEntry(0, clock.GetUtcNow(), actor, "file-delete", null, "file-delete", 1)]);
    }

    /// <summary>The file and all that was imported from it: the last of the runs that undo the imports deletes it, unless something else came from it.</summary>
    public async Task<IReadOnlyList<Run>> UndoAsync(IVaultStore store, FileOrigin origin, string actor)
    {
        var begun = new List<Run>();
        foreach (var import in origin.Imports)
        {
            if (await undoing.BeginAsync(store, import, dropFile: true, actor) is { Run: { } undo })
            {
                begun.Add(undo);
                await queue.EnqueueAsync(store.VaultId, undo.Id);
            }
        }

        return begun;
    }
}

/// <summary>A kept file and what came from it.</summary>
/// <param name="Records">How many live records of each type.</param>
/// <param name="Imports">Those that can be undone, the latest first.</param>
public sealed record FileOrigin(KeptFile File, IReadOnlyDictionary<string, long> Records, IReadOnlyList<Run> Imports);
