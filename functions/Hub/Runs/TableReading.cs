using Hub.Core.Files;
using Hub.Core.Runs;
using Hub.Core.Vaults;

namespace Hub.Runs;

/// <summary>Reads a kept file once more, with the plug-in that was taught for it.</summary>
internal sealed class TableReading(RunEngine engine)
{
    private static readonly TimeSpan WorthWaiting = TimeSpan.FromSeconds(3);

    /// <summary>Most files are read at once; then the next page shows the result and not a progress bar.</summary>
    public async Task<Run> BeginAsync(IVaultStore store, KeptFile file, string plugin, string actor, CancellationToken cancellationToken)
    {
        // A local store answers at once; for others the thread that copies waits.
        var item = new ImportItem(file.Name, file.Length, () => store.OpenFileAsync(file.Hash).AsTask().GetAwaiter().GetResult());
        var run = await engine.Imports.BeginAsync(store, [item], plugin, dryRun: false, actor, cancellationToken);
        await engine.Queue.EnqueueAsync(store.VaultId, run.Id);
        await Task.WhenAny(engine.Queue.WaitAsync(run.Id), Task.Delay(WorthWaiting, cancellationToken));
        return run;
    }
}
