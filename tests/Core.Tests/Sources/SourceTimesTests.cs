using System.Text.Json;
using Hub.Core.Plugins;
using Hub.Core.Runs;
using Hub.Core.Sources;
using Hub.Sdk;
using Xunit;

namespace Core.Tests.Sources;

/// <summary>When a source runs next, and how it is, follow from what is written down alone.</summary>
public sealed class SourceTimesTests
{
    private static readonly DateTimeOffset Ended = new(2026, 1, 10, 8, 0, 0, TimeSpan.Zero);
    private static readonly PluginManifest Plugin = JsonSerializer.Deserialize("""
        { "id": "bank", "version": "1.0.0", "sdk": 1, "publisher": "p", "licence": "MIT", "languages": ["en"], "kind": "connector", "runtime": "js", "entry": "plugin.js",
          "name": {}, "summary": {}, "permissions": [], "schedule": "P1D" }
        """, PluginJson.Default.PluginManifest)!;

    private static readonly Source Source = new() { Id = "bank-00000001", Plugin = "bank", Settings = JsonElement.Parse("{}"), Created = Ended.AddDays(-9) };

    [Fact]
    public void A_new_source_is_due_at_once() => Assert.Equal(Source.Created, SourceTimes.Next(Source, null, Plugin));

    [Theory]
    [InlineData(null, 0.0, 24.0)]
    [InlineData(null, 1.0, 26.0)]
    [InlineData("PT1H", 0.5, 1.05)]
    [InlineData("PT1H", 1.0, 1.1)]
    public void After_a_good_run_the_next_is_due_by_its_schedule_a_little_later_by_chance(string? schedule, double spread, double hours) =>
        Assert.Equal(hours, HoursTo(SourceTimes.Next(Source with { Schedule = schedule }, Run(Outcome.Done, spread: spread), Plugin)), 6);

    [Fact]
    public void Nothing_is_due_once_the_time_that_the_person_gave_is_over()
    {
        var allowed = new Allowance { Types = [], Asked = [], Version = "1.0.0", Purpose = "", Created = Source.Created, Expires = Ended.AddHours(24) };
        var source = Source with { Allow = allowed };
        Assert.Null(SourceTimes.Next(source, Run(Outcome.Done), Plugin));
        Assert.Equal(24, HoursTo(SourceTimes.Next(source with { Allow = allowed with { Expires = Ended.AddHours(25) } }, Run(Outcome.Done), Plugin)));
        Assert.Equal((HealthState.Ok, HealthState.Attention), (SourceHealth.Of(source, Run(Outcome.Done), Plugin, Ended).State, SourceHealth.Of(source, Run(Outcome.Done), Plugin, Ended.AddHours(24)).State));
        Assert.Equal(Actor.Person, SourceHealth.Of(source, Run(Outcome.Done), Plugin, Ended.AddHours(24)).WhoActs);
    }

    [Fact]
    public void Without_a_schedule_nothing_runs_by_itself() => Assert.Null(SourceTimes.Next(Source, Run(Outcome.Done), Plugin with { Schedule = null }));

    [Fact]
    public void Paused_at_work_or_without_its_plug_in_it_is_not_due()
    {
        Assert.Null(SourceTimes.Next(Source with { Paused = true }, Run(Outcome.Done), Plugin));
        Assert.Null(SourceTimes.Next(Source, Run(null, RunState.Running), Plugin));
        Assert.Null(SourceTimes.Next(Source, Run(Outcome.Done), null));
    }

    [Fact]
    public void Waits_grow_to_a_day_and_then_it_is_given_up()
    {
        var hours = Enumerable.Range(0, 15).Select(before => SourceTimes.Next(Source, Run(Outcome.HolderUnavailable, failedBefore: before), Plugin)).Select(next => next is null ? -1 : HoursTo(next)).ToList();
        Assert.Equal([0.25, 0.5, 1, 2, 4, 8, 16, 24, 24, 24, 24, 24, 24, -1, -1], hours);
    }

