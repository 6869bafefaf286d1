using System.Collections.Concurrent;
using Hub.Core.Vaults;
using Hub.Sdk;

namespace Hub.Core.Runs;

/// <summary>
/// What is to be run, kept in the hub's store so that a killed hub goes on by itself. Runs of one source wait for each other; how many
/// processes run at once is bounded. Where a waker calls others for it, nothing begins here but slices of what was called for. Where the work list is
/// shared, other processes take from it too.
/// </summary>
public sealed class RunQueue(VaultPool vaults, WorkList list, RunExecutor executor, RunEvents events, TimeProvider clock, Action<string> log, RunnerSlots slots, RunAnswers answers, IRunWaker? waker = null, bool shared = false) : IAsyncDisposable
{
    private readonly StopWatcher _watcher = new(list, clock, log);
    private readonly RunCarrier _carrier = new(vaults, list, executor, slots, clock, log, shared);
    private readonly ConcurrentDictionary<string, WorkInHand> _works = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _stopping = new();
    private readonly Lock _starting = new();
    private bool _disposed;

    /// <summary>Called when a run ended or begins to wait for an answer, with its vault: what was changed may have to be computed anew.</summary>
    public Func<string, Run, Task>? Ended { get; set; }

    /// <summary>Takes up what an earlier process left.</summary>
    public async Task ResumeAsync()
    {
        foreach (var (vault, run) in await list.ListAsync())
        {
            await BeginAsync(vault, run, isNew: false);
        }
    }

    /// <param name="here">It needs what only this process has, so nobody else is called.</param>
    public async Task EnqueueAsync(string vaultId, string runId, bool here = false)
    {
        if (waker is null && !shared)
        {
            // Whoever saved the run noted it already; at home once more costs nothing.
            await list.AddAsync(vaultId, runId);
        }

        await BeginAsync(vaultId, runId, here: here);
        events.Publish(vaultId);
    }

    /// <summary>Carries a run as far as it goes within that time; the caller sees to the rest.</summary>
    public async Task<RunSlice> SliceAsync(string vaultId, string runId, TimeSpan atMost, CancellationToken cancellationToken)
    {
        using var time = new CancellationTokenSource(atMost, clock);
        var work = new WorkInHand(vaultId, CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token, time.Token, cancellationToken));
        var over = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        work.Task = over.Task;
        if (!_works.TryAdd(runId, work))
        {
            work.Stop.Dispose();
            return new RunSlice(RunCarrier.WhenElsewhere);
        }

