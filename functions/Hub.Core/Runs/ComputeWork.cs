using Hub.Core.Aggregates;
using Hub.Core.Grants;
using Hub.Core.Plugins;
using Hub.Core.Plugins.Running;
using Hub.Core.Records;
using Hub.Core.Vaults;
using Hub.Sdk;
using Hub.Wire;

namespace Hub.Core.Runs;

/// <summary>One computation of an application. The insights of the run before stay until this one has ended well.</summary>
internal sealed class ComputeWork(PluginCatalogue plugins, RecordTypes types, RunnerProcess runner, Aggregator aggregator, TimeProvider clock, Computations computations) : IRunWork
{
    public RunKind Kind => RunKind.Compute;

    public async Task<Run> RunAsync(IVaultStore store, Run run, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (plugins.Find(run.Plugin!) is not { } plugin || await store.FindActiveGrantAsync(run.Plugin!, now) is not { } grant || !grant.Covers(plugin.Manifest))
        {
            return run.End(Outcome.ConsentExpired, new Text("The service is not there any more, or you have not allowed what it asks now.", "Le service n'est plus là, ou vous n'avez pas autorisé ce qu'il demande maintenant."), now);
        }

        var settings = await VaultSettings.ReadAsync(store);
        var sequence = await store.SequenceAsync();
        using var known = computations.Begin(store.VaultId, plugin.Id, sequence);
        var handler = new ComputeHandler(store, types, plugin, run with { Version = plugin.Manifest.Version }, grant, sequence, settings.FindZone(), aggregator, clock);
        var request = new RunnerRequest(plugin.Folder, plugin.Manifest.Entry, plugin.Manifest.Sdk, RunMode.Compute, "{}"u8.ToArray(), null, settings.Zone, now, RunAnswers.None, null, null) { Runtime = plugin.Manifest.Runtime, Decimals = plugin.Decimals(types) };
        try
        {
            var result = await runner.RunAsync(request, handler, cancellationToken);
            var ended = handler.Run.End(result.Outcome, result.Detail, clock.GetUtcNow());
            ended = result.Outcome == Outcome.Done ? ended with { State = RunState.Succeeded } : ended;
            await CommitAsync(store, plugin, handler, [.. result.Outcome == Outcome.Done ? await InsightsAsync(store, plugin, handler, sequence) : [], RunStore.ToDocument(ended)], isLast: true);
            return ended;
        }
        catch (OperationCanceledException)
        {
            // What it read stands in the journal, although nothing came of it.
            await CommitAsync(store, plugin, handler, [], isLast: false);
            throw;
        }
    }

    private static async Task CommitAsync(IVaultStore store, Plugin plugin, ComputeHandler handler, IReadOnlyList<DocumentWrite> documents, bool isLast)
    {
        var batch = new RecordBatch { Writer = new Writer(plugin.Id, $"plugin:{plugin.Id}", "compute"), Documents = _ => documents, IsLast = isLast };
        batch.Journal.AddRange(handler.TakeJournal());
        await store.CommitAsync(batch);
    }

    /// <summary>The new ones, and the end of those before that are not among them.</summary>
    private static async Task<IEnumerable<DocumentWrite>> InsightsAsync(IVaultStore store, Plugin plugin, ComputeHandler handler, long sequence)
    {
        var insights = handler.Insights;
        var keys = insights.Select(insight => insight.Key).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. insights.Select(InsightStore.ToDocument),
            .. (await store.InsightsAsync(plugin.Id)).Where(old => !keys.Contains(old.Key)).Select(old => new DocumentWrite(InsightStore.Kind, InsightStore.IdOf(plugin.Id, old.Key), null)),
            .. handler.Left,
            InsightStore.ComputedDocument(plugin.Id, sequence),
        ];
    }
}
