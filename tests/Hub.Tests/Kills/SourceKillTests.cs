using Hub.FrontDoor.Sources;
using Hub.Testing;

namespace Hub.FrontDoor.Kills;

/// <summary>Killed in any state, the hub's sources go on by themselves, and nothing is asked or stored twice.</summary>
public sealed class SourceKillTests
{
    private const int Pages = 60;
    private const int PerPage = 100;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_sync_whose_hub_was_killed_or_stopped_goes_on_from_its_cursor(bool isAsked)
    {
        await using var hub = await TillHub.StartAsync();
        var person = await hub.OwnerAsync();
        var (_, source) = await person.AddSourceAsync(new { user = "ada", pages = Pages, perPage = PerPage, pause = 20 });
        var id = source.LastRun();
        foreach (var moment in new[] { 0, Pages * PerPage / 3, Pages * PerPage * 2 / 3 })
        {
            while ((await person.GetAsync("/api/runs/" + id)).Count("created") < moment)
            {
                await Task.Yield();
            }

            await (isAsked ? hub.StopAsync() : hub.KillAsync());
            await hub.RestartAsync();
        }

        var run = await person.EndOfAsync(id);
        run.AssertAddsUp();
        Assert.Equal(("succeeded", (long)Pages * PerPage), (run.State(), run.Count("created")));
        Assert.Equal(Pages * PerPage, await person.SumAsync("energy.consumption", "/energy"));
        Assert.InRange(run.Count("unchanged"), 0, 3 * PerPage * 10);
        Assert.Equal("ok", (await person.SourceAsync(source.Id())).Health());
        Assert.Equal("0 0 0 0 0", (await person.SyncAsync(source.Id())).Told());
        Assert.Equal(0, (await hub.RunAsync("check")).ExitCode);
    }

    [Fact]
    public async Task The_undo_of_a_sync_that_was_killed_goes_on_and_then_all_is_fetched_again()
    {
        await using var hub = await TillHub.StartAsync();
        var person = await hub.OwnerAsync();
        var source = await person.AddTillAsync(new { user = "ada", pages = Pages, perPage = PerPage });
        var id = (await person.PostAsync($"/api/runs/{source.LastRun()}/undo", new { })).GetProperty("run").GetString()!;
        foreach (var moment in new[] { 0, Pages * PerPage / 3 })
        {
            while (await person.GetAsync("/api/runs/" + id) is var at && at.Count("withdrawn") < moment && at.State() != "succeeded")
            {
                await Task.Yield();
            }

            await hub.KillAsync();
            await hub.RestartAsync();
        }

        var undo = await person.EndOfAsync(id);
        undo.AssertAddsUp();
        Assert.Equal(("succeeded", (long)Pages * PerPage), (undo.State(), undo.Count("withdrawn")));
        Assert.Empty(await person.AllAsync("energy.consumption"));
        Assert.Equal("paused", (await person.SourceAsync(source.Id())).Health());
        await person.ChangeAsync(source.Id(), new { paused = false });
        Assert.Equal((long)Pages * PerPage, (await person.SyncAsync(source.Id())).Count("created"));
        Assert.Equal(0, (await hub.RunAsync("check")).ExitCode);
    }

    [Fact]
    public async Task A_question_outlives_the_hub_and_its_answer_is_not_asked_again()
    {
        await using var hub = await TillHub.StartAsync();
        var person = await hub.OwnerAsync();
        var source = await person.AddTillAsync(new { user = "ada", ask = "code" });
        await hub.KillAsync();
        await hub.RestartAsync();
        Assert.Equal("waiting", (await person.SourceAsync(source.Id())).Health());
        Assert.Equal("Done", (await person.AnswerAsync(source.LastRun(), "4321")).Outcome());
        await hub.KillAsync();
        await hub.RestartAsync();
        Assert.Equal("Done", (await person.SyncAsync(source.Id())).Outcome());
    }

    [Fact]
    [Trait("Category", "Long")]
    public async Task Of_two_hundred_sources_due_at_once_with_one_in_ten_failing_all_end()
    {
        const int Sources = 200;
        await using var hub = await TillHub.StartAsync();
        var owner = await hub.OwnerAsync();
        Person[] people = [owner, await hub.InviteAsync(owner, "bob"), await hub.InviteAsync(owner, "eve")];
        var sources = new List<(Person Person, string Id, bool Fails)>();
        for (var n = 0; n < Sources; n++)
        {
            // Most of them are one person's: the others must not wait for all of those.
            var (person, fails) = (people[n < 180 ? 0 : 1 + (n % 2)], n % 10 == 0);
            object settings = fails ? new { user = $"user-{n}", outcome = "HolderUnavailable", pause = 500 } : new { user = $"user-{n}" };
            sources.Add((person, (await person.AddTillAsync(settings)).Id(), fails));
        }

        var runs = await Task.WhenAll(sources.Select(async source => (source.Person, source.Fails, Run: (await source.Person.PostAsync($"/api/sources/{source.Id}/sync", new { })).GetProperty("run").GetString()!)));
        var ends = new List<(Person Person, DateTimeOffset At)>();
        foreach (var (person, fails, run) in runs)
        {
            var ended = await person.EndOfAsync(run);
            Assert.Equal(fails ? "HolderUnavailable" : "Done", ended.Outcome());
            ends.Add((person, ended.GetProperty("ended").GetDateTimeOffset()));
        }

        var median = ends.Where(end => end.Person == owner).Select(end => end.At).Order().ElementAt(90);
        Assert.All(ends.Where(end => end.Person != owner), end => Assert.True(end.At < median, "one person's many sources held up another's"));
        TestContext.Current.TestOutputHelper?.WriteLine($"{Sources} at once: {(ends.Max(end => end.At) - ends.Min(end => end.At)).TotalSeconds:0} s from the first end to the last");
    }
}
