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
internal sealed class ComputeWork(PluginCatalogue plugins, RecordTypes types, RunnerProcess runner, Aggregator aggregator, TimeProvider clock) : IRunWork
{
    public RunKind Kind => RunKind.Compute;

    public async Task<Run> RunAsync(IVaultStore store, Run run, CancellationToken cancellationToken)
    {
        await using var turn = await store.TryLeaseAsync($"compute-{run.Plugin}") ?? throw new SourceBusyException();
        var now = clock.GetUtcNow();
        if (plugins.Find(run.Plugin!) is not { } plugin || await store.FindActiveGrantAsync(run.Plugin!, now) is not { } grant || !grant.Covers(plugin.Manifest))
        {
            return run.End(Outcome.ConsentExpired, new Text("The service is not there any more, or you have not allowed what it asks now.", "Le service n'est plus là, ou vous n'avez pas autorisé ce qu'il demande maintenant."), now);
        }

        var settings = await VaultSettings.ReadAsync(store);
        var sequence = await store.SequenceAsync();
        var handler = new ComputeHandler(store, types, plugin, run with { Version = plugin.Manifest.Version }, grant, sequence, settings.FindZone(), aggregator, clock);
        var request = new RunnerRequest(plugin.Folder, plugin.Manifest.Entry, plugin.Manifest.Sdk, RunMode.Compute, "{}"u8.ToArray(), null, settings.Zone, now, RunAnswers.None, null, null) { Runtime = plugin.Manifest.Runtime, Decimals = plugin.Decimals(types) };
        var result = await runner.RunAsync(request, handler, cancellationToken);
        var ended = handler.Run.End(result.Outcome, result.Detail, clock.GetUtcNow());
        if (result.Outcome != Outcome.Done)
        {
            return ended;
        }

        await KeepAsync(store, plugin, handler.Insights, sequence);
        return ended with { State = RunState.Succeeded };
    }

    private static async Task KeepAsync(IVaultStore store, Plugin plugin, IReadOnlyList<KeptInsight> insights, long sequence)
    {
        var documents = insights.Select(InsightStore.ToDocument).Append(InsightStore.ComputedDocument(plugin.Id, sequence)).ToList();
        await store.CommitAsync(new RecordBatch { Writer = new Writer(plugin.Id, $"plugin:{plugin.Id}", "compute"), Documents = _ => documents });
        var keys = insights.Select(insight => insight.Key).ToHashSet(StringComparer.Ordinal);
        foreach (var old in (await store.InsightsAsync(plugin.Id)).Where(old => !keys.Contains(old.Key)))
        {
            await store.DeleteDocumentAsync(InsightStore.Kind, InsightStore.IdOf(plugin.Id, old.Key));
        }
    }
}
