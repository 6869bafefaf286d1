using Hub.Core.Runs;
using Hub.Core.Vaults;
using Hub.Sdk;
using Hub.Testing;

namespace Core.Tests.Runs;

/// <summary>A run of some steps, each of which lasts until the slice is over.</summary>
internal sealed class SteppingWork : IRunWork
{
    private int _runs;

    public RunKind Kind => RunKind.Sync;

    public HandClock Clock { get; set; } = null!;

    public int Steps { get; set; } = 1;

    public bool GoesOn { get; set; } = true;

    public TaskCompletionSource? Hold { get; set; }

    public TaskCompletionSource Begun { get; set; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public int Runs => _runs;

    public async Task<Run> RunAsync(IVaultStore store, Run run, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _runs);
        Begun.TrySetResult();
        if (Hold is { } hold)
        {
            await hold.Task;
        }

        if (Steps > 1)
        {
            await Task.Delay(Timeout.Infinite, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await store.SaveRunAsync(run with { Committed = run.Committed + (GoesOn ? 1 : 0) });
            cancellationToken.ThrowIfCancellationRequested();
        }

        return run.End(Outcome.Done, null, Clock.GetUtcNow());
    }
}