    [Theory]
    [InlineData(Outcome.PluginFault, 3)]
    [InlineData(Outcome.LimitExceeded, 3)]
    [InlineData(Outcome.RateLimited, 14)]
    [InlineData(Outcome.HolderUnavailable, 14)]
    public void Each_outcome_has_its_number_of_tries(Outcome outcome, int tries)
    {
        Assert.NotNull(SourceTimes.Next(Source, Run(outcome, failedBefore: tries - 2), Plugin));
        var last = Run(outcome, failedBefore: tries - 1);
        Assert.Null(SourceTimes.Next(Source, last, Plugin));
        Assert.True(SourceTimes.IsDead(last));
        Assert.Equal(HealthState.Failing, SourceHealth.Of(Source, last, Plugin, Ended).State);
        Assert.Contains("not tried any more", SourceHealth.Of(Source, last, Plugin, Ended).Message.En, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(20, 0, 0.0, 1)]
    [InlineData(20, 0, 1.0, 1.1)]
    [InlineData(600, 0, 1.0, 11)]
    [InlineData(600, 2, 0.0, 40)]
    [InlineData(7200, 0, 1.0, 132)]
    [InlineData(60 * 60 * 48, 1, 0.0, 60 * 48)]
    public void After_a_holder_said_for_how_long_to_wait_it_is_tried_a_little_later(int seconds, int before, double spread, double minutes)
    {
        var run = Run(Outcome.RateLimited, failedBefore: before, spread: spread);
        Assert.Equal(minutes / 60, HoursTo(SourceTimes.Next(Source, run with { Sync = run.Sync! with { NotBefore = Ended.AddSeconds(seconds) } }, Plugin)), 6);
    }

    [Fact]
    public void What_makes_it_try_again_is_called_by_its_name()
    {
        var other = SourceHealth.Of(Source, Run(Outcome.PluginFault) with { Version = "0.9.0" }, Plugin, Ended).Message;
        Assert.EndsWith("With the new version of the connector, it is tried again in a moment.", other.En, StringComparison.Ordinal);
        var changed = SourceHealth.Of(Source with { Edition = 7 }, Run(Outcome.PluginFault), Plugin, Ended).Message;
        Assert.EndsWith("With what you changed, it is tried again in a moment.", changed.En, StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_given_up_is_not_said_to_be_tried_again() =>
        Assert.DoesNotContain("by itself. It failed", SourceHealth.Of(Source, Run(Outcome.HolderUnavailable, failedBefore: 20), Plugin, Ended).Message.En, StringComparison.Ordinal);

    [Fact]
    public void Failures_of_another_kind_make_the_wait_longer_and_use_up_no_tries() =>
        Assert.Equal(8, HoursTo(SourceTimes.Next(Source, Run(Outcome.PluginFault, failedBefore: 3, alikeBefore: 0), Plugin)));

    [Fact]
    public void What_the_holder_asked_for_is_the_least()
    {
        Assert.Equal(5, HoursTo(SourceTimes.Next(Source, Run(Outcome.RateLimited, notBefore: Ended.AddHours(5)), Plugin)));
        Assert.Equal(1, HoursTo(SourceTimes.Next(Source, Run(Outcome.RateLimited), Plugin)));
    }

    [Theory]
    [InlineData(Outcome.CredentialsRefused, Actor.Person)]
    [InlineData(Outcome.ActionNeededAtHolder, Actor.Person)]
    [InlineData(Outcome.ConsentExpired, Actor.Person)]
    [InlineData(Outcome.CodeNeeded, Actor.Person)]
    [InlineData(Outcome.FormatChanged, Actor.Publisher)]
    public void Where_somebody_must_act_nothing_is_tried_until_they_did(Outcome outcome, Actor who)
    {
        var last = Run(outcome);
        Assert.Null(SourceTimes.Next(Source, last, Plugin));
        Assert.Equal((HealthState.Attention, who), (SourceHealth.Of(Source, last, Plugin, Ended).State, SourceHealth.Of(Source, last, Plugin, Ended).WhoActs));
        Assert.Equal(Ended, SourceTimes.Next(Source with { Edition = 2 }, last, Plugin));
    }

    [Fact]
    public void A_mended_plug_in_is_tried_again_by_itself_but_a_password_is_not()
    {
        Assert.Equal(Ended, SourceTimes.Next(Source, Run(Outcome.FormatChanged), Plugin with { Version = "1.0.1" }));
        Assert.Equal(Ended, SourceTimes.Next(Source, Run(Outcome.PluginFault, failedBefore: 2), Plugin with { Version = "1.0.1" }));
        Assert.Null(SourceTimes.Next(Source, Run(Outcome.CredentialsRefused), Plugin with { Version = "1.0.1" }));
    }

    [Fact]
    public void A_run_that_was_stopped_says_nothing_about_the_holder()
    {
        var stopped = Run(null, RunState.Cancelled, failedBefore: 2);
        Assert.Equal(24, HoursTo(SourceTimes.Next(Source, stopped, Plugin)));
        Assert.Equal((2, 2), SourceTimes.Failures(stopped));
    }

    [Fact]
    public void Health_is_a_word_for_each_state()
    {
        Assert.Equal(HealthState.New, SourceHealth.Of(Source, null, Plugin, Ended).State);
        Assert.Equal(HealthState.Ok, SourceHealth.Of(Source, Run(Outcome.Done), Plugin, Ended).State);
        Assert.Equal(HealthState.Ok, SourceHealth.Of(Source, Run(null, RunState.Running), Plugin, Ended).State);
        Assert.Equal(HealthState.Paused, SourceHealth.Of(Source with { Paused = true }, Run(Outcome.Done), Plugin, Ended).State);
        Assert.Equal(HealthState.Failing, SourceHealth.Of(Source, Run(Outcome.HolderUnavailable), Plugin, Ended).State);
        Assert.Equal(HealthState.Attention, SourceHealth.Of(Source, Run(Outcome.Done), null, Ended).State);
        var asking = Run(null, RunState.Waiting) with { Question = new RunQuestion("code", new Text("Which code?", "Quel code ?")) };
        Assert.Equal((HealthState.Waiting, "Which code?"), (SourceHealth.Of(Source, asking, Plugin, Ended).State, SourceHealth.Of(Source, asking, Plugin, Ended).Message.En));
    }

    [Theory]
    [InlineData("P1D", true)]
    [InlineData("PT15M", true)]
    [InlineData("PT14M", false)]
    [InlineData("P2Y", false)]
    [InlineData("daily", false)]
    [InlineData("-P1D", false)]
    [InlineData("P99999999999999999999D", false)]
    [InlineData("", false)]
    public void A_schedule_is_a_duration_within_bounds(string text, bool taken) => Assert.Equal(taken, Schedules.TryParse(text, out _));

    private static double HoursTo(DateTimeOffset? next) => (next!.Value - Ended).TotalHours;

    private static Run Run(Outcome? outcome, RunState? state = null, int failedBefore = 0, int? alikeBefore = null, double spread = 0, DateTimeOffset? notBefore = null)
    {
        var run = new Run
        {
            Id = "run",
            Kind = RunKind.Sync,
            Version = "1.0.0",
            Actor = "schedule",
            Created = Ended.AddMinutes(-1),
            Sync = new SyncFacts(1, spread) { FailedBefore = failedBefore, AlikeBefore = alikeBefore ?? failedBefore, Alike = outcome ?? Outcome.HolderUnavailable, NotBefore = notBefore },
        };
        run = run with { State = state ?? (outcome == Outcome.Done ? RunState.Succeeded : RunState.Failed), Outcome = outcome };
        return run.IsOver ? run with { Ended = Ended } : run;
    }
}
