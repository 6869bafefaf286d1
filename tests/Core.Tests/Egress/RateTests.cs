using Hub.Testing;
using Hub.Testing.Wire;
using Hub.Core.Egress;
using Hub.Sdk;
using Xunit;

namespace Core.Tests.Egress;

/// <summary>All runs of a hub together are one polite caller.</summary>
public sealed class RateTests : WayOut
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task Five_calls_a_second_go_out_and_the_others_wait_their_turn()
    {
        var clock = new HandClock();
        var gate = new HostGate(new EgressLimits { CallsAtOncePerHost = 100 }, clock);
        var calls = Enumerable.Range(0, 12).Select(_ => gate.EnterAsync("bank.test", default).AsTask()).ToList();
        Assert.Equal(5, calls.Count(call => call.IsCompleted));
        clock.Advance(Second - TimeSpan.FromMilliseconds(1));
        Assert.Equal(5, calls.Count(call => call.IsCompleted));
        clock.Advance(TimeSpan.FromMilliseconds(1));
        await Task.WhenAll(calls[..10]);
        Assert.False(calls[10].IsCompleted);
        clock.Advance(Second);
        await Task.WhenAll(calls);
    }

    [Fact]
    public async Task A_clock_that_is_set_back_holds_nobody_up()
    {
        var clock = new HandClock();
        var gate = new HostGate(new EgressLimits { CallsPerSecondPerHost = 1, CallsAtOncePerHost = 2 }, clock);
        await gate.EnterAsync("bank.test", default);
        clock.SetBack(TimeSpan.FromHours(1));
        var next = gate.EnterAsync("bank.test", default).AsTask();
        clock.Advance(Second);
        await next;
    }

    [Fact]
    public async Task Who_comes_first_goes_first()
    {
        var clock = new HandClock();
        var gate = new HostGate(new EgressLimits { CallsPerSecondPerHost = 1, CallsAtOncePerHost = 1 }, clock);
        var order = new List<int>();
        var calls = Enumerable.Range(0, 6).Select(async call =>
        {
            await gate.EnterAsync("bank.test", default);
            lock (order)
            {
                order.Add(call);
            }

            gate.Leave();
        }).ToList();
        for (var next = 0; next < 6; next++)
        {
            await Task.WhenAny(calls[next], clock.Waiting(1));
            clock.Advance(Second);
            await calls[next];
        }

        Assert.Equal([0, 1, 2, 3, 4, 5], order);
    }

    [Fact]
    public async Task Only_so_many_are_under_way_at_once()
    {
        var gate = new HostGate(new EgressLimits { CallsPerSecondPerHost = 100, CallsAtOncePerHost = 2 }, new HandClock());
        var calls = Enumerable.Range(0, 3).Select(_ => gate.EnterAsync("bank.test", default).AsTask()).ToList();
        Assert.Equal([true, true, false], calls.Select(call => call.IsCompleted));
        gate.Leave();
        await calls[2];
    }

    [Fact]
    public async Task Who_gives_up_waiting_leaves_the_place_to_another()
    {
        var clock = new HandClock();
        var gate = new HostGate(new EgressLimits { CallsPerSecondPerHost = 1, CallsAtOncePerHost = 1 }, clock);
        await gate.EnterAsync("bank.test", default);
        gate.Leave();
        using var stop = new CancellationTokenSource();
        var waiting = gate.EnterAsync("bank.test", stop.Token).AsTask();
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        var next = gate.EnterAsync("bank.test", default).AsTask();
        clock.Advance(Second + Second);
        await next;
    }

    [Theory]
    [InlineData(429, Outcome.RateLimited)]
    [InlineData(503, Outcome.HolderUnavailable)]
    public async Task A_host_that_asks_for_a_break_is_called_by_nobody_until_it_is_over(int status, Outcome outcome)
    {
        var clock = new HandClock();
        var answers = new Queue<string>([$"HTTP/1.1 {status} X\r\nRetry-After: 3600\r\nContent-Length: 0\r\n\r\n", WireServer.Ok()]);
        await using var server = new WireServer(_ => answers.Dequeue());
        var broker = new Broker(Allowing("bank.test"), clock);
        var (one, other) = (Open(broker, [$"bank.test:{server.Port}"]), Open(broker, [$"bank.test:{server.Port}"]));
        var call = Get($"http://bank.test:{server.Port}/");
        Assert.Equal(status, (await one.SendAsync(call)).Status);
        foreach (var session in new[] { one, other })
        {
            var refused = await Assert.ThrowsAsync<EgressException>(async () => await session.SendAsync(call));
            Assert.Equal((outcome, "break"), (refused.Outcome, refused.Fault));
            Assert.Contains("2026-03-01 13:00 UTC", refused.Detail.En, StringComparison.Ordinal);
            Assert.Contains("01/03/2026 à 13:00 UTC", refused.Detail.Fr, StringComparison.Ordinal);
        }

        Assert.Single(server.Requests);
        clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(200, (await other.SendAsync(call)).Status);
    }

    [Theory]
    [InlineData("30")]
    [InlineData("Sun, 01 Mar 2026 12:00:30 GMT")]
    public async Task A_short_break_is_waited_for(string after)
    {
        var clock = new HandClock();
        var answers = new Queue<string>([$"HTTP/1.1 503 X\r\nRetry-After: {after}\r\nContent-Length: 0\r\n\r\n", WireServer.Ok("again")]);
        await using var server = new WireServer(_ => answers.Dequeue());
        var session = Open(Allowing("bank.test"), [$"bank.test:{server.Port}"], clock: clock);
        await session.SendAsync(Get($"http://bank.test:{server.Port}/"));
        var second = session.SendAsync(Get($"http://bank.test:{server.Port}/")).AsTask();
        await clock.Waiting(1);
        clock.Advance(TimeSpan.FromSeconds(29));
        Assert.Single(server.Requests);
        Assert.False(second.IsCompleted);
        clock.Advance(Second);
        Assert.Equal("again", Text(await second));
    }

    [Fact]
    public async Task A_break_without_end_is_not_believed()
    {
        var clock = new HandClock();
        await using var server = new WireServer(_ => $"HTTP/1.1 429 X\r\nRetry-After: {int.MaxValue}\r\nContent-Length: 0\r\n\r\n");
        var session = Open(Allowing("bank.test"), [$"bank.test:{server.Port}"], clock: clock);
        await session.SendAsync(Get($"http://bank.test:{server.Port}/"));
        clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(429, (await session.SendAsync(Get($"http://bank.test:{server.Port}/"))).Status);
    }
}
