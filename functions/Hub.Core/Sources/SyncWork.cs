using Hub.Core.Egress;
using Hub.Core.Plugins;
using Hub.Core.Plugins.Running;
using Hub.Core.Records;
using Hub.Core.Runs;
using Hub.Core.Vaults;
using Hub.Sdk;
using Hub.Wire;

namespace Hub.Core.Sources;

/// <summary>
/// One run of a live source, one slice of it at a time: a slice ends when the holder has nothing more, when a question is asked, or when its time is up. The version of the
/// plug-in that a slice begins with is the one that ends it.
/// </summary>
internal sealed class SyncWork(PluginCatalogue plugins, RecordTypes types, RunnerProcess runner, Broker broker, SourceSecrets secrets, RunAnswers answers, RunEvents events, TimeProvider clock) : IRunWork
{
    /// <summary>A day of slices; a source that needs more goes on at its next run.</summary>
    private const int MostSlices = 96;

    private static readonly Text NoPlugin = new("The connector is not installed any more.", "Le connecteur n'est plus installé.");
    private static readonly Text NoSecrets = new(
        "The hub cannot open the saved passwords any more, because its keys are others. Enter them again.",
        "Le hub ne peut plus ouvrir les mots de passe enregistrés, parce que ses clés ont changé. Saisissez-les de nouveau.");

    public RunKind Kind => RunKind.Sync;

    public async Task<Run> RunAsync(IVaultStore store, Run run, CancellationToken cancellationToken)
    {
        if (await store.FindSourceAsync(run.Source!) is not { } source)
        {
            return run with { State = RunState.Cancelled, Ended = clock.GetUtcNow(), Question = null, SealedAnswers = null };
        }

        if (source.IsOver(clock.GetUtcNow()))
        {
            return run with { State = RunState.Cancelled, Ended = clock.GetUtcNow(), Question = null, SealedAnswers = null, Detail = SourceHealth.Over };
        }

        if (plugins.Find(source.Plugin) is not { } plugin)
        {
            // Nothing failed that anybody could mend.
            return run with { State = RunState.Cancelled, Ended = clock.GetUtcNow(), Question = null, SealedAnswers = null, Detail = NoPlugin };
        }

        if (secrets.TryOpen(store.VaultId, source) is not { } opened)
        {
            return run.End(Outcome.CredentialsRefused, NoSecrets, clock.GetUtcNow());
        }

        var state = await store.SourceStateAsync(source.Id);
        run = run with { Version = plugin.Manifest.Version, Cursor = state.Cursor, Sync = (run.Sync ?? new SyncFacts(0, 0)) with { Edition = source.Edition, NotBefore = null, Start = state.Back is { } back ? new SyncStart(back.Cursor) : run.Sync?.Start ?? new SyncStart(state.Cursor) } };
        return await SliceAsync(new SyncPlace(store, source, state, secrets.OpenSession(store.VaultId, source, state)), plugin, new SourceSettings(source.Settings, opened), run, cancellationToken);
    }

    private async Task<Run> SliceAsync(SyncPlace place, Plugin plugin, SourceSettings settings, Run run, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var provenance = new Provenance(place.Source.Id, run.Id, plugin.Id, plugin.Manifest.Version, now, null);
        var given = answers.Open(place.Store.VaultId, run);
        var log = new RunLog(place.Store, run.Id, clock, new Redactor([.. settings.Secrets, .. given]));
        using var calls = broker.Open(place.Store, new EgressRun { Plugin = plugin, Source = place.Source.Id, Run = run.Id, Settings = settings.Plain, Secrets = settings.Secrets, Cookies = place.Session.Cookies });
        var settled = await VaultSettings.ReadAsync(place.Store);
        var narrowing = new Narrowing(place.Source.Allow, plugin.Manifest, types, settled.FindZone());
        var handler = new SyncIngest(place, types, plugin, run, provenance, secrets, calls, narrowing, clock, events, log);
        var request = new RunnerRequest(
            plugin.Folder, plugin.Manifest.Entry, plugin.Manifest.Sdk, RunMode.Sync, settings.ForPlugin(plugin.Settings), place.State.Cursor, settled.Zone, now, given, null, null)
        { Runtime = plugin.Manifest.Runtime, Decimals = plugin.Decimals(types), Session = place.Session.Text };
        RunnerResult result;
        try
        {
            result = await runner.RunAsync(request, handler, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // The hub stops, or the person cancels: what came is kept, and it goes on from there.
            await log.FlushAsync(soon: true);
            await handler.CommitAsync();
            throw;
        }

        await log.FlushAsync(soon: true);
        var told = result with { Detail = result.Detail is { } detail ? calls.Redactor.Redact(detail) : null };
        return await handler.EndAsync(all => After(run, all, told));
    }

    private Run After(Run before, Run run, RunnerResult result)
    {
        if (result.Waiting)
        {
            return run with { State = RunState.Waiting, Progress = null };
        }

        if (result.Outcome == Outcome.LimitExceeded && run.Cursor != before.Cursor && run.Sync!.Slices < MostSlices)
        {
            // Its time was up, and it got somewhere: it goes on from its cursor.
            return run with { State = RunState.Interrupted, Sync = run.Sync with { Slices = run.Sync.Slices + 1 } };
        }

        var ended = run.End(result.Outcome, result.Detail, clock.GetUtcNow());

        // A connector that says it needs a code and asks for none has nothing to wait for.
        return ended.State == RunState.Waiting ? ended with { State = RunState.Failed } : ended;
    }
}
