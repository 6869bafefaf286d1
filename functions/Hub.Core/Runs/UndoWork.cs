using Hub.Core.Files;
using Hub.Core.Records;
using Hub.Core.Sources;
using Hub.Core.Vaults;
using Hub.Sdk;

namespace Hub.Core.Runs;

/// <summary>Takes back an import, or what a source fetched, a thousand records a commit. Killed and begun again, what is done already counts as committed.</summary>
internal sealed class UndoWork(RecordTypes types, RunEvents events, TimeProvider clock) : IRunWork
{
    private const int BatchSize = 1000;

    private static readonly Text Undone = new("The import was undone.", "L'import a été annulé.");
    private static readonly Text InPart = new(
        "The import was undone, but for what something else changed since: that was left as it is.", "L'import a été annulé, sauf ce qu'autre chose a modifié depuis : cela a été laissé tel quel.");

    private static readonly Text AsBefore = new("It was undone: your records are as they were before the file was read again.", "C'est annulé : vos données sont comme avant la relecture du fichier.");
    private static readonly Text AsBeforeInPart = new(
        "It was undone, but for what something else changed since: that was left as it is.", "C'est annulé, sauf ce qu'autre chose a modifié depuis : cela a été laissé tel quel.");

    private static readonly Text Fetched = new(
        "What was fetched then was taken back. The source stands again where it stood before: its next run fetches the same again, as the holder then has it.",
        "Ce qui avait été récupéré alors a été retiré. La source se retrouve là où elle en était avant : sa prochaine collecte récupérera de nouveau la même chose, telle que le détenteur l'aura alors.");
    private static readonly Text FetchedInPart = new(
        "What was fetched then was taken back, but for what something else changed since. The source stands again where it stood before: its next run fetches the same again.",
        "Ce qui avait été récupéré alors a été retiré, sauf ce qu'autre chose a modifié depuis. La source se retrouve là où elle en était avant : sa prochaine collecte récupérera de nouveau la même chose.");

    private static readonly Text FileStays = new("The file stays: something else that you have came from it.", "Le fichier reste : autre chose que vous avez en provient.");

    public RunKind Kind => RunKind.Undo;

    public async Task<Run> RunAsync(IVaultStore store, Run run, CancellationToken cancellationToken)
    {
        var target = await store.FindRunAsync(run.Undoes!);
        if (target is null)
        {
            return run.End(Outcome.Done, new Text("What was to be undone is not there any more.", "Ce qu'il fallait annuler n'existe plus."), clock.GetUtcNow());
        }

        var parts = Undoing.PartsOf(target).ToList();
        var ordinal = 0L;
        await foreach (var (part, all) in RunJournal.UndosOfPartsAsync(store, types, target).WithCancellation(cancellationToken))
        {
            await foreach (var undos in all.Chunk(BatchSize).WithCancellation(cancellationToken))
            {
                ordinal += undos.Length;
                if (ordinal > run.Committed)
                {
                    run = await CommitAsync(store, run, part, undos, ordinal, cancellationToken);
                }
            }
        }

        var setAside = 0L;
        foreach (var part in parts)
        {
            if (await store.FindRunAsync(part) is { } done)
            {
                // What it could not save is contents too.
                await store.DeleteRejectsAsync(part);
                setAside += done.Counts.Rejected;
                await store.SaveRunAsync(done with { UndoneBy = run.Id });
            }
        }

        // One more of nothing: of what several commits took away, no copy stays in the log of a storage account.
        var back = await SendBackAsync(store, target);
        await store.CommitAsync(new RecordBatch { Writer = WriterOf(run), Forgets = run.Counts.Withdrawn + setAside > 0, Documents = _ => back is null ? [] : [back.Value] }, cancellationToken);
        if (target is { Kind: RunKind.Sync, Source: { } source, Started: { } started, Ended: { } ended })
        {
            await DropRepliesAsync(store, source, started, ended);
        }

        var told = (target.Kind, run.Counts.Withheld > 0) switch
        {
            (RunKind.Sync, true) => FetchedInPart,
            (RunKind.Sync, false) => Fetched,
            (RunKind.Reparse, true) => AsBeforeInPart,
            (RunKind.Reparse, false) => AsBefore,
            (_, true) => InPart,
            _ => Undone,
        };
        return run.End(Outcome.Done, run.DropsFile && !await DropFilesAsync(store, parts) ? Outcomes.Join(told, FileStays) : told, clock.GetUtcNow());
    }

    private async Task<Run> CommitAsync(IVaultStore store, Run before, string part, RecordWrite[] undos, long ordinal, CancellationToken cancellationToken)
    {
        var after = before;
        var batch = new RecordBatch
        {
            Writer = WriterOf(before),
            Undoing = part,
            Forgets = false,
            Documents = counts =>
            {
                after = before with { Committed = ordinal, Counts = before.Counts + new RunCounts(undos.Length, 0, counts.Updated, counts.Unchanged, counts.Withheld, Withdrawn: counts.Deleted) };
                return [RunStore.ToDocument(after)];
            },
        };
        batch.Writes.AddRange(undos);
        await store.CommitAsync(batch, cancellationToken);
        events.Publish(before.Id);
        return after;
    }

    /// <summary>Last of all: a run that began at an earlier cursor would meet records that are taken away after it has passed them.</summary>
    private static async ValueTask<DocumentWrite?> SendBackAsync(IVaultStore store, Run target) =>
        target is { Kind: RunKind.Sync, Source: { } source, Sync.Start: { } start } && await store.FindSourceAsync(source) is not null
            ? SourceStore.ToDocument(source, (await store.SourceStateAsync(source)).SendBack(target.Id, start))
            : null;

    /// <summary>The replies that were kept then, but for what another record came from or names.</summary>
    private static async Task DropRepliesAsync(IVaultStore store, string source, DateTimeOffset from, DateTimeOffset to)
    {
        var kept = await store.SourceFilesAsync();
        var replies = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (_, hash) in kept.Where(file => file.Source == source && kept.All(other => other.Hash != file.Hash || other.Source == source)))
        {
            if (await store.FindFileAsync(hash) is { } file && file.At >= from && file.At <= to)
            {
                replies.Add(hash);
            }
        }

        await FileUse.TryDropAsync(store, replies);
        foreach (var hash in replies)
        {
            if (await store.FindFileAsync(hash) is null)
            {
                await store.ForgetSourceFileAsync(source, hash);
            }
        }
    }

    private static Writer WriterOf(Run run) => new("", run.Actor, RunJournal.PurposeOf(run.Id));

    /// <summary>False when one of them has to stay.</summary>
    private static async Task<bool> DropFilesAsync(IVaultStore store, IReadOnlyList<string> parts)
    {
        var files = new HashSet<string>(StringComparer.Ordinal);
        foreach (var part in parts)
        {
            if (await store.FindRunAsync(part) is { File: { } hash } && await store.FindFileAsync(hash) is not null)
            {
                files.Add(hash);
            }
        }

        return await FileUse.TryDropAsync(store, files);
    }
}
