using Hub.Core.Egress;
using Hub.Core.Plugins;
using Hub.Core.Plugins.Running;
using Hub.Core.Records;
using Hub.Core.Runs;
using Hub.Core.Vaults;
using Hub.Sdk;
using Hub.Wire;

namespace Hub.Core.Sources;

/// <summary>What trying the settings showed.</summary>
/// <param name="Asks">The holder wants an answer from the person first; the source's first run asks for it.</param>
public sealed record ProbeResult(Outcome Outcome, Text? Detail, HolderAccount? Account, HolderSession Session, bool Asks)
{
    public bool MayBeSaved => Asks || Outcome == Outcome.Done;
}

/// <summary>Tries settings in a runner before they are saved, for at most a minute: a person waits for it.</summary>
public sealed class ProbeWork(RunnerProcess runner, Broker broker, RecordTypes types, RunnerSlots slots, TimeProvider clock)
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);
    private static readonly Text TooLong = new("It did not answer within a minute.", "Il n'a pas répondu en une minute.");

    /// <param name="sourceId">Whose calls they are in the ledger; it need not be saved yet.</param>
    public async Task<ProbeResult> ProbeAsync(IVaultStore store, Plugin plugin, string sourceId, SourceSettings settings, CancellationToken cancellationToken)
    {
        using var slot = await slots.TakeForProbeAsync(store.VaultId, cancellationToken);
        using var time = new CancellationTokenSource(Longest, clock);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(time.Token, cancellationToken);
        using var calls = broker.Open(store, new EgressRun { Plugin = plugin, Source = sourceId, Run = RunStore.NewId(clock), Settings = settings.Plain, Secrets = settings.Secrets });
        var handler = new ProbeHandler(calls);
        var request = new RunnerRequest(
            plugin.Folder, plugin.Manifest.Entry, plugin.Manifest.Sdk, RunMode.Probe, settings.ForPlugin(plugin.Settings), null, (await VaultSettings.ReadAsync(store)).Zone, clock.GetUtcNow(), NoAnswers, null, null)
        { Runtime = plugin.Manifest.Runtime, Decimals = plugin.Decimals(types) };
        try
        {
            var result = await runner.RunAsync(request, handler, stop.Token);
            return new ProbeResult(result.Outcome, result.Detail is { } detail ? calls.Redactor.Redact(detail) : null, handler.Account, new HolderSession(handler.Session, calls.ExportCookies()), result.Waiting);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new ProbeResult(Outcome.HolderUnavailable, TooLong, null, new HolderSession(), Asks: false);
        }
    }

    private static readonly Dictionary<string, string> NoAnswers = new(StringComparer.Ordinal);
}
