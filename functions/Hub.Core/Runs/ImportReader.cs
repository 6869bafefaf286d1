using Hub.Core.Egress;
using Hub.Core.Plugins;
using Hub.Core.Plugins.Running;
using Hub.Core.Records;
using Hub.Core.Vaults;
using Hub.Sdk;
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
            return await ReadAsync(store, new PreviewIngest(store, types, plugin, run, file.Open, clock), plugin, file, cancellationToken);
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

    /// <summary>Reads a kept file once more, or only looks.</summary>
    public async Task<Run> RereadAsync(IVaultStore store, Run run, Plugin plugin, IFileSource file, KeptImports kept, DifferenceTally differences, CancellationToken cancellationToken)
    {
        run = run with { Source = plugin.Id };
        if (run.DryRun)
        {
            var look = new ReparseLook(store, types, plugin, run, file, kept, differences, clock);
            var looked = await ReadAsync(store, look, plugin, file, cancellationToken);
            await MissingAsync(store, looked, plugin, file, look.Told, differences);
            return looked with { Differences = differences.Found };
        }

        await using var turn = await store.TryLeaseAsync(RunLeases.OfSource(plugin.Id)) ?? throw new SourceBusyException();
        var provenance = new Provenance(plugin.Id, run.Id, plugin.Id, plugin.Manifest.Version, (await store.FindFileAsync(file.Hash!))!.At, file.Hash);
        var log = new RunLog(store, run.Id, clock, new Redactor(answers.Open(store.VaultId, run)));
        try
        {
            var ingest = new ReparseIngest(store, types, plugin, run, provenance, file, kept, clock, events, log);
            var ended = await ReadAsync(store, ingest, plugin, file, cancellationToken);
            var missing = await MissingAsync(store, ended, plugin, file, ingest.Told, differences);
            return run.Wish!.WithdrawsMissing && missing.Count > 0
                ? ended with { Counts = await ingest.WithdrawAsync(missing) }
                : ended with { Differences = differences.Found };
        }
        finally
        {
            await log.FlushAsync();
        }
    }

    /// <summary>What came from the file and is not told any more. Nobody knows unless it was read to its end.</summary>
    private async ValueTask<IReadOnlyList<OriginRecord>> MissingAsync(IVaultStore store, Run ended, Plugin plugin, IFileSource file, IReadOnlySet<RecordId> told, DifferenceTally differences)
    {
        if (ended.Outcome is not Outcome.Done)
        {
            return [];
        }

        var missing = new List<OriginRecord>();
        foreach (var (name, id, source) in await store.RecordsFromAsync(file.Hash!))
        {
            if ((source == plugin.Id || source == DocumentKeeper.Source) && !told.Contains(id) && types.Find(name) is { } type)
            {
                missing.Add(new OriginRecord(type, id, source));
                differences.Miss(name, id);
            }
        }

        return missing;
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

/// <summary>A record that came from a file, and whose it is.</summary>
internal sealed record OriginRecord(RecordType Type, RecordId Id, string Source);
