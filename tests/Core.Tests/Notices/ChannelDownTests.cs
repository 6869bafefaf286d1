using Hub.Core.Accounts;
using Hub.Core.Notices;
using Hub.Core.Runs;
using Hub.Sdk;
using Xunit;

namespace Core.Tests.Notices;

/// <summary>Channels that fail, and hubs that die, at the worst moment.</summary>
public sealed class ChannelDownTests : IAsyncLifetime
{
    private readonly ToldPeople _people = new();
    private Account _ada = null!;

    public async ValueTask InitializeAsync() => _ada = await _people.AddAsync("ada");

    public ValueTask DisposeAsync() => _people.DisposeAsync();

    [Fact]
    public async Task A_channel_that_is_down_is_tried_at_growing_intervals_with_the_same_message()
    {
        _people.Phone.Outcome = DeliveryOutcome.Unreachable;
        var failed = _people.Clock.Now;
        await _people.AskAsync(_ada);
        var tries = new List<double>();
        for (var minute = 0; minute <= 60; minute++)
        {
            var before = _people.Phone.Tried.Count;
            await _people.TickAsync(minute == 0 ? TimeSpan.Zero : TimeSpan.FromMinutes(1));
            tries.AddRange(Enumerable.Repeat((double)minute, _people.Phone.Tried.Count - before));
        }

        Assert.Equal([0, 1, 3, 8, 23, 53], tries);
        Assert.Equal((failed, (DeliveryOutcome?)DeliveryOutcome.Unreachable), ((await _people.Book.StateAsync("ada")).FailedSince!.Value, (await _people.Book.StateAsync("ada")).Failure));
        _people.Phone.Outcome = DeliveryOutcome.Sent;
        await _people.TickAsync(TimeSpan.FromHours(1));
        Assert.Single(_people.Phone.Tried.Select(tried => tried.Message.Id).Distinct());
        var state = await _people.Book.StateAsync("ada");
        Assert.Equal((_people.Clock.Now, (DateTimeOffset?)null), (state.LastTold!.Value, state.FailedSince));
        Assert.Empty(state.Outbox);
        Assert.Equal(2, _people.Log.Count);
    }

    [Fact]
    public async Task An_address_that_is_refused_is_tried_a_few_times_a_day_and_at_once_when_it_was_changed()
    {
        _people.Phone.Outcome = DeliveryOutcome.AddressRefused;
        await _people.AskAsync(_ada);
        await _people.TickAsync();
        await _people.TickAsync(TimeSpan.FromHours(5));
        Assert.Single(_people.Phone.Tried);
        _people.Phone.Outcome = DeliveryOutcome.Sent;
        await _people.Channels.SaveAsync(_ada, new NoticeWish { Channel = ChannelKind.Webhook, Address = "ada-2", Language = "en" });
        await _people.TickAsync();
        Assert.Equal("ada-2", Assert.Single(_people.Phone.Sent).To);
    }

    [Fact]
    public async Task A_question_does_not_wait_behind_a_digest_that_cannot_be_told()
    {
        _people.Phone.Outcome = DeliveryOutcome.Refused;
        await _people.EndAsync(_ada, Outcome.CredentialsRefused);
        await _people.TickAtAsync("2026-11-23T08:00:00+01:00");
        _people.Phone.Outcome = DeliveryOutcome.Sent;
        await _people.AskAsync(_ada);
        await _people.TickAsync(TimeSpan.FromMinutes(1));
        await _people.TickAsync(TimeSpan.FromMinutes(1));
        Assert.Equal([true, false], _people.Phone.Sent.Select(sent => sent.Message.IsUrgent));
    }

    [Fact]
    public async Task A_hub_that_dies_after_sending_sends_the_same_message_again_under_the_same_id()
    {
        await _people.AskAsync(_ada);
        _people.Phone.OnSend = _ =>
        {
            _people.Store.Dies = _ => true;
            return Task.CompletedTask;
        };
        await _people.TickAsync();
        _people.Phone.OnSend = null;
        _people.Store.Dies = null;
        await _people.TickAsync();
        await _people.TickAsync(TimeSpan.FromHours(2));
        Assert.Equal(2, _people.Phone.Sent.Count);
        Assert.Single(_people.Phone.Sent.Select(sent => sent.Message.Id).Distinct());
    }

