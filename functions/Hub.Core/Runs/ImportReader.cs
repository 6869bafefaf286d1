using Hub.Core.Egress;
using Hub.Core.Plugins;
using Hub.Core.Plugins.Running;
using Hub.Core.Records;
using Hub.Core.Vaults;
using Hub.Wire;

namespace Hub.Core.Runs;

/// <summary>Reads one file with one connector, in a runner.</summary>
internal sealed class ImportReader(RecordTypes types, RunnerProcess runner, RunAnswers answers, RunEvents events, TimeProvider clock)
{
    public async Task<Run> ReadAsync(IVaultStore store, Run run, Plugin plugin, IFileSource file, CancellationToken cancellationToken)
    {
        // Files that one connector reads belong to one source, so that overlapping exports meet instead of doubling.
        run = run with { Source = plugin.Id };
        if (run.DryRun)
        {
            return await ReadAsync(store, new PreviewIngest(store, types, plugin, run, plugin.Id, file.Open, clock), plugin, file, cancellationToken);
        }

        await using var turn = await store.TryLeaseAsync(RunLeases.OfSource(plugin.Id)) ?? throw new SourceBusyException();
        var fetched = (await store.FindFileAsync(file.Hash!))!.At;
        var provenance = new Provenance(plugin.Id, run.Id, plugin.Id, plugin.Manifest.Version, fetched, file.Hash);
        var log = new RunLog(store, run.Id, clock, new Redactor(answers.Open(store.VaultId, run)));
        try
        {
            return await ReadAsync(store, new RecordIngest(store, types, plugin, run, provenance, file.Open, clock, events, log), plugin, file, cancellationToken);
        }
        finally
        {
            await log.FlushAsync();
        }
    }

    private async Task<Run> ReadAsync(IVaultStore store, ConnectorHandler handler, Plugin plugin, IFileSource file, CancellationToken cancellationToken)
    {
        var run = handler.Run;
        var settings = await VaultSettings.ReadAsync(store);
        var request = new RunnerRequest(
            plugin.Folder, plugin.Manifest.Entry, plugin.Manifest.Sdk, RunMode.Import, "{}"u8.ToArray(), run.Cursor, settings.Zone, clock.GetUtcNow(), answers.Open(store.VaultId, run), file.Name, file.Length)
        { Runtime = plugin.Manifest.Runtime, Decimals = plugin.Decimals(types) };
        RunnerResult result;
        try
        {
            result = await runner.RunAsync(request, handler, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            await handler.CommitAsync();
            throw;
        }

        await handler.CommitAsync();
        return result.Waiting
            ? handler.Run with { State = RunState.Waiting, Progress = null }
            : handler.Run.End(result.Outcome, result.Detail, clock.GetUtcNow());
    }
}
