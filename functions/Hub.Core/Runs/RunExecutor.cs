using Hub.Core.Notices;
using Hub.Core.Plugins.Installing;
using Hub.Core.Vaults;
using Hub.Sdk;

namespace Hub.Core.Runs;

/// <summary>Carries one run of a vault to its end, or to a question, wherever it stood before.</summary>
public sealed class RunExecutor(IEnumerable<IRunWork> works, RunEvents events, TimeProvider clock, NoticeFinder? notices = null, InstalledPlugins? installed = null)
{
    private readonly Dictionary<RunKind, IRunWork> _works = works.ToDictionary(work => work.Kind);

    /// <returns>False when another process has the run in hand, or may have it.</returns>
    /// <exception cref="SourceBusyException">Another computation of the same application is at work.</exception>
    public async Task<bool> ExecuteAsync(IVaultStore store, string runId, CancellationToken cancellationToken)
    {
        if (await store.FindRunAsync(runId) is not { } known)
        {
            return true;
        }

        if (known is { IsOver: true, State: not RunState.Cancelled })
        {
            // A hub that was killed after the run was saved may not have come to this. A run that another process cancelled may still be in hand somewhere, and written once more.
            await NoticeAsync(store, known);
            return true;
        }

        Run? begun = null;
        await using var lease = await store.TryLeaseAsync(RunLeases.Of(known), find => Begin(begun = RunStore.Find(find, runId)));
        if (lease is null)
        {
            return known.Kind == RunKind.Compute ? throw new SourceBusyException() : false;
        }

        if (!lease.Lost.CanBeCanceled)
        {
            await CarryOutAsync(store, begun, cancellationToken);
            return true;
        }

        await using var held = new LeasedStore(store, lease);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, held.Lost);
        try
        {
            await CarryOutAsync(held, begun, stop.Token);
            return true;
        }
        catch (Exception failed) when (held.Lost.IsCancellationRequested && failed is OperationCanceledException or LeaseLostException)
        {
            // Another may have it in hand by now: how it stands is for that one to say.
            return false;
        }
        catch (Exception failed) when (failed is not (OperationCanceledException or StorageFullException or SourceBusyException))
        {
            await held.FlushAsync();
            throw;
        }
    }

    private static bool IsToBeCarriedOut(Run? run) => run is { IsOver: false, State: not RunState.Waiting };

    /// <summary>That it is under way is written with the right to carry it out, from what stands at that moment.</summary>
    private IEnumerable<DocumentWrite> Begin(Run? run) => run is not null && IsToBeCarriedOut(run) ? [RunStore.ToDocument(Running(run))] : [];

    private Run Running(Run run) => run with { State = RunState.Running, Started = run.Started ?? clock.GetUtcNow(), Question = null };

    private async Task CarryOutAsync(IVaultStore store, Run? run, CancellationToken cancellationToken)
    {
        if (run is null || !IsToBeCarriedOut(run))
        {
            await NoticeAsync(store, run);
            return;
        }

        run = Running(run);
        events.Publish(run.Id);
        try
        {
            if (installed is not null)
            {
                // Another process may have installed what this run needs.
                await installed.FollowAsync(run.Plugin, run.Version);
            }

            var ended = await _works[run.Kind].RunAsync(store, run, cancellationToken);
            await EndAsync(store, ended);
            await NoticeAsync(store, ended);
        }
        catch (StorageFullException full)
        {
            await InterruptAsync(store, run, full is StorageAwayException away ? away.Detail : new(full.Message, "Le disque est plein ou défaillant. Libérez de la place : la collecte reprendra là où elle s'est arrêtée."));
            throw;
        }
        catch (OperationCanceledException)
        {
            await InterruptAsync(store, run);
            throw;
        }
    }

    /// <summary>Ends a run that the person no longer wants; what is committed stays.</summary>
    public async Task CancelAsync(IVaultStore store, string runId)
    {
        if (await store.FindRunAsync(runId) is { IsOver: false } run)
        {
            await SaveAsync(store, run with { State = RunState.Cancelled, Question = null, Ended = clock.GetUtcNow(), SealedAnswers = null });
        }
    }

    /// <summary>Before the run is struck off the list of work, so that nothing that somebody should know is lost with the process.</summary>
    internal Task NoticeAsync(IVaultStore store, Run? run) => run is null || notices is null ? Task.CompletedTask : notices.ConsiderAsync(store.VaultId, run);

    private async ValueTask SaveAsync(IVaultStore store, Run run)
    {
        await store.SaveRunAsync(run);
        events.Publish(run.Id);
    }

    /// <summary>The last that is written under the run's right; most works wrote it with their last records. Whoever saw the question there may have answered it since.</summary>
    private async ValueTask EndAsync(IVaultStore store, Run run)
    {
        var isWritten = run.State == RunState.Waiting ? await store.FindRunAsync(run.Id) is not { State: RunState.Running } : await store.IsSavedAsync(run);
        if (!isWritten)
        {
            await store.CommitAsync(new RecordBatch { Writer = new Writer("hub", "hub", "run"), Documents = _ => [RunStore.ToDocument(run)], IsLast = true });
        }

        events.Publish(run.Id);
    }

    /// <summary>The counters are committed with each batch, so the stored run knows more than the one that began; and it may have come to its end or to a question already.</summary>
    private async ValueTask InterruptAsync(IVaultStore store, Run run, Text? why = null)
    {
        var latest = await store.FindRunAsync(run.Id) ?? run;
        if (!IsToBeCarriedOut(latest))
        {
            return;
        }

        try
        {
            await EndAsync(store, latest with { State = RunState.Interrupted, Detail = why ?? latest.Detail });
        }
        catch (Exception failed) when (failed is StorageFullException or LeaseLostException)
        {
            // The run stays "running" in the vault with its lease given back, which whoever takes it up next takes for interrupted.
        }
    }
}

/// <summary>How runs of one kind are carried out. Returns the run as it ended, or waiting for an answer.</summary>
public interface IRunWork
{
    RunKind Kind { get; }

    Task<Run> RunAsync(IVaultStore store, Run run, CancellationToken cancellationToken);
}

/// <summary>How a run's state follows from its outcome.</summary>
internal static class RunEnds
{
    /// <summary>A code that was typed is of no use any more, and nobody's business: answers go with the end.</summary>
    public static Run End(this Run run, Outcome outcome, Text? detail, DateTimeOffset now)
    {
        var state = outcome == Outcome.Done && run.Counts.Rejected > 0 ? RunState.Partial : Outcomes.Of(outcome).State;
        if (state == RunState.Partial && outcome is not Outcome.NotUnderstood && run.Counts.Read == 0)
        {
            state = RunState.Failed;
        }

        return run with { State = state, Outcome = outcome, Detail = detail, Ended = now, Progress = null, Question = null, SealedAnswers = null };
    }
}
