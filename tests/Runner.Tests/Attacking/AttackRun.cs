using Hub.Testing;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Hub.Core.Aggregates;
using Hub.Core.Egress;
using Hub.Core.Grants;
using Hub.Core.Plugins;
using Hub.Core.Plugins.Running;
using Hub.Core.Records;
using Hub.Core.Runs;
using Hub.Core.Sources;
using Hub.Core.Vaults;
using Hub.Storage.Local;
using Hub.Wire;
using Storage.Tests;

namespace Runner.Tests.Attacking;

/// <summary>A small hub for one attack: a vault with what belongs to others in it, another person's vault beside it, a broker with holders, and the real runner.</summary>
internal sealed class AttackRun : IAsyncDisposable
{
    public const string Secret = "s3cret-of-this-source";
    public const string Canary = "canary-of-the-house";
    public const string Source = "attacker-00000001";

    public static readonly RecordTypes Types = RecordTypes.Load(Directory.EnumerateFiles(Path.Join(Place.Root, "tests", "Storage.Tests", "Types"), "*.json"));
    private static readonly TimeProvider Clock = TimeProvider.System;

    private readonly TempFolder _folder = new();
    private readonly RunEvents _events = new();

    static AttackRun() => Environment.SetEnvironmentVariable("HUB_CANARY", Canary);

    private AttackRun(Attack attack) => Attack = attack;

    public Attack Attack { get; }

    public Holders Holders { get; } = new();

    public IVaultStore Mine { get; private set; } = null!;

    public IVaultStore Theirs { get; private set; } = null!;

    public Told Told { get; private set; } = null!;

    public RunnerResult Result { get; private set; } = null!;

    public Run Run { get; private set; } = null!;

    /// <param name="warm">Has a runner ready for it; null for one of its own.</param>
    public static async Task<AttackRun> OfAsync(Attack attack, string variant, WarmRunners? warm)
    {
        var run = new AttackRun(attack);
        var stores = new LocalVaultStores(run._folder.Path, Clock);
        (run.Mine, run.Theirs) = (await stores.OpenAsync("mine", create: true), await stores.OpenAsync("theirs", create: true));
        foreach (var store in new[] { run.Mine, run.Theirs })
        {
            await store.CommitAsync(Batch("neighbour-00000001", "test.event", """{"ref":"neighbour","note":"NOTE"}""".Replace("NOTE", Canary, StringComparison.Ordinal)));
            await store.CommitAsync(Batch("neighbour-00000001", "test.reading", """{"ref":"neighbour","at":"2026-01-01T00:00:00Z","step":60,"amount":1}"""));
        }

        await run.GoAsync(variant, warm);
        return run;
    }

    public async ValueTask DisposeAsync()
    {
        await Mine.DisposeAsync();
        await Theirs.DisposeAsync();
        await Holders.DisposeAsync();
        _folder.Dispose();
    }

