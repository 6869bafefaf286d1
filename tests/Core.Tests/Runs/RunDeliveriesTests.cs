using System.Text.Json;
using Core.Tests.Notices;
using Hub.Core.Plugins;
using Hub.Core.Records;
using Hub.Core.Runs;
using Hub.Core.Sources;
using Hub.Core.Vaults;
using Hub.Sdk;
using Hub.Storage.Local;
using Hub.Testing;
using Storage.Tests;
using Xunit;

namespace Core.Tests.Runs;

/// <summary>Runs that messages wake, in two processes on one store; the messages are delivered by hand.</summary>
public sealed class RunDeliveriesTests : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private readonly HandClock _clock = new();
    private readonly PlayedQueue _messages = new();
    private readonly SteppingWork _work = new();
    private LocalHubStore _hub = null!;
    private Process _one = null!;
    private Process _two = null!;

    public async ValueTask InitializeAsync()
    {
        var plugin = Directory.CreateDirectory(Path.Combine(_folder.Path, "plugins", "bank")).FullName;
        await File.WriteAllTextAsync(Path.Combine(plugin, "plugin.json"), """{ "id": "bank", "version": "1.0.0", "sdk": 1, "publisher": "p", "licence": "MIT", "languages": ["en"], "kind": "connector", "runtime": "js", "entry": "plugin.js", "name": {}, "summary": {}, "permissions": [], "schedule": "P1D" }""");
        _hub = new LocalHubStore(_folder.Path);
        _work.Clock = _clock;
        (_one, _two) = (new Process(this), new Process(this));
        await _one.OpenAsync();
        await _two.OpenAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _one.DisposeAsync();
        await _two.DisposeAsync();
        _hub.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_run_that_is_queued_waits_for_its_message()
    {
        var run = await QueueAsync();
        Assert.Equal(RunState.Queued, (await StateAsync(run)).State);
        Assert.True(await _two.TakeAsync(_messages.Single()));
        Assert.Equal(RunState.Succeeded, (await StateAsync(run)).State);
        Assert.Empty(_messages.Waiting);
        Assert.Empty(await new WorkList(_hub).ListAsync());
    }

    [Fact]
    public async Task A_long_run_goes_on_slice_by_slice_wherever_its_message_is_delivered()
    {
        _work.Steps = 3;
        var run = await QueueAsync();
        foreach (var process in new[] { _one, _two })
        {
            await SliceAsync(process);
            Assert.Equal(RunState.Interrupted, (await StateAsync(run)).State);
            Assert.Single(_messages.Waiting);
        }

        _work.Steps = 1;
        Assert.True(await _one.TakeAsync(_messages.Single()));
        Assert.Equal(RunState.Succeeded, (await StateAsync(run)).State);
        Assert.Equal(2, (await StateAsync(run)).Committed);
    }

    [Fact]
    public async Task A_run_that_gets_nowhere_is_ended_and_says_so()
    {
        _work.Steps = int.MaxValue;
        _work.GoesOn = false;
        var run = await QueueAsync();
        var slices = 0;
        for (; _messages.Waiting.Count > 0; slices++)
        {
            await SliceAsync(_one);
        }

        var ended = await StateAsync(run);
        Assert.Equal((RunState.Failed, Outcome.PluginFault), (ended.State, ended.Outcome));
        Assert.Equal(6, slices);
        Assert.Empty(await new WorkList(_hub).ListAsync());
    }

    [Fact]
    public async Task A_message_that_comes_twice_at_once_is_worked_at_once_only()
    {
        _work.Hold = new TaskCompletionSource();
        var run = await QueueAsync();
        var message = _messages.Single();
        var first = _one.TakeAsync(message);
        await _work.Begun.Task;
        Assert.True(await _one.TakeAsync(message));
        Assert.True(await _two.TakeAsync(message));
        Assert.All(_messages.Waiting, waiting => Assert.Equal(TimeSpan.FromSeconds(50), waiting.Delay));
        _work.Hold.SetResult();
        await first;
        Assert.Equal(1, _work.Runs);
        await _two.TakeAsync(_messages.Single());
        Assert.Equal(1, _work.Runs);
        Assert.Equal(RunState.Succeeded, (await StateAsync(run)).State);
    }

    [Fact]
    public async Task A_message_of_a_run_that_is_over_does_nothing_and_is_done()
    {
        var run = await QueueAsync();
        var message = _messages.Single();
        await _one.TakeAsync(message);
        var before = await StateAsync(run);
        Assert.True(await _one.TakeAsync(message));
        Assert.True(await _two.TakeAsync(message));
        Assert.Equal(JsonSerializer.Serialize(before), JsonSerializer.Serialize(await StateAsync(run)));
        Assert.Equal(1, _work.Runs);
        Assert.Empty(_messages.Waiting);
    }

    [Fact]
    public async Task What_this_hub_did_not_seal_is_not_known()
    {
        await QueueAsync();
        var message = _messages.Single();
        foreach (var forged in new[] { "", "run", "a/b", "Zm9yZ2Vk", message[1..], message.ToUpperInvariant(), System.Buffers.Text.Base64Url.EncodeToString(new ToldPeople.PlainSealer().Seal("1\na\nb\n0\n0\n"u8, "another-purpose")) })
        {
            Assert.False(await _one.TakeAsync(forged), forged);
        }

        Assert.Equal(0, _work.Runs);
    }

    [Fact]
    public async Task Of_a_vault_that_was_erased_a_message_is_done()
    {
        await _one.Messages.WakeAsync(RunCall.Run("nobody", "run"));
        await _one.Messages.WakeAsync(RunCall.Source("nobody", "bank-1", _clock.GetUtcNow()));
        foreach (var (message, _) in _messages.TakeAll())
        {
            Assert.True(await _one.TakeAsync(message));
            Assert.True(await _one.TakeAsync(message, RunDeliveries.Deliveries));
        }

        Assert.Empty(_messages.Waiting);
    }

    [Fact]
    public async Task The_last_delivery_of_what_failed_each_time_ends_the_run()
    {
        var run = await QueueAsync();
        Assert.True(await _one.TakeAsync(_messages.Single(), RunDeliveries.Deliveries));
        Assert.Equal((RunState.Failed, Outcome.PluginFault), ((await StateAsync(run)).State, (await StateAsync(run)).Outcome));
        Assert.Equal(0, _work.Runs);
    }

    [Fact]
    public async Task What_the_platform_set_aside_is_called_for_once_more_and_then_ended()
    {
        var run = await QueueAsync();
        _messages.SetAside.Add(_messages.Single());
        _messages.SetAside.Add("forged");
        await _one.Deliveries.BuryAsync();
        Assert.Equal(RunState.Queued, (await StateAsync(run)).State);
        _messages.SetAside.Add(_messages.Single());
        await _one.Deliveries.BuryAsync();
        Assert.Equal(RunState.Failed, (await StateAsync(run)).State);
        Assert.Empty(_messages.SetAside);
    }

    [Fact]
    public async Task A_run_that_is_cancelled_elsewhere_stops_within_seconds_and_stays_cancelled()
    {
        _work.Steps = int.MaxValue;
        var run = await QueueAsync();
        var slice = _one.TakeAsync(_messages.Single());
        await _work.Begun.Task;
        await _two.Queue.CancelAsync("a", run);
        _clock.Advance(TimeSpan.FromSeconds(10));
        await slice;
        Assert.Equal(RunState.Cancelled, (await StateAsync(run)).State);
        Assert.Empty(_messages.Waiting);
        Assert.False(await new WorkList(_hub).IsStoppedAsync("a", run));
    }

    [Fact]
    public async Task A_source_that_is_due_runs_with_the_one_message_that_was_held_back_for_it()
    {
        var source = await AddAsync("bank-1");
        _clock.Advance(TimeSpan.FromSeconds(10));
        Assert.True(await _one.TakeAsync(_messages.Single()));
        await using var vault = await _one.Vaults.OpenAsync("a");
        Assert.Equal(RunState.Succeeded, (await vault.Store.LastSyncAsync(source))!.State);

        // What stays is the call for the next day.
        var next = Assert.Single(_messages.Waiting);
        Assert.InRange(next.Delay, TimeSpan.FromHours(23), TimeSpan.FromHours(27));
        var early = _messages.Single();
        Assert.True(await _two.TakeAsync(early));
        Assert.Equal(1, _work.Runs);
        _clock.Advance(next.Delay);
        Assert.True(await _two.TakeAsync(_messages.Single()));
        Assert.Equal(2, _work.Runs);
        Assert.Single(_messages.Waiting);
    }

    [Fact]
    public async Task A_source_that_is_due_another_time_is_left_to_its_other_message()
    {
        var source = await AddAsync("bank-1");
        var first = _messages.Single();
        _clock.Advance(TimeSpan.FromMinutes(1));
        await _one.Due.PutAsync("a", source, _clock.GetUtcNow());
        Assert.True(await _one.TakeAsync(first));
        Assert.Equal(0, _work.Runs);
        Assert.True(await _one.TakeAsync(_messages.Single()));
        Assert.Equal(1, _work.Runs);
    }

    [Fact]
    public async Task A_process_that_was_killed_after_it_began_a_sources_run_is_followed_by_one_that_goes_on_with_it()
    {
        var source = await AddAsync("bank-1");
        _clock.Advance(TimeSpan.FromSeconds(10));
        var message = _messages.Single();
        await using (var vault = await _one.Vaults.OpenAsync("a"))
        {
            await _one.Scheduler.BeginAsync(vault.Store, (await vault.Store.FindSourceAsync(source))!, SourceScheduler.Actor);
        }

        _messages.TakeAll();
        Assert.True(await _two.TakeAsync(message, 2));
        Assert.Equal(1, _work.Runs);
        await using var after = await _two.Vaults.OpenAsync("a");
        Assert.True((await after.Store.LastSyncAsync(source))!.IsOver);
    }

    [Fact]
    public async Task What_only_this_process_can_carry_out_waits_for_no_message()
    {
        await using var vault = await _one.Vaults.OpenAsync("a");
        var run = new Run { Id = RunStore.NewId(_clock), Kind = RunKind.Sync, Source = "bank-9", DryRun = true, Actor = "account:ada", Created = _clock.GetUtcNow(), Sync = new SyncFacts(0, 0) };
        await new WorkList(_hub).AddAsync("a", run.Id);
        await vault.Store.SaveRunAsync(run);
        await _one.Queue.EnqueueAsync("a", run.Id, here: true);
        await _one.Queue.WaitAsync(run.Id);
        Assert.Equal(RunState.Succeeded, (await StateAsync(run.Id)).State);
        Assert.Empty(_messages.Waiting);
    }

    private async Task<string> QueueAsync()
    {
        await using var vault = await _one.Vaults.OpenAsync("a");
        var run = new Run { Id = RunStore.NewId(_clock), Kind = RunKind.Sync, Source = "bank-9", Actor = "account:ada", Created = _clock.GetUtcNow(), Sync = new SyncFacts(0, 0) };
        await new WorkList(_hub).AddAsync("a", run.Id);
        await vault.Store.SaveRunAsync(run);
        await _one.Queue.EnqueueAsync("a", run.Id);
        return run.Id;
    }

    private async Task<string> AddAsync(string id)
    {
        await using var vault = await _one.Vaults.OpenAsync("a");
        await _one.Due.PutAsync("a", id, _clock.GetUtcNow());
        await vault.Store.SaveSourceAsync(new Source { Id = id, Plugin = "bank", Settings = JsonElement.Parse("{}"), Created = _clock.GetUtcNow() });
        return id;
    }

    /// <summary>A delivery whose time is up before the run is done.</summary>
    private async Task SliceAsync(Process process)
    {
        _work.Begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var taking = process.TakeAsync(_messages.Single());
        if (await Task.WhenAny(_work.Begun.Task, taking) != taking)
        {
            _clock.Advance(RunDeliveries.Slice);
        }

        Assert.True(await taking);
    }

    private async Task<Run> StateAsync(string run)
    {
        await using var vault = await _one.Vaults.OpenAsync("a");
        return (await vault.Store.FindRunAsync(run))!;
    }

    private sealed class Process(RunDeliveriesTests test) : IAsyncDisposable
    {
        public VaultPool Vaults { get; } = new(new LocalVaultStores(test._folder.Path, test._clock));

        public RunMessages Messages { get; private set; } = null!;

        public RunQueue Queue { get; private set; } = null!;

        public SourceScheduler Scheduler { get; private set; } = null!;

        public DueList Due { get; private set; } = null!;

        public RunDeliveries Deliveries { get; private set; } = null!;

        public async Task OpenAsync()
        {
            await using var vault = await Vaults.OpenAsync("a", create: true);
            var (list, events, sealer) = (new WorkList(test._hub), new RunEvents(), new ToldPeople.PlainSealer());
            Messages = new RunMessages(test._messages, sealer, test._clock);
            Due = new DueList(test._hub, Messages, test._clock);
            Queue = new RunQueue(Vaults, list, new RunExecutor([test._work], events, test._clock), events, test._clock, _ => { }, new RunnerSlots(), new RunAnswers(sealer), Messages);
            var plugins = new PluginCatalogue([Path.Combine(test._folder.Path, "plugins")], new PluginFolder(SchemaValidator.Compile("true"u8.ToArray()), RecordTypes.Load([])));
            Scheduler = new SourceScheduler(Vaults, plugins, Due, list, Queue, test._clock, new Random(1));
            Deliveries = new RunDeliveries(Queue, Scheduler, Messages, Vaults, test._clock, _ => { });
            Queue.Ended = async (vaultId, run) =>
            {
                await using var open = await Vaults.OpenAsync(vaultId);
                await Scheduler.SettleAsync(open.Store, run.Source!);
            };
        }

        public Task<bool> TakeAsync(string message, int delivery = 1) => Deliveries.TakeAsync(message, delivery, CancellationToken.None);

        public async ValueTask DisposeAsync()
        {
            await Queue.DisposeAsync();
            await Vaults.DisposeAsync();
        }
    }
}
