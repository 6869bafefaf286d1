using System.Text;
using Hub.Core.Records;
using Hub.Core.Vaults;
using Hub.Sdk;

namespace Hub.Core.Runs;

/// <summary>Begins undoing an import, and says beforehand what it would do.</summary>
public sealed class Undoing(WorkList list, RecordTypes types, TimeProvider clock)
{
    private const string Kind = "run-undo";
    private const int BatchSize = 1000;

    private static readonly Text Already = new("This was undone already.", "Cela a déjà été annulé.");

    /// <summary>Why it cannot be undone, or null.</summary>
    public static Text? WhyNot(Run run) =>
        run.Kind is not (RunKind.Import or RunKind.Reparse) || run.DryRun ? new("Only an import can be undone. What a source brought goes when the source is disconnected.", "Seul un import peut être annulé. Ce qu'une source a apporté s'efface quand on la déconnecte.")
        : !run.IsOver ? new("This import is still under way. Stop it first, or wait for its end.", "Cet import est encore en cours. Arrêtez-le d'abord, ou attendez sa fin.")
        : run.UndoneBy is not null ? Already
        : run.Counts.Created + run.Counts.Updated + run.Counts.Withdrawn == 0 ? new("This import changed nothing, so there is nothing to undo.", "Cet import n'a rien changé : il n'y a rien à annuler.")
        : null;

    public async Task<UndoCounts> ForeseeAsync(IVaultStore store, Run run)
    {
        var counts = new UndoCounts();
        foreach (var id in PartsOf(run))
        {
            await foreach (var undos in RunJournal.UndosAsync(store, types, id).Chunk(BatchSize))
            {
                counts += await store.ForeseeUndoAsync(id, undos);
            }
        }

        return counts;
    }

    /// <summary>Makes the run that undoes it, queued; or says why not.</summary>
    public async Task<(Run? Run, Text? WhyNot)> BeginAsync(IVaultStore store, Run run, bool dropFile, string actor)
    {
        if (WhyNot(run) is { } why)
        {
            return (null, why);
        }

        var undo = new Run { Id = RunStore.NewId(clock), Kind = RunKind.Undo, Undoes = run.Id, DropsFile = dropFile, FileName = run.FileName, Actor = actor, Created = clock.GetUtcNow() };
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
