using Hub.Core.Runs;
using Hub.Core.Sources;
using Hub.Core.Vaults;
using Hub.Sdk;

namespace Hub.Core.Checks;

/// <summary>Runs that are not over and stand on no list of work: nobody will ever go on with them.</summary>
internal sealed class VaultRuns(WorkList list, SourceScheduler scheduler, TimeProvider clock)
{
    private static readonly Text BrokeOff = new(
        "This broke off, and nobody went on with it: the hub's check found it so and closed it. What was read before was kept. Begin it again.",
        "Ceci s'est interrompu, et personne ne l'a poursuivi : la vérification du hub l'a constaté et l'a clos. Ce qui avait été lu a été gardé. Recommencez.");

    public async ValueTask CheckAsync(IVaultStore store, FindingList found, Mending? mending, CancellationToken cancellationToken)
    {
        var adrift = await AdriftAsync(store);
        foreach (var run in adrift)
        {
            found.Add(FindingKind.Run, $"Run {run.Id}: {run.State}, and on no list of work.");
        }

        if (adrift.Count == 0 || mending?.Takes(FindingKind.Run) != true)
        {
            return;
        }

        var now = clock.GetUtcNow();
        var batch = new RecordBatch
        {
            Writer = new Writer("hub", mending.Actor, Mending.Action),
            Documents = _ => adrift.Select(run => RunStore.ToDocument(run with { State = RunState.Cancelled, Outcome = null, Detail = BrokeOff, Ended = now, Progress = null, Question = null, SealedAnswers = null })),
            Journal = { mending.Line(FindingKind.Run, adrift.Count, now) },
        };
        await store.CommitAsync(batch, cancellationToken);
        found.Mended(FindingKind.Run);
        foreach (var source in adrift.Where(run => run.Kind == RunKind.Sync).Select(run => run.Source).OfType<string>().Distinct(StringComparer.Ordinal))
        {
            await scheduler.SettleAsync(store, source);
        }
    }

    /// <summary>A run is on the list before it is saved and until it is over, so what is not over in two looks with the list between them was forgotten.</summary>
    private async ValueTask<IReadOnlyList<Run>> AdriftAsync(IVaultStore store)
    {
        var open = (await store.ReadableRunsAsync()).Where(IsOpen).ToList();
        if (open.Count == 0)
        {
            return [];
        }

        var listed = (await list.ListAsync()).Where(work => work.VaultId == store.VaultId).Select(work => work.RunId).ToHashSet(StringComparer.Ordinal);
        var adrift = new List<Run>();
        foreach (var run in open.Where(run => !listed.Contains(run.Id)))
        {
            await store.RefreshAsync();
            if (await store.FindRunAsync(run.Id) is { } still && IsOpen(still))
            {
                adrift.Add(still);
            }
        }

        return adrift;
    }

    private static bool IsOpen(Run run) => run is { IsOver: false, State: not RunState.Waiting };
}
