using Hub.Testing;
using Hub.Testing.Wire;
using System.Net.Sockets;
using Core.Tests.Egress;
using Hub.Core.Plugins.Running;
using Hub.Sdk;
using Hub.Wire;

namespace Runner.Tests;

/// <summary>A call to a holder ends with its run, and the ledger says so.</summary>
public sealed class CutCallTests : WayOut
{
    private readonly TaskCompletionSource _asked = new();
    private readonly TaskCompletionSource _left = new();

    [Fact]
    public async Task A_run_whose_time_is_over_does_not_wait_for_its_holder()
    {
        await using var holder = Hanging();
        var clock = new HandClock();
        var run = RunAsync(holder, clock, TestContext.Current.CancellationToken);
        await _asked.Task;

        clock.Advance(new RunnerLimits().Time);

        Assert.Equal(Outcome.LimitExceeded, (await run).Outcome);
        await _left.Task;
        Assert.Equal("cancelled", Assert.Single(await LedgerAsync()).Fault);
    }

    [Fact]
    public async Task Nor_does_one_that_is_cancelled()
    {
        await using var holder = Hanging();
        using var cancel = new CancellationTokenSource();
        var run = RunAsync(holder, TimeProvider.System, cancel.Token);
        await _asked.Task;

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
        await _left.Task;
        Assert.Equal("cancelled", Assert.Single(await LedgerAsync()).Fault);
    }

    [Fact]
    public async Task A_holder_that_says_nothing_for_a_hundred_seconds_is_an_outcome()
    {
        await using var holder = Hanging();
        var clock = new HandClock();
        var run = RunAsync(holder, TimeProvider.System, TestContext.Current.CancellationToken, clock);
        await _asked.Task;

        clock.Advance(TimeSpan.FromSeconds(100));

        Assert.Equal(Outcome.HolderUnavailable, (await run).Outcome);
        Assert.Equal("too-slow", Assert.Single(await LedgerAsync()).Fault);
    }

    private WireServer Hanging() => new(async (_, stream) =>
    {
        _asked.SetResult();
        try
        {
            Assert.Equal(0, await stream.ReadAsync(new byte[1], TestContext.Current.CancellationToken));
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            // Left without a word: that is what is waited for.
        }

        _left.SetResult();
    });

    private async Task<RunnerResult> RunAsync(WireServer holder, TimeProvider clock, CancellationToken ct, TimeProvider? calls = null)
    {
        using var folder = new ScriptFolder($"exports.sync = function (hub) {{ hub.http.get('http://holder.test:{holder.Port}/'); }};");
        var session = Open(Allowing("holder.test"), [$"holder.test:{holder.Port}"], clock: calls);
        var handler = new RecordingHandler([]) { OnCallAsync = session.SendAsync };
        return await new RunnerProcess(Place.Launcher, new RunnerLimits(), clock).RunAsync(folder.Request(RunMode.Sync), handler, ct);
    }
}
