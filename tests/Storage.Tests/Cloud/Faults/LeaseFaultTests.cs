using Hub.Core.Runs;
using Hub.Core.Vaults;
using Hub.Testing;
using Hub.Testing.Wire.Storage;
using Xunit;

namespace Storage.Tests.Cloud.Faults;

/// <summary>The right to do something alone, when the account fails on the way.</summary>
public sealed class LeaseFaultTests : FaultyAccount
{
    public static TheoryData<string> Faults => Fault.All;

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_lease_whose_taking_met_a_fault_is_held_by_one(string fault)
    {
        await using var one = await Start().OpenAsync(Vault, create: true);
        await using var two = await Start().OpenAsync(Vault);
        using var rule = Proxy.Play(Fault.Of(fault), IsAppend);
        await using (var held = await one.TryLeaseAsync("run"))
        {
            Assert.NotNull(held);
            Assert.Equal(1, rule.Hits);
            Assert.Null(await two.TryLeaseAsync("run"));
        }

        await using var next = await two.TryLeaseAsync("run");
        Assert.NotNull(next);
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_lease_that_could_not_be_given_back_ends_no_run_with_an_error(string fault)
    {
        await using var store = await Start().OpenAsync(Vault, create: true);
        var held = await store.TryLeaseAsync("run");
        Assert.NotNull(held);
        using var rule = Proxy.Play(Fault.Of(fault), IsAppend, int.MaxValue);
        await held.DisposeAsync();
        Assert.NotEqual(0, rule.Hits);
    }

    [Fact]
    public async Task A_lease_that_another_took_while_the_account_was_away_is_told_as_lost()
    {
        var clock = new HandClock();
        await using var store = await Start(retries: 0, clock).OpenAsync(Vault, create: true);
        await using var held = await store.TryLeaseAsync("run");
        var before = Appends;
        Assert.False(held!.Lost.IsCancellationRequested);
        await NextAsync(clock);
        await clock.Waiting(1);
        Assert.Equal(1, Appends - before);
        Assert.False(held.Lost.IsCancellationRequested);

        await using var other = await Start().OpenAsync(Vault);
        await other.EndLeasesAsync();
        await using var taken = await other.TryLeaseAsync("run");
        Assert.NotNull(taken);
        await NextAsync(clock);
        await Cancelled(held.Lost);
    }

    [Fact]
    public async Task A_lease_that_could_not_be_renewed_in_its_time_is_told_as_lost_and_one_that_could_is_not()
    {
        var clock = new HandClock();
        await using var store = await Start(retries: 0, clock).OpenAsync(Vault, create: true);
        await using var held = await store.TryLeaseAsync("run");
        var before = Appends;
        using (Proxy.Play(StorageFault.Failing, IsAppend, times: 2))
        {
            await NextAsync(clock);
            await NextAsync(clock);
            await clock.Waiting(1);
        }

        Assert.Equal(2, Appends - before);
        Assert.False(held!.Lost.IsCancellationRequested);
        using var silence = Proxy.Play(StorageFault.Silent, IsAppend, int.MaxValue);
        await NextAsync(clock);
        await Cancelled(held.Lost);
    }

    [Fact]
    public async Task A_run_whose_lease_is_lost_stops_and_leaves_how_it_stands_to_whoever_has_it_now()
    {
        var clock = new HandClock();
        await using var store = await Start(retries: 0, clock).OpenAsync(Vault, create: true);
        var run = new Run { Id = "run1", Kind = RunKind.Export, Actor = "account:ada", Created = clock.GetUtcNow() };
        await store.SaveRunAsync(run);
        var work = new EndlessWork();
        var going = new RunExecutor([work], new RunEvents(), clock).ExecuteAsync(store, run.Id, Stop);
        await work.Begun;

        await using var other = await Start().OpenAsync(Vault);
        await other.EndLeasesAsync();
        await using var taken = await other.TryLeaseAsync("run-run1");
        await other.SaveRunAsync(run with { State = RunState.Running, Counts = new RunCounts(Read: 7) });
        await NextAsync(clock);
        Assert.False(await going);
        await store.RefreshAsync(Stop);
        Assert.Equal((RunState.Running, 7), (await store.FindRunAsync(run.Id) is { } now ? (now.State, now.Counts.Read) : default));
    }

    private int Appends => Proxy.Calls.Count(IsAppend);

    private static bool IsAppend(StorageCall call) => call.Operation == "Append Block";

    /// <summary>It is time to show a sign of life.</summary>
    private static async Task NextAsync(HandClock clock)
    {
        await clock.Waiting(1);
        clock.Advance(TimeSpan.FromSeconds(20));
    }

    private static async Task Cancelled(CancellationToken token) => await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Task.Delay(TimeSpan.FromSeconds(30), token));

    /// <summary>Goes on until it is stopped.</summary>
    private sealed class EndlessWork : IRunWork
    {
        private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public RunKind Kind => RunKind.Export;

        public Task Begun => _begun.Task;

        public async Task<Run> RunAsync(IVaultStore store, Run run, CancellationToken cancellationToken)
        {
            _begun.SetResult();
            await Task.Delay(Timeout.Infinite, cancellationToken);
            return run;
        }
    }
}