    [Fact]
    public async Task A_hub_that_dies_at_any_write_loses_no_notice_and_doubles_none()
    {
        for (var writes = 0; writes < 8; writes++)
        {
            var left = writes;
            await _people.AskAsync(_ada);
            _people.Store.Dies = kind => kind.StartsWith("notice", StringComparison.Ordinal) && left-- <= 0;
            await _people.TickAsync();
            _people.Store.Dies = null;
            await _people.TickAsync(TimeSpan.FromHours(1));
            await _people.TickAsync(TimeSpan.FromHours(1));
            Assert.Single(_people.Phone.Sent.Select(sent => sent.Message.Id).Distinct());
            _people.Phone.Sent.Clear();
        }
    }

    [Fact]
    public async Task A_run_that_was_saved_by_a_hub_that_died_then_is_told_when_it_is_taken_up()
    {
        var run = await _people.RunAsync(_ada, run => run with { State = RunState.Waiting, Question = new RunQuestion("code", new Text("Code?", "Code ?")) }, consider: false);
        await using (var vault = await _people.Vaults.OpenAsync(_ada.Vaults[0]))
        {
            Assert.True(await new RunExecutor([], new RunEvents(), _people.Clock, _people.Finder).ExecuteAsync(vault.Store, run.Id, CancellationToken.None));
        }

        await _people.TickAsync();
        Assert.Single(_people.Phone.Sent);
    }

    [Fact]
    public async Task What_was_missed_is_found_by_the_daily_look()
    {
        await _people.RunAsync(_ada, run => run with { State = RunState.Failed, Outcome = Outcome.ConsentExpired, Ended = run.Created }, consider: false);
        await _people.TickAtAsync("2026-11-23T08:00:00+01:00");
        Assert.Equal(NoticeKind.ConsentExpired, Assert.Single(_people.Phone.Sent).Message.Items[0].Kind);
    }

    [Fact]
    public async Task Of_two_rounds_at_once_one_tells()
    {
        await _people.AskAsync(_ada);
        var (onTheWay, goOn) = (new TaskCompletionSource(), new TaskCompletionSource());
        _people.Phone.OnSend = _ =>
        {
            onTheWay.SetResult();
            return goOn.Task;
        };
        var first = _people.Teller.TickAsync();
        await onTheWay.Task;
        await _people.Teller.TickAsync();
        goOn.SetResult();
        await first;
        Assert.Single(_people.Phone.Tried);
    }

    [Fact]
    public async Task Nobody_waits_for_the_slow_server_of_another()
    {
        var bob = await _people.AddAsync("bob");
        var (stuck, bobWasTold) = (new TaskCompletionSource(), new TaskCompletionSource());
        _people.Phone.OnSend = to =>
        {
            (to == "bob" ? bobWasTold : new TaskCompletionSource()).TrySetResult();
            return to == "ada" ? stuck.Task : Task.CompletedTask;
        };
        await _people.AskAsync(_ada);
        await _people.AskAsync(bob);
        var round = _people.Teller.TickAsync();
        await bobWasTold.Task.WaitAsync(TimeSpan.FromMinutes(1));
        Assert.False(round.IsCompleted);
        stuck.SetResult();
        await round;
    }

    [Fact]
    public async Task Lost_keys_are_told_as_such()
    {
        _people.Sealer.IsBroken = true;
        await _people.AskAsync(_ada);
        await _people.TickAsync();
        Assert.Equal(DeliveryOutcome.Unreadable, (await _people.Book.StateAsync("ada")).Failure);
    }

    [Fact]
    public async Task A_question_wakes_the_round_at_once()
    {
        var urgent = _people.Finder.UrgentAsync(TimeSpan.FromHours(1), CancellationToken.None);
        await _people.EndAsync(_ada, Outcome.CredentialsRefused);
        Assert.False(urgent.IsCompleted);
        await _people.AskAsync(_ada);
        await urgent.WaitAsync(TimeSpan.FromMinutes(1));
    }
}