    private async Task GoAsync(string variant, WarmRunners? warm)
    {
        var plugin = AttackPlugin.Write(Attack, Path.Join(_folder.Path, "plugins"), Holders.Fill);
        var settings = Attack.Settings(variant, Holders.Fill);
        var secrets = new Dictionary<string, string>(StringComparer.Ordinal) { ["password"] = Secret };
        Run = new Run { Id = RunStore.NewId(Clock), Kind = RunKind.Sync, Plugin = plugin.Id, Source = Source, Actor = "account:me", Created = Clock.GetUtcNow(), Sync = new SyncFacts(1, 0) };
        using var way = new Broker(Egress(), Clock).Open(Mine, new EgressRun { Plugin = plugin, Source = Source, Run = Run.Id, Settings = settings, Secrets = secrets });
        var file = Encoding.UTF8.GetBytes(Attack.One("File") is { } content ? FileOf(content) : "");
        var (handler, ingest) = Handler(plugin, settings, way);
        Told = new Told(handler, file);
        var clock = Attack.IsEndless ? new HandClock() : Clock;
        Told.OnLog = line =>
        {
            if (line == "begun" && clock is HandClock manual)
            {
                manual.Advance(Attack.Limits.Time);
            }
        };
        var filled = new SourceSettings(settings, secrets).ForPlugin(plugin.Settings);
        var request = new RunnerRequest(plugin.Folder, plugin.Manifest.Entry, plugin.Manifest.Sdk, Attack.Mode, filled, null, "Europe/Paris", Clock.GetUtcNow(), new Dictionary<string, string>(StringComparer.Ordinal), "a file.csv", file.Length)
        {
            Runtime = plugin.Manifest.Runtime,
            Decimals = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal) { ["test.event"] = ["/amount"] },
        };
        await (warm?.ExpectAsync() ?? Task.CompletedTask);
        Result = await new RunnerProcess(Place.Launcher, Attack.Limits, clock, warm).RunAsync(request, Told, TestContext.Current.CancellationToken);
        if (ingest is not null)
        {
            await ingest.CommitAsync();
            Run = ingest.Run;
        }
    }

    private EgressOptions Egress() => new()
    {
        Allowed = [.. (Attack.One("Allowed") ?? "holder.example other.example turning.example").Split(' ').Select(host => AllowedHost.Parse(Holders.Fill(host))!)],
        Resolve = Holders.ResolveAsync,
        Limits = new EgressLimits
        {
            CallsPerSecondPerHost = 1000,
            MaxReplyBytes = 16 * 1024 * 1024,
            PaceTime = Seconds("Pace") ?? TimeSpan.FromMinutes(1),
            CallTime = Seconds("CallTime") ?? TimeSpan.FromMinutes(1),
            MaxCallsPerRun = 200,
        },
    };

    private TimeSpan? Seconds(string key) => Attack.One(key) is { } seconds ? TimeSpan.FromSeconds(double.Parse(seconds, CultureInfo.InvariantCulture)) : null;

    private (IRunHandler Handler, ConnectorHandler? Ingest) Handler(Plugin plugin, JsonElement settings, BrokerSession way)
    {
        switch (Attack.Mode)
        {
            case RunMode.Probe:
                return (new ProbeHandler(way), null);
            case RunMode.Compute:
                var grant = new Grant { Id = "g", Plugin = plugin.Id, Version = "1.0.0", Types = [new GrantedType("test.event", ["ref"])], Purpose = "test", Created = Clock.GetUtcNow() };
                return (new ComputeHandler(Mine, Types, plugin, Run, grant, 0, TimeZoneInfo.Utc, new Aggregator(new CellCache()), Clock), null);
            default:
                var provenance = new Provenance(Source, Run.Id, plugin.Id, plugin.Manifest.Version, Clock.GetUtcNow(), null);
                var place = new SyncPlace(Mine, new Source { Id = Source, Plugin = plugin.Id, Settings = settings, Created = Clock.GetUtcNow() }, new SourceState(), new HolderSession());
                var log = new RunLog(Mine, Run.Id, Clock, way.Redactor);
                var sync = new SyncIngest(place, Types, plugin, Run, provenance, new SourceSecrets(new PlainSealer()), way, new Narrowing(null, plugin.Manifest, Types, TimeZoneInfo.Utc), Clock, _events, log);
                return (sync, sync);
        }
    }

    // "3000000 x ;" is three million semicolons.
    private static string FileOf(string content) =>
        content.Split(" x ", 2) is [var count, var what] && int.TryParse(count, out var times) ? new StringBuilder().Insert(0, what.Replace("\\n", "\n", StringComparison.Ordinal), times).ToString() : content;

    private static RecordBatch Batch(string source, string type, string json)
    {
        var record = Types.Get(type).Prepare(Encoding.UTF8.GetBytes(json), default, "me", new RecordErrors(), new Scratch())!;
        var batch = new RecordBatch { Writer = new Writer(source, $"plugin:{source}", "import") };
        batch.Writes.Add(new RecordWrite(WriteKind.Put, Types.Get(type), record.Id, record, new Provenance(source, "run-0", "neighbour", "1.0.0", Clock.GetUtcNow(), null)));
        return batch;
    }

    /// <summary>Sealing is another test's; here what would lie sealed is only to be told from what lies in clear.</summary>
    private sealed class PlainSealer : ISealer
    {
        public byte[] Seal(ReadOnlySpan<byte> content, string purpose) => content.ToArray();

        public byte[]? TryOpen(ReadOnlySpan<byte> sealedContent, string purpose) => sealedContent.ToArray();
    }
}
