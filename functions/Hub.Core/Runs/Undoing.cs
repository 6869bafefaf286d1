using System.Text;
using Hub.Core.Journal;
using Hub.Core.Records;
using Hub.Core.Sources;
using Hub.Core.Vaults;
using Hub.Sdk;

namespace Hub.Core.Runs;

/// <summary>Begins undoing an import or what a source fetched, and says beforehand what it would do.</summary>
public sealed class Undoing(WorkList list, RecordTypes types, TimeProvider clock)
{
    private const string Kind = "run-undo";
    private const int BatchSize = 1000;

    private static readonly Text AtWork = new("The source is at work, or waits for your answer. Stop that run first, or wait for its end.", "La source est au travail, ou attend votre réponse. Arrêtez d'abord cette collecte, ou attendez sa fin.");
    private static readonly Text Already = new("This was undone already.", "Cela a déjà été annulé.");

    /// <summary>Why it cannot be undone, or null.</summary>
    public static Text? WhyNot(Run run) =>
        run.Kind is not (RunKind.Import or RunKind.Reparse or RunKind.Sync) || run.DryRun ? new("Only an import, a reading or what a source fetched can be undone.", "Seuls un import, une relecture ou une collecte auprès d'une source peuvent être annulés.")
        : !run.IsOver ? new("This run is still under way. Stop it first, or wait for its end.", "Cette collecte est encore en cours. Arrêtez-la d'abord, ou attendez sa fin.")
        : run.UndoneBy is not null ? Already
        : run.Counts.Created + run.Counts.Updated + run.Counts.Withdrawn == 0 ? new("This run changed nothing, so there is nothing to undo.", "Cette collecte n'a rien changé : il n'y a rien à annuler.")
        : run is { Kind: RunKind.Sync, Sync.Start: null } ? new("This run is from before the hub kept what an undo needs. What the source brought goes when the source is disconnected.", "Cette collecte date d'avant que le hub garde ce qu'une annulation demande. Ce que la source a apporté s'efface quand on la déconnecte.")
        : null;

    /// <summary>As <see cref="WhyNot(Run)"/>, and for what a source fetched, whether the source is at work.</summary>
    public static async ValueTask<Text?> WhyNotAsync(IVaultStore store, Run run) => WhyNot(run)
        ?? (run is { Kind: RunKind.Sync, Source: { } source } && await store.LastSyncAsync(source) is { IsOver: false } ? AtWork : null);

    public async Task<UndoCounts> ForeseeAsync(IVaultStore store, Run run)
    {
        var counts = new UndoCounts();
        await foreach (var (id, all) in RunJournal.UndosOfPartsAsync(store, types, run))
        {
            await foreach (var undos in all.Chunk(BatchSize))
            {
                counts += await store.ForeseeUndoAsync(id, undos);
            }
        }

        return counts;
    }

    /// <summary>Makes the run that undoes it, queued; or says why not.</summary>
    /// <param name="store">The vault.</param>
    /// <param name="run">What is to be undone.</param>
    /// <param name="dropFile">For an import, its file goes too.</param>
    /// <param name="actor">Who wants it.</param>
    /// <param name="pause">For what a source fetched: it fetches nothing by itself until the person lets it go on.</param>
    public async Task<(Run? Run, Text? WhyNot)> BeginAsync(IVaultStore store, Run run, bool dropFile, string actor, bool pause = false)
    {
        if (await WhyNotAsync(store, run) is { } why)
        {
            return (null, why);
        }

        if (pause && run is { Kind: RunKind.Sync, Source: { } fetched } && await store.FindSourceAsync(fetched) is { Paused: false } source && await store.TryReplaceSourceAsync(source with { Paused = true }))
        {
            // First, so that nothing that is taken back comes again in the same minute.
            await store.AppendJournalAsync([new JournalEntry(0, clock.GetUtcNow(), actor, "source-change", null, source.Id, 1)]);
        }

        var undo = new Run { Id = RunStore.NewId(clock), Kind = RunKind.Undo, Undoes = run.Id, Source = run.Kind == RunKind.Sync ? run.Source : null, DropsFile = dropFile, FileName = run.FileName, Actor = actor, Created = clock.GetUtcNow() };
        if (!await store.TryAddDocumentAsync(Kind, run.Id, Encoding.ASCII.GetBytes(undo.Id)))
        {
            // Asked twice at the same moment; or the first one was stopped, and this goes on where that left off.
            var first = await store.FindDocumentAsync(Kind, run.Id) is { } body ? await store.FindRunAsync(Encoding.ASCII.GetString(body)) : null;
            if (first is not { State: RunState.Cancelled or RunState.Failed })
            {
                return (null, Already);
            }

            await store.PutDocumentAsync(Kind, run.Id, Encoding.ASCII.GetBytes(undo.Id));
        }

        await list.AddAsync(store.VaultId, undo.Id);
        await store.SaveRunAsync(undo);
        return (undo, null);
    }

    /// <summary>The runs that wrote, the last first: what a later part changed is to be as the earlier one left it.</summary>
    internal static IEnumerable<string> PartsOf(Run run) => run.Parts.Append(run.Id).Reverse();
}
