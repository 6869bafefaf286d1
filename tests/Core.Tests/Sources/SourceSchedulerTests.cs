using Hub.Testing;
using System.Text.Json;
using Hub.Core.Accounts;
using Hub.Core.Notices;
using Hub.Core.Plugins;
using Hub.Core.Records;
using Hub.Core.Runs;
using Hub.Core.Sources;
using Hub.Core.Vaults;
using Hub.Sdk;
using Hub.Storage.Local;
using Storage.Tests;
using Xunit;

namespace Core.Tests.Sources;

/// <summary>What is due begins, once, whatever was killed in between; the runs are played.</summary>
public sealed class SourceSchedulerTests : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private readonly HandClock _clock = new(new(2026, 1, 10, 8, 0, 0, TimeSpan.Zero));
    private readonly PlayedWork _work = new();
    private readonly RunEvents _events = new();
    private LocalHubStore _hub = null!;
    private VaultPool _vaults = null!;
    private VaultHandle _vault = null!;
    private RunQueue _queue = null!;
    private SourceScheduler _scheduler = null!;
    private PluginCatalogue _plugins = null!;
    private AccountBook _people = null!;
    private NoticeBook _notices = null!;

    public async ValueTask InitializeAsync()
    {
        var plugin = Directory.CreateDirectory(Path.Combine(_folder.Path, "plugins", "bank")).FullName;
        await File.WriteAllTextAsync(Path.Combine(plugin, "plugin.json"), """{ "id": "bank", "version": "1.0.0", "sdk": 1, "publisher": "p", "licence": "MIT", "languages": ["en"], "kind": "connector", "runtime": "js", "entry": "plugin.js", "name": {}, "summary": {}, "permissions": [], "schedule": "P1D" }""");
        _hub = new LocalHubStore(_folder.Path);
        _vaults = new VaultPool(new LocalVaultStores(_folder.Path, _clock));
        _vault = await _vaults.OpenAsync("ada", create: true);
        var plugins = new PluginCatalogue([Path.Combine(_folder.Path, "plugins")], new PluginFolder(SchemaValidator.Compile("true"u8.ToArray()), RecordTypes.Load([])));
        Start(plugins);
    }

    public async ValueTask DisposeAsync()
    {
        await _queue.DisposeAsync();
        await _vault.DisposeAsync();
        await _vaults.DisposeAsync();
        _hub.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_due_source_begins_once_and_is_due_again_by_its_schedule()
    {
        var source = await AddAsync("bank-1");
        var run = Assert.Single(await TickAsync());
        Assert.Equal(SourceScheduler.Actor, (await _vault.Store.FindRunAsync(run))!.Actor);
        Assert.Empty(await TickAsync());
        _clock.Advance(TimeSpan.FromHours(23));
        Assert.Empty(await TickAsync());
        _clock.Advance(TimeSpan.FromHours(3));
        Assert.Single(await TickAsync());
        Assert.Equal(2, (await _vault.Store.SourceRunsAsync(source.Id)).Ids.Count);
    }

    [Fact]
    public async Task However_many_ask_at_once_one_run_begins()
    {
        var source = await AddAsync("bank-1");
        _work.Hold = new TaskCompletionSource();
        var runs = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => _scheduler.BeginAsync(_vault.Store, source, "account:ada")));
        Assert.Single(runs.Select(run => run.Id).Distinct());
        Assert.Empty(await _scheduler.TickAsync());
        _work.Hold.SetResult();
        await _queue.WaitAsync(runs[0].Id);
    }

    [Fact]
    public async Task However_many_look_while_a_run_ends_it_does_not_begin_again()
    {
        for (var round = 0; round < 20; round++)
        {
            var source = await AddAsync($"bank-{round}");
            var looks = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(TickAsync)));
            Assert.Single((await _vault.Store.SourceRunsAsync(source.Id)).Ids);
            Assert.Contains(looks, begun => begun.Count > 0);
        }
    }

    [Fact]
    public async Task A_run_that_was_noted_and_never_saved_holds_nothing_up()
    {
        var source = await AddAsync("bank-1");
        await _vault.Store.TryWriteAsync([], [SourceStore.ToDocument(source.Id, new SourceRuns(["killed-before-it-was-saved"]))], TestContext.Current.CancellationToken);
        Assert.Single(await TickAsync());
    }

    [Fact]
    public async Task A_line_without_its_source_or_its_vault_is_dropped()
    {
        var due = new DueList(_hub);
        await due.PutAsync("ada", "bank-gone", _clock.GetUtcNow());
        await due.PutAsync("nobody", "bank-1", _clock.GetUtcNow());
        Assert.Empty(await TickAsync());
        Assert.Empty(await due.DueAsync(DateTimeOffset.MaxValue));
    }

    [Fact]
    public async Task After_refused_credentials_no_line_begins_anything_also_when_the_hub_was_killed_before_it_was_moved()
    {
        var source = await AddAsync("bank-1");
        _work.Outcome = Outcome.CredentialsRefused;
        await TickAsync();
        await new DueList(_hub).PutAsync("ada", source.Id, _clock.GetUtcNow());
        for (var day = 0; day < 30; day++)
        {
            Assert.Empty(await TickAsync());
            _clock.Advance(TimeSpan.FromDays(1));
        }

        await _vault.Store.SaveSourceAsync(source with { Edition = 2 });
        Assert.Single(await TickAsync());
    }

    [Fact]
    public async Task A_source_whose_time_was_over_while_the_hub_was_off_does_not_begin()
    {
        var source = await AddAsync("bank-1");
        var allowed = new Allowance { Types = [], Asked = [], Version = "1.0.0", Purpose = "", Created = _clock.GetUtcNow(), Expires = _clock.GetUtcNow().AddHours(48) };
        await _vault.Store.SaveSourceAsync(source with { Allow = allowed });
        Assert.Single(await TickAsync());
        _clock.Advance(TimeSpan.FromHours(49));
        Assert.Empty(await TickAsync());
        await _vault.Store.SaveSourceAsync(source with { Allow = allowed with { Expires = null } });
        await _scheduler.SettleAsync(_vault.Store, source.Id);
        Assert.Single(await TickAsync());
    }

    [Fact]
    public async Task While_a_question_waits_nothing_begins_and_after_a_week_it_is_given_up()
    {
        var source = await AddAsync("bank-1");
        _work.Asks = true;
        var run = Assert.Single(await TickAsync());
        for (var hour = 0; hour < (7 * 24) - 1; hour++)
        {
            Assert.Empty(await TickAsync());
            Assert.Equal(RunState.Waiting, (await _vault.Store.FindRunAsync(run))!.State);
            _clock.Advance(TimeSpan.FromHours(1));
        }

        _clock.Advance(TimeSpan.FromHours(1));
        Assert.Empty(await TickAsync());
        var given = (await _vault.Store.FindRunAsync(run))!;
        Assert.Equal((RunState.Failed, Outcome.CodeNeeded), (given.State, given.Outcome));
        Assert.Null(SourceTimes.Next(source, given, null));
        Assert.False(await _queue.AnswerAsync(_vault.Store, run, "code", "1234"));
    }

    /// <summary>Somebody fetched by hand: nothing else leads to a look at that moment.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_question_is_given_up_on_the_minute_however_rarely_its_source_is_due(bool paused)
    {
        var source = await AddAsync("bank-1") with { Schedule = "P90D", Paused = paused };
        await _vault.Store.SaveSourceAsync(source);
        Assert.Equal(paused ? 0 : 1, (await TickAsync()).Count);
        var ada = (await _people.AddAsync("ada", admin: false))!;
        await _people.ChangeAsync(ada.Id, account => account with { Vaults = ["ada"] });
        await _notices.SaveSettingsAsync(ada.Id, new NoticeSettings { Channel = ChannelKind.Webhook });
        _work.Asks = true;
        var run = await _scheduler.BeginAsync(_vault.Store, source, "account:ada");
        await _queue.WaitAsync(run.Id);
        Assert.Equal([NoticeKind.Question], (await _notices.ListAsync()).Select(notice => notice.Kind));

        _clock.Advance(TimeSpan.FromDays(7) - TimeSpan.FromMinutes(1));
        await TickAsync();
        Assert.Equal(RunState.Waiting, (await _vault.Store.FindRunAsync(run.Id))!.State);
        _clock.Advance(TimeSpan.FromMinutes(1));
        await TickAsync();
        var given = (await _vault.Store.FindRunAsync(run.Id))!;
        Assert.Equal((RunState.Failed, Outcome.CodeNeeded), (given.State, given.Outcome));
        var health = SourceHealth.Of(source with { Paused = false }, given, _plugins.Find("bank")!.Manifest, _clock.GetUtcNow());
        Assert.Equal((HealthState.Attention, true), (health.State, health.Message.En.Contains("seven days", StringComparison.Ordinal)));
        Assert.Contains(await _notices.ListAsync(), notice => notice.Kind == NoticeKind.Failing && notice.Run == run.Id && notice.Due <= _clock.GetUtcNow());
    }

    [Fact]
    public async Task An_answer_is_not_kept_once_the_run_has_ended()
    {
        await AddAsync("bank-1");
        _work.Asks = true;
        var run = Assert.Single(await TickAsync());
        Assert.True(await _queue.AnswerAsync(_vault.Store, run, "code", "1234"));
        await _queue.WaitAsync(run);
        var ended = (await _vault.Store.FindRunAsync(run))!;
        Assert.True(ended.IsOver);
        Assert.Null(ended.SealedAnswers);
    }

    [Fact]
    public async Task Failures_in_a_row_are_counted_until_one_run_is_good()
    {
        var source = await AddAsync("bank-1");
        _work.Outcome = Outcome.HolderUnavailable;
        for (var failed = 1; failed <= 3; failed++)
        {
            Assert.Single(await TickAsync());
            Assert.Equal((failed, failed), SourceTimes.Failures((await _vault.Store.LastSyncAsync(source.Id))!));
            _clock.Advance(TimeSpan.FromHours(3));
        }

        _work.Outcome = Outcome.Done;
        await TickAsync();
        Assert.Equal((0, 0), SourceTimes.Failures((await _vault.Store.LastSyncAsync(source.Id))!));
    }

    [Fact]
    public async Task Of_many_runs_that_brought_nothing_the_latest_stay()
    {
        var source = await AddAsync("bank-1");
        for (var day = 0; day < 40; day++)
        {
            var run = Assert.Single(await TickAsync());
            await _vault.Store.PutDocumentAsync("run-held", run, "bank.operation aaaa"u8.ToArray());
            _clock.Advance(TimeSpan.FromHours(27));
        }

        Assert.Equal(20, (await _vault.Store.SourceRunsAsync(source.Id)).Ids.Count);
        Assert.Equal(20, (await _vault.Store.RunsAsync()).Count);
        Assert.Equal(20, (await _vault.Store.ListDocumentsAsync("run-held")).Count);
    }

    private async Task<Source> AddAsync(string id)
    {
        var source = new Source { Id = id, Plugin = "bank", Settings = JsonElement.Parse("{}"), Created = _clock.GetUtcNow() };
        await new DueList(_hub).PutAsync("ada", id, source.Created);
        await _vault.Store.SaveSourceAsync(source);
        return source;
    }

    /// <summary>One look, and the runs that it began, ended.</summary>
    private async Task<IReadOnlyList<string>> TickAsync()
    {
        var begun = await _scheduler.TickAsync();
        foreach (var (_, run) in begun)
        {
            await _queue.WaitAsync(run);
        }

        return [.. begun.Select(run => run.RunId)];
    }

    private void Start(PluginCatalogue plugins)
    {
        _work.Clock = _clock;
        _plugins = plugins;
        _people = new AccountBook(_hub, _clock);
        _notices = new NoticeBook(_hub);
        var finder = new NoticeFinder(_notices, _people, plugins, RecordTypes.Load([]), _clock, _ => { });
        var list = new WorkList(_hub);
        _queue = new RunQueue(_vaults, list, new RunExecutor([_work], _events, _clock, finder), _events, _clock, _ => { }, new RunnerSlots(), new RunAnswers(new Notices.ToldPeople.PlainSealer()));
        _scheduler = new SourceScheduler(_vaults, plugins, new DueList(_hub), list, _queue, _clock, new Random(1));
        _queue.Ended = (_, run) => _scheduler.SettleAsync(_vault.Store, run.Source!);
    }

    /// <summary>Ends as it is told.</summary>
    private sealed class PlayedWork : IRunWork
    {
        public RunKind Kind => RunKind.Sync;

        public HandClock Clock { get; set; } = null!;

        public Outcome Outcome { get; set; } = Outcome.Done;

        public bool Asks { get; set; }

        public TaskCompletionSource? Hold { get; set; }

        public async Task<Run> RunAsync(IVaultStore store, Run run, CancellationToken cancellationToken)
        {
            if (Hold is { } hold)
            {
                await hold.Task;
            }

            return Asks && run.SealedAnswers is null
                ? run with { State = RunState.Waiting, Question = new RunQuestion("code", new Text("Which code?", "Quel code ?")), Sync = run.Sync! with { Asked = Clock.GetUtcNow() } }
                : run.End(Outcome, null, Clock.GetUtcNow());
        }
    }
}
