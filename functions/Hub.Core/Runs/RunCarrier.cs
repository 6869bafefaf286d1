using Hub.Core.Vaults;
using Hub.Sdk;

namespace Hub.Core.Runs;

/// <summary>Carries one run as far as it goes now, when it is its turn, and says when to try again.</summary>
internal sealed class RunCarrier(VaultPool vaults, WorkList list, RunExecutor executor, RunnerSlots slots, TimeProvider clock, Action<string> log, bool shared = false) : IDisposable
{
    private static readonly TimeSpan WhenFull = TimeSpan.FromMinutes(1);
    public static readonly TimeSpan WhenElsewhere = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan WhenBusy = TimeSpan.FromSeconds(1);

    /// <summary>On a storage account each look costs requests. A killed process's rights end within a minute, so who looks so often has them within a minute and a half.</summary>
    private static readonly TimeSpan WhenElsewhereShared = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan WhenBusyShared = TimeSpan.FromSeconds(5);

    /// <summary>The longest that a process takes between noting a run and saving it, and clocks that differ.</summary>
    private static readonly TimeSpan NotedBefore = TimeSpan.FromMinutes(15);

    /// <summary>Held by whoever answers a run, gives it up, cancels it or strikes it off: so that the list and the run always say the same.</summary>
    public SemaphoreSlim Changing { get; } = new(1);

    public void Dispose() => Changing.Dispose();

    /// <returns>How long to wait before trying again, or null when there is nothing more to do.</returns>
    public async Task<TimeSpan?> TryAsync(string vaultId, string runId, Func<string, Run, Task>? ended, CancellationToken cancellationToken)
    {
        try
        {
            var known = await FindAsync(vaultId, runId);
            if (known is null && IsNew(runId))
            {
                // It is noted first and saved then, by another process at this moment; the next look finds it, or that it is old and was never saved.
                return null;
            }

            using var slot = await slots.TakeAsync(known, vaultId, cancellationToken);

            // Whoever takes the right to carry it out sees what was done before.
            await using var vault = await vaults.OpenAsync(vaultId, fresh: false);
            if (!await executor.ExecuteAsync(vault.Store, runId, cancellationToken))
            {
                return shared ? WhenElsewhereShared : WhenElsewhere;
            }

            var run = await vault.Store.FindRunAsync(runId);
            if (run is { State: RunState.Interrupted })
            {
                // Its time was up before it was done: it goes on when the others had their turn.
                return TimeSpan.Zero;
            }

            if (run is { State: RunState.Waiting } && ended is not null)
            {
                // Before it is struck off: somebody has to look when no answer comes.
                await ended(vaultId, run);
            }

            await StrikeAsync(vault.Store, runId, cancellationToken);
            if (run is { IsOver: true } && ended is not null)
            {
                await ended(vaultId, run);
            }

            return null;
        }
        catch (StorageFullException full)
        {
            log($"run {runId}: {(full is StorageAwayException ? full.Message : "the disk is full.")} Trying again in {WhenFull.TotalSeconds:0} s");
            return WhenFull;
        }
        catch (SourceBusyException)
        {
            return shared ? WhenBusyShared : WhenBusy;
        }
        catch (Exception failed) when (failed is not OperationCanceledException)
        {
            log($"run {runId}: {failed.GetType().Name} in {Where(failed)}");
            await GiveUpAsync(vaultId, runId, ended);
            return null;
        }
    }

    /// <summary>Off the list, unless it was answered at this moment: then it is on it anew.</summary>
    private async ValueTask StrikeAsync(IVaultStore store, string runId, CancellationToken cancellationToken)
    {
        await Changing.WaitAsync(cancellationToken);
        try
        {
            if (await store.FindRunAsync(runId) is null or { State: RunState.Waiting } or { IsOver: true })
            {
                await list.RemoveAsync(store.VaultId, runId);
                if (await store.FindRunAsync(runId) is { State: RunState.Waiting })
                {
                    await store.RefreshAsync(cancellationToken);
                }

                if (await store.FindRunAsync(runId) is { IsOver: false, State: not RunState.Waiting })
                {
                    // Another process was given the answer at this moment.
                    await list.AddAsync(store.VaultId, runId);
                }
            }
        }
        finally
        {
            Changing.Release();
        }
    }

    /// <summary>The vault is let go while the run waits for its turn.</summary>
    private async ValueTask<Run?> FindAsync(string vaultId, string runId)
    {
        await using var vault = await vaults.OpenAsync(vaultId, fresh: false);
        if (await vault.Store.FindRunAsync(runId) is { } run)
        {
            return run;
        }

        await vault.Store.RefreshAsync();
        return await vault.Store.FindRunAsync(runId);
    }

    private bool IsNew(string runId) => RunStore.TimeOf(runId) is { } noted && clock.GetUtcNow() - noted < NotedBefore;

    /// <summary>A fault of the hub itself must not be tried for ever, and must not look as if nothing had happened.</summary>
    public async Task GiveUpAsync(string vaultId, string runId, Func<string, Run, Task>? ended)
    {
        if (!await vaults.Stores.ExistsAsync(vaultId))
        {
            await list.RemoveAsync(vaultId, runId);
            return;
        }

        await using var vault = await vaults.OpenAsync(vaultId);
        if (await vault.Store.FindRunAsync(runId) is { IsOver: false } run)
        {
            var fault = new Text("The hub failed at this. What was read before was kept. The admin finds a line about it in the hub's log.", "Le hub a échoué. Ce qui avait été lu a été gardé. L'administrateur trouvera une ligne à ce sujet dans le journal technique du hub.");
            run = run.End(Outcome.PluginFault, fault, clock.GetUtcNow());
            await vault.Store.SaveRunAsync(run);
            if (ended is not null && run.Kind == RunKind.Sync)
            {
                await ended(vaultId, run);
            }
        }

        // Last: if the storage fails on the way, the run is still on the list and does not look as if it went on for ever.
        await list.RemoveAsync(vaultId, runId);
    }

    /// <summary>The place, not the message: messages of exceptions may quote what they could not read.</summary>
    private static string Where(Exception failed) => failed.StackTrace?.Split('\n', 2)[0].Trim() ?? "an unknown place";
}

/// <summary>Another run of the same source is at work; this one takes its turn.</summary>
public sealed class SourceBusyException() : Exception("Another run of this source is at work.");
