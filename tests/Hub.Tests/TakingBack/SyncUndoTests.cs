using System.Net.Http.Json;
using System.Text.Json;
using Hub.FrontDoor.Sources;
using Hub.Testing;

namespace Hub.FrontDoor.TakingBack;

/// <summary>What a source fetched, taken back as a whole: the source stands where it stood before, and the person decides when it fetches again.</summary>
public abstract class SyncUndoSuite(TillHub till)
{
    private const string Readings = "energy.consumption";
    private const int Pages = 3;
    private const int PerPage = 40;
    private const int Made = Pages * PerPage;

    [Fact]
    public async Task What_it_brought_goes_the_source_waits_and_then_fetches_the_same_again()
    {
        var person = await till.NewcomerAsync();
        var source = await person.AddTillAsync(new { user = "ada", pages = Pages, perPage = PerPage });
        var (id, run) = (source.Id(), source.LastRun());
        var before = (await person.AllAsync(Readings)).Count;
        Assert.Equal(Made, before);
        Assert.Equal(Made, (await person.GetAsync($"/api/runs/{run}/undo")).GetProperty("goes").GetInt64());

        var undo = await UndoAsync(person, run);
        Assert.Equal(("undo", "Done", id, Made), (undo.Text("kind"), undo.Outcome(), undo.Text("source"), (int)undo.Count("withdrawn")));
        Assert.Contains("fetches the same again", undo.Message(), StringComparison.Ordinal);
        Assert.Empty(await person.AllAsync(Readings));
        Assert.Empty((await person.GetAsync("/api/trash")).GetProperty("items").EnumerateArray());
        Assert.Equal("paused", (await person.SourceAsync(id)).Health());
        var lines = (await person.GetAsync("/api/journal?limit=1000")).GetProperty("items").EnumerateArray().ToList();
        Assert.Equal(Made, lines.Where(line => line.Text("purpose") == $"run {undo.GetProperty("id").GetString()}").Sum(line => line.GetProperty("count").GetInt64()));
        Assert.Contains(lines, line => line.Text("action") == "source-change" && line.Text("purpose") == id);

        var (status, problem) = await RefusedAsync(person, run);
        Assert.Equal((409, "cannot-undo"), (status, problem));
        var (resumed, _) = await person.ChangeAsync(id, new { paused = false });
        Assert.True((int)resumed < 300);
        var again = await person.SyncAsync(id);
        Assert.Equal((Made, Made), ((int)again.Count("created"), (await person.AllAsync(Readings)).Count));
        Assert.Equal("0 0 0 0 0", (await person.SyncAsync(id)).Told());
    }

    [Fact]
    public async Task Who_wants_no_pause_has_it_fetched_again_by_the_next_run()
    {
        var person = await till.NewcomerAsync();
        var source = await person.AddTillAsync(new { user = "ada", pages = Pages, perPage = PerPage });
        await UndoAsync(person, source.LastRun(), pause: false);
        Assert.NotEqual("paused", (await person.SourceAsync(source.Id())).Health());
        Assert.Equal(Made, (int)(await person.SyncAsync(source.Id())).Count("created"));
    }

    [Fact]
    public async Task Of_several_runs_undone_in_any_order_the_next_one_fetches_all()
    {
        foreach (var order in new[] { new[] { 0, 1 }, [1, 0] })
        {
            var person = await till.NewcomerAsync();
            var source = await person.AddTillAsync(new { user = "ada", pages = Pages, perPage = PerPage });
            await person.ChangeAsync(source.Id(), new { settings = new { user = "ada", pages = 2 * Pages, perPage = PerPage } });
            var second = await LaterAsync(person, source.Id());
            Assert.Equal(Made, (int)second.Count("created"));
            string[] runs = [source.LastRun(), second.GetProperty("id").GetString()!];
            foreach (var at in order)
            {
                Assert.Equal(Made, (int)(await UndoAsync(person, runs[at], pause: false)).Count("withdrawn"));
            }

            Assert.Equal(2 * Made, (int)(await person.SyncAsync(source.Id())).Count("created"));
            Assert.Equal(2 * Made, (await person.AllAsync(Readings)).Count);
        }
    }

    [Fact]
    public async Task What_it_changed_is_again_as_it_was()
    {
        var person = await till.NewcomerAsync();
        var source = await person.AddTillAsync(new { user = "ada", pages = 2, perPage = 3 });
        var before = await person.AllAsync(Readings);

        // Its third page of two are the last two of six.
        await person.ChangeAsync(source.Id(), new { settings = new { user = "ada", pages = 3, perPage = 2, energy = 5 } });
        var second = await person.SyncAsync(source.Id());
        Assert.Equal("0 2 0 0 0", second.Told());
        Assert.Equal(14, await person.SumAsync(Readings, "/energy"));
        Assert.Equal(2, (await person.GetAsync($"/api/runs/{second.Id()}/undo")).GetProperty("returns").GetInt64());
        Assert.Equal(2, (await UndoAsync(person, second.Id())).Count("updated"));
        Assert.Equal(6, await person.SumAsync(Readings, "/energy"));
        Assert.Equal(before.Select(record => record.GetProperty("data").GetRawText()).Order(), (await person.AllAsync(Readings)).Select(record => record.GetProperty("data").GetRawText()).Order());
        Assert.Equal("0 2 0 0 0", (await person.SyncAsync(source.Id())).Told());
    }

    [Fact]
    public async Task A_source_at_work_is_left_until_it_ended_and_so_is_a_run_that_brought_nothing()
    {
        var person = await till.NewcomerAsync();
        var source = await person.AddTillAsync(new { user = "ada", pages = Pages, perPage = PerPage });
        var nothing = await person.SyncAsync(source.Id());
        Assert.Equal((409, "cannot-undo"), await RefusedAsync(person, nothing.GetProperty("id").GetString()!));
        await person.ChangeAsync(source.Id(), new { settings = new { user = "ada", pages = 100_000, perPage = 1, pause = 50 } });
        var slow = (await person.PostAsync($"/api/sources/{source.Id()}/sync", new { })).GetProperty("run").GetString()!;
        Assert.Equal((409, "cannot-undo"), await RefusedAsync(person, source.LastRun()));
        (await person.Api.PostAsync($"/api/runs/{slow}/cancel", null)).EnsureSuccessStatusCode();
        await person.EndOfAsync(slow);
        Assert.Equal("Done", (await UndoAsync(person, source.LastRun())).Outcome());
    }

    private static async Task<JsonElement> LaterAsync(Person person, string source)
    {
        // Other settings may have begun a run already.
        var run = await person.SyncAsync(source);
        return run.Count("created") > 0 ? run : await person.EndOfAsync((await person.SourceAsync(source)).LastRun());
    }

    private static async Task<JsonElement> UndoAsync(Person person, string run, bool? pause = null) =>
        await person.EndOfAsync((await person.PostAsync($"/api/runs/{run}/undo", new { pause })).GetProperty("run").GetString()!);

    private static async Task<(int Status, string? Problem)> RefusedAsync(Person person, string run)
    {
        using var answer = await person.Api.PostAsJsonAsync($"/api/runs/{run}/undo", new { });
        return ((int)answer.StatusCode, (await answer.Content.ReadFromJsonAsync<JsonElement>()).Text("type")?.Split(':')[^1]);
    }
}

public sealed class SyncUndoTests(TillHub till) : SyncUndoSuite(till), IClassFixture<TillHub>;

public sealed class StorageAccountSyncUndoTests(StorageAccountTillHub till) : SyncUndoSuite(till), IClassFixture<StorageAccountTillHub>;
