using System.Collections.Concurrent;
using System.Text;
using Hub.Core.Vaults;

namespace Hub.Core.Runs;

/// <summary>
/// What is to be run, kept in the hub's store so that a killed hub goes on by itself. Runs of one source wait for each other; how many
/// processes run at once is bounded.
/// </summary>
public sealed class RunQueue(VaultPool vaults, IHubStore hub, RunExecutor executor, RunEvents events, TimeProvider clock, Action<string> log) : IAsyncDisposable
{
    private const string Kind = "work";
    private static readonly TimeSpan RetryAfter = TimeSpan.FromMinutes(1);

    private readonly SemaphoreSlim _slots = new(Math.Max(2, Environment.ProcessorCount));
    private readonly ConcurrentDictionary<string, Work> _works = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _stopping = new();

    /// <summary>Called when a run ended, with its vault: what was changed may have to be computed anew.</summary>
    public Func<string, Run, Task>? Ended { get; set; }

    /// <summary>Takes up what an earlier process left.</summary>
    public async Task ResumeAsync()
    {
        foreach (var document in await hub.ListDocumentsAsync(Kind))
        {
            if (document.Id.Split('/') is [var vault, var run])
            {
                Begin(vault, run);
            }
        }
    }

    public async Task EnqueueAsync(string vaultId, string runId)
    {
        await hub.PutDocumentAsync(Kind, $"{vaultId}/{runId}", Encoding.ASCII.GetBytes("{}"));
        Begin(vaultId, runId);
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
        if (_works.TryGetValue(runId, out var work))
        {
            await work.Stop.CancelAsync();
            await work.Task;
        }

        await using var vault = await vaults.OpenAsync(vaultId);
        await executor.CancelAsync(vault.Store, runId);
        await hub.DeleteDocumentAsync(Kind, $"{vaultId}/{runId}");
    }

    /// <summary>Stops what a vault runs, for instance before it is erased.</summary>
    public async Task CancelAllAsync(string vaultId)
    {
        foreach (var (runId, _) in _works.Where(work => work.Value.VaultId == vaultId).ToList())
        {
            await CancelAsync(vaultId, runId);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await Task.WhenAll(_works.Values.Select(work => work.Task));
        _stopping.Dispose();
        _slots.Dispose();
    }

    private void Begin(string vaultId, string runId)
    {
        var work = new Work(vaultId, CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token));
        if (_works.TryAdd(runId, work))
        {
            work.Task = Task.Run(() => CarryOutAsync(vaultId, runId, work));
        }
    }

    private async Task CarryOutAsync(string vaultId, string runId, Work work)
    {
        try
        {
            var wait = TimeSpan.Zero;
            while (await TryCarryOutAsync(vaultId, runId, wait, work.Stop.Token) is { } again)
            {
                wait = again;
            }
        }
        catch (OperationCanceledException)
        {
            // The hub stops, or the person cancelled: the work stays in the store or is removed by who cancelled.
        }
        finally
        {
            _works.TryRemove(runId, out _);
            work.Stop.Dispose();
            events.Publish(runId);
        }
    }

    /// <returns>How long to wait before trying again, or null when there is nothing more to do.</returns>
    private async Task<TimeSpan?> TryCarryOutAsync(string vaultId, string runId, TimeSpan wait, CancellationToken cancellationToken)
    {
        if (wait > TimeSpan.Zero)
        {
            await Task.Delay(wait, clock, cancellationToken);
        }

        await _slots.WaitAsync(cancellationToken);
        try
        {
            await using var vault = await vaults.OpenAsync(vaultId);
            if (!await executor.ExecuteAsync(vault.Store, runId, cancellationToken))
            {
                return TimeSpan.FromSeconds(5);
            }

            await hub.DeleteDocumentAsync(Kind, $"{vaultId}/{runId}");
            if (Ended is { } ended && await vault.Store.FindRunAsync(runId) is { IsOver: true } run)
            {
                await ended(vaultId, run);
            }

            return null;
        }
        catch (StorageFullException)
        {
            log($"run {runId}: the disk is full; trying again in {RetryAfter.TotalSeconds:0} s");
            return RetryAfter;
        }
        catch (SourceBusyException)
        {
            return TimeSpan.FromSeconds(1);
        }
        catch (Exception failed) when (failed is not OperationCanceledException)
        {
            log($"run {runId}: {failed.GetType().Name} in {Where(failed)}");
            await GiveUpAsync(vaultId, runId);
            return null;
        }
        finally
        {
            _slots.Release();
        }
    }

    /// <summary>A fault of the hub itself must not be tried for ever, and must not look as if nothing had happened.</summary>
    private async Task GiveUpAsync(string vaultId, string runId)
    {
        await hub.DeleteDocumentAsync(Kind, $"{vaultId}/{runId}");
        if (!vaults.Stores.Exists(vaultId))
        {
            return;
        }

        await using var vault = await vaults.OpenAsync(vaultId);
        if (await vault.Store.FindRunAsync(runId) is { IsOver: false } run)
        {
            var fault = new Sdk.Text("The hub failed at this. What was read before was kept. The admin finds a line about it in the hub's log.", "Le hub a échoué. Ce qui avait été lu a été gardé. L'administrateur trouvera une ligne à ce sujet dans le journal technique du hub.");
            await vault.Store.SaveRunAsync(run.End(Sdk.Outcome.PluginFault, fault, clock.GetUtcNow()));
        }
    }

    /// <summary>The place, not the message: messages of exceptions may quote what they could not read.</summary>
    private static string Where(Exception failed) => failed.StackTrace?.Split('\n', 2)[0].Trim() ?? "an unknown place";

    private sealed class Work(string vaultId, CancellationTokenSource stop)
    {
        public string VaultId { get; } = vaultId;

        public CancellationTokenSource Stop { get; } = stop;

        public Task Task { get; set; } = Task.CompletedTask;
    }
}

/// <summary>Another run of the same source is at work; this one takes its turn.</summary>
public sealed class SourceBusyException() : Exception("Another run of this source is at work.");
