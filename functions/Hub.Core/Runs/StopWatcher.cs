namespace Hub.Core.Runs;

/// <summary>Looks now and then whether somebody cancelled a run at another process, as long as it is in hand here.</summary>
internal sealed class StopWatcher(WorkList list, TimeProvider clock, Action<string> log)
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(10);

    /// <summary>Until what it gives is disposed.</summary>
    public IAsyncDisposable Watch(string runId, WorkInHand work)
    {
        var ended = new CancellationTokenSource();
        return new Watching(ended, WatchAsync(runId, work, ended.Token));
    }

    private async Task WatchAsync(string runId, WorkInHand work, CancellationToken ended)
    {
        using var timer = new PeriodicTimer(LookEvery, clock);
        try
        {
            while (!work.IsUnwanted && await timer.WaitForNextTickAsync(ended))
            {
                await LookAsync(runId, work);
            }
        }
        catch (OperationCanceledException)
        {
            // It is not in hand any more.
        }
    }

    private async Task LookAsync(string runId, WorkInHand work)
    {
        try
        {
            if (await list.IsStoppedAsync(work.VaultId, runId))
            {
                work.IsUnwanted = true;
                await work.StopAsync();
            }
        }
        catch (Exception failed)
        {
            // The run is what matters, and the next look may succeed.
            log($"run {runId}: {failed.GetType().Name} while looking whether it is still wanted");
        }
    }

    private sealed class Watching(CancellationTokenSource ended, Task watching) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await ended.CancelAsync();
            await watching;
            ended.Dispose();
        }
    }
}
