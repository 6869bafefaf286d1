using Azure.Storage.Queues;
using Hub.FrontDoor;
using Hub.Testing;

namespace Hub.Tests.Functions;

/// <summary>Two instances behind the Functions host; runs are woken by messages.</summary>
public sealed class QueuedRunsTests(QueuedRunsTests.Fixture fixture) : IClassFixture<QueuedRunsTests.Fixture>
{
    [Fact]
    public async Task Imports_of_several_people_are_carried_out_by_whichever_instance_gets_the_message()
    {
        var people = await Task.WhenAll(Enumerable.Range(0, 3).Select(number => fixture.Hub.InviteAsync(fixture.Owner, $"person-{number}")));
        var runs = await Task.WhenAll(people.Append(fixture.Owner).Select(person => person.ImportAsync("load.csv", MadeFiles.LoadCurve(200))));
        Assert.All(runs, run => Assert.Equal("succeeded", run.GetProperty("state").GetString()));
        foreach (var person in people)
        {
            Assert.Equal(MadeFiles.Kilowatthours(200), await person.SumAsync(Readings.Type, "/energy"));
        }

        await fixture.Hub.HearAsync("run: 200 done", 4);
    }

    [Fact]
    public async Task A_forged_message_is_tried_and_set_aside_and_thrown_away_at_the_next_tick()
    {
        var queue = new QueueClient(fixture.Storage, "hub-runs");
        await queue.CreateIfNotExistsAsync();
        await queue.SendMessageAsync("Zm9yZ2Vk");
        await fixture.Hub.HearAsync("run: 404 failed", 5);
        await fixture.Hub.HearAsync("run: set aside after 5 deliveries");
        await fixture.Hub.TellAsync("tick");
        await fixture.Hub.HearAsync("tick: 200 done");
        Assert.Equal(0, (await new QueueClient(fixture.Storage, "hub-runs-poison").GetPropertiesAsync()).Value.ApproximateMessagesCount);
    }

    [Fact]
    public async Task After_a_time_without_calls_the_next_page_finds_everything_as_it_was()
    {
        var person = await fixture.Hub.InviteAsync(fixture.Owner, "patient");
        await person.ImportAsync("load.csv", MadeFiles.LoadCurve(48));
        await fixture.Hub.TellAsync("cold");
        await fixture.Hub.HearAsync("no instance is left");
        Assert.Equal(48, (await person.AllAsync(Readings.Type)).Count);
        using var home = await person.Session.GetAsync("/");
        Assert.True(home.IsSuccessStatusCode);
    }

    [Fact]
    public async Task A_preview_is_made_where_the_file_was_sent()
    {
        var person = await fixture.Hub.InviteAsync(fixture.Owner, "curious");
        var run = await person.PreviewAsync("load.csv", MadeFiles.LoadCurve(48));
        Assert.Equal("succeeded", run.GetProperty("state").GetString());
        Assert.Empty(await person.AllAsync(Readings.Type));
    }

    public sealed class Fixture : CloudFixture
    {
        private protected override FunctionsApp Of(FunctionsApp app) => app with { Instances = 2 };
    }
}
