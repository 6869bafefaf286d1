using Hub.Core.Aggregates;
using Hub.Core.Egress;
using Hub.Core.Exports;
using Hub.Core.Files;
using Hub.Core.Notices;
using Hub.Core.Plugins;
using Hub.Core.Plugins.Installing;
using Hub.Core.Plugins.Running;
using Hub.Core.Plugins.Tables.Teaching;
using Hub.Core.Records;
using Hub.Core.Runs.Archives;
using Hub.Core.Sources;
using Hub.Core.Vaults;

namespace Hub.Core.Runs;

/// <summary>Everything that carries out runs, put together: the executable hands over the concrete things and uses these.</summary>
public sealed class RunEngine : IAsyncDisposable
{
    private readonly ChartTotals _totals;
    private readonly VaultPool _vaults;
    private readonly RunnerProcess _runner;

    public RunEngine(VaultPool vaults, IHubStore hub, RecordTypes types, PluginCatalogue plugins, RunnerProcess runner, Broker broker, Aggregator aggregator, ISealer sealer, TimeProvider clock, Action<string> log, NoticeFinder? notices = null, RunMessages? messages = null, InstalledPlugins? installed = null, bool shared = false)
    {
        (_vaults, _runner) = (vaults, runner);
        Events = new RunEvents();
        var list = new WorkList(hub);
        var due = new DueList(hub, messages, clock);
        var secrets = new SourceSecrets(sealer);
        var answers = new RunAnswers(sealer);
        var slots = new RunnerSlots();
        Imports = new Imports(list, clock);
        Undoing = new Undoing(list, types, clock);
        var documents = new DocumentKeeper(types);
        var reader = new ImportReader(types, runner, answers, Events, clock);
        var parts = new RunParts(answers, clock);
        Reparsing = new Reparsing(list, clock);
        var computations = new Computations();
        IRunWork[] works =
        [
            new ImportWork(plugins, reader, documents, Imports, new ArchiveOpener(runner, clock), parts, Events, clock),
            new ReparseWork(plugins, reader, parts, Events, clock),
            new SyncWork(plugins, types, runner, broker, secrets, answers, Events, clock),
            new ComputeWork(plugins, types, runner, aggregator, clock, computations),
            new ExportWork(new ExportWriter(types, clock), clock),
            new RestoreWork(types, Events, clock),
            new UndoWork(types, Events, clock),
        ];
        Executor = new RunExecutor(works, Events, clock, notices, installed);
        Queue = new RunQueue(vaults, list, Executor, Events, clock, log, slots, answers, messages, shared);
        Files = new FileRemoval(types, Undoing, Queue, clock);
        Scheduler = new SourceScheduler(vaults, plugins, due, list, Queue, clock, Random.Shared);
        Sources = new SourceBook(new ProbeWork(runner, broker, types, slots, clock), secrets, Scheduler, new SourceRecords(types), due, Queue, types, clock);
        Teacher = new TableTeacher(runner, types, slots, plugins, installed, clock);
        Recomputation = new Recomputation(vaults, plugins, Queue, list, computations, clock);
        _totals = new ChartTotals(vaults, types, aggregator);
        Queue.Ended = AfterAsync;
        Deliveries = messages is null ? null : new RunDeliveries(Queue, Scheduler, messages, vaults, clock, log);
    }

    public RunEvents Events { get; }

    public Imports Imports { get; }

    public Reparsing Reparsing { get; }

    public Undoing Undoing { get; }

    public FileRemoval Files { get; }

    public RunExecutor Executor { get; }

    public RunQueue Queue { get; }

    /// <summary>Where messages wake the runs; null where the queue carries them out by itself.</summary>
    public RunDeliveries? Deliveries { get; }

    public SourceScheduler Scheduler { get; }

    public SourceBook Sources { get; }

    /// <summary>Learns tables that no reader knows.</summary>
    public TableTeacher Teacher { get; }

    public Recomputation Recomputation { get; }

    /// <summary>A person is about to have this plug-in run.</summary>
    public void Expect(Plugin plugin) => _runner.Expect(plugin.Manifest.Runtime);

    public ValueTask DisposeAsync() => Queue.DisposeAsync();

    private async Task AfterAsync(string vaultId, Run run)
    {
        if (run is { Kind: RunKind.Sync, Source: { } source })
        {
            await using var vault = await _vaults.OpenAsync(vaultId, fresh: false);
            await Scheduler.SettleAsync(vault.Store, source);
        }

        if (!run.IsOver || run.Kind is RunKind.Compute or RunKind.Export || run.DryRun || run.Counts.Created + run.Counts.Updated + run.Counts.Withdrawn == 0)
        {
            return;
        }

        await Recomputation.ConsiderAsync(vaultId);
        await _totals.CountAsync(vaultId);
    }
}