        try
        {
            return new RunSlice(await WatchedAsync(vaultId, runId, work));
        }
        catch (OperationCanceledException) when (!work.IsUnwanted)
        {
            await using var vault = await vaults.OpenAsync(vaultId);
            return new RunSlice(TimeSpan.Zero, RunSlice.MarkOf(await vault.Store.FindRunAsync(runId)));
        }
        catch (OperationCanceledException)
        {
            await EndAsync(vaultId, runId);
            await list.ForgetStopAsync(vaultId, runId);
            return default;
        }
        finally
        {
            _works.TryRemove(new(runId, work));
            work.Stop.Dispose();
            over.SetResult();
            events.Publish(runId);
        }
    }

    /// <summary>Ends a run as a fault of the hub, because trying it again and again brought nothing.</summary>
    public Task GiveUpAsync(string vaultId, string runId) => _carrier.GiveUpAsync(vaultId, runId, Ended);

    /// <summary>Puts a run that waits back into the queue with the answer; false when it does not wait for that any more.</summary>
    public async Task<bool> AnswerAsync(IVaultStore store, string runId, string key, string answer)
    {
        Run asked;
        await _carrier.Changing.WaitAsync();
        try
        {
            if (await store.FindRunAsync(runId) is not { State: RunState.Waiting, Question: { } question } run || question.Key != key)
            {
                return false;
            }

            asked = run;
            await list.AddAsync(store.VaultId, runId);
            await store.SaveRunAsync(answers.With(store.VaultId, run, key, answer) with { State = RunState.Queued, Outcome = null, Question = null });
        }
        finally
        {
            _carrier.Changing.Release();
        }

        if (shared)
        {
            // The process that asked may have struck it off the list between the two.
            await list.AddAsync(store.VaultId, runId);
        }

        await BeginAsync(store.VaultId, runId, here: asked.DryRun);
        events.Publish(store.VaultId);
        return true;
    }

    /// <summary>Completes when the run has ended or waits for an answer.</summary>
    public async Task WaitAsync(string runId)
    {
        if (_works.TryGetValue(runId, out var work))
        {
            await work.Task;
        }
    }

    public async Task CancelAsync(string vaultId, string runId)
    {
        await StopAsync(vaultId, runId);
        if (Ended is { } ended)
        {
            await using var vault = await vaults.OpenAsync(vaultId);
            if (await vault.Store.FindRunAsync(runId) is { Kind: RunKind.Sync, State: RunState.Cancelled } run)
            {
                await ended(vaultId, run);
            }
        }
    }

    /// <summary>Gives up waiting for an answer that did not come; false when it came at this moment.</summary>
    public async Task<bool> ExpireAsync(IVaultStore store, string runId, Text detail)
    {
        Run expired;
        await _carrier.Changing.WaitAsync();
        try
        {
            if (await store.FindRunAsync(runId) is not { State: RunState.Waiting } run)
            {
                return false;
            }

            expired = run.End(Outcome.CodeNeeded, detail, clock.GetUtcNow()) with { State = RunState.Failed };
            await store.SaveRunAsync(expired);
        }
        finally
        {
            _carrier.Changing.Release();
        }

        await executor.NoticeAsync(store, expired);
        events.Publish(runId);
        return true;
    }

    /// <summary>Stops what a vault runs, for instance before it is erased.</summary>
    public async Task CancelAllAsync(string vaultId)
    {
        foreach (var (runId, _) in _works.Where(work => work.Value.VaultId == vaultId).ToList())
        {
            await StopAsync(vaultId, runId);
        }

        foreach (var (_, run) in (await list.ListAsync()).Where(work => work.VaultId == vaultId))
        {
            await list.RemoveAsync(vaultId, run);
        }
    }

    /// <summary>Interrupts what is under way, and waits until it has put its things away. To be called before anything that runs use is let go; again it does nothing.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, true))
        {
            return;
        }

        await _stopping.CancelAsync();
        await Task.WhenAll(_works.Values.Select(work => work.Task));
        _stopping.Dispose();
        _carrier.Dispose();
    }

    private async Task StopAsync(string vaultId, string runId)
    {
        if (_works.TryGetValue(runId, out var work))
        {
            await work.StopAsync();
            await work.Task;
        }

        var mayBeElsewhere = shared || (waker is not null && work is null);
        if (mayBeElsewhere)
        {
            await list.StopAsync(vaultId, runId);
        }

        await EndAsync(vaultId, runId, isListed: mayBeElsewhere);
    }

    /// <param name="isListed">Another process may be at it, and may write once more that it goes on: whoever takes it up strikes it off.</param>
    private async Task EndAsync(string vaultId, string runId, bool isListed = false)
    {
        await using var vault = await vaults.OpenAsync(vaultId);
        await _carrier.Changing.WaitAsync();
        try
        {
            await executor.CancelAsync(vault.Store, runId);
        }
        finally
        {
            _carrier.Changing.Release();
        }

        if (!isListed)
        {
            await list.RemoveAsync(vaultId, runId);
        }
    }

    private async ValueTask BeginAsync(string vaultId, string runId, bool isNew = true, bool here = false)
    {
        if (waker is null || here)
        {
            Begin(vaultId, runId, isNew);
        }
        else
        {
            await waker.WakeAsync(RunCall.Run(vaultId, runId));
        }
    }

    private void Begin(string vaultId, string runId, bool isNew)
    {
        lock (_starting)
        {
            if (_works.TryGetValue(runId, out var there))
            {
                // It asked something, was answered, and is still putting its things away: it goes round once more.
                there.Again |= isNew;
                return;
            }

            var work = new WorkInHand(vaultId, CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token));
            work.Task = Task.Run(() => CarryOutAsync(vaultId, runId, work));
            _works[runId] = work;
        }
    }

    private async Task CarryOutAsync(string vaultId, string runId, WorkInHand work)
    {
        try
        {
            do
            {
                while (await TryAsync(vaultId, runId, work) is { } wait)
                {
                    if (wait > TimeSpan.Zero)
                    {
                        await Task.Delay(wait, clock, work.Stop.Token);
                    }
                }
            }
            while (await GoesRoundAsync(vaultId, runId, work));
        }
        catch (OperationCanceledException)
        {
            // The hub stops, or the person cancelled: the work stays in the store or is removed by who cancelled.
            await GoesRoundAsync(vaultId, runId, work);
            if (work.IsUnwanted)
            {
                await EndAsync(vaultId, runId);
                await list.ForgetStopAsync(vaultId, runId);
            }
        }
        finally
        {
            _works.TryRemove(new(runId, work));
            work.Stop.Dispose();
            events.Publish(runId);
        }
    }

    private Task<TimeSpan?> TryAsync(string vaultId, string runId, WorkInHand work) =>
        shared ? WatchedAsync(vaultId, runId, work) : _carrier.TryAsync(vaultId, runId, Ended, work.Stop.Token);

    /// <summary>Where a person may stop it at another process.</summary>
    private async Task<TimeSpan?> WatchedAsync(string vaultId, string runId, WorkInHand work)
    {
        await using var watching = _watcher.Watch(runId, work);
        return await _carrier.TryAsync(vaultId, runId, Ended, work.Stop.Token);
    }

    private async ValueTask<bool> GoesRoundAsync(string vaultId, string runId, WorkInHand work)
    {
        lock (_starting)
        {
            if (!work.Again)
            {
                _works.TryRemove(runId, out _);
                return false;
            }

            work.Again = false;
        }

        // The round before may have struck it off the list after it was added again.
        await list.AddAsync(vaultId, runId);
        return true;
    }
}
