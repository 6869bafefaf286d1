using System.Net;
using Hub.FrontDoor.Sources;

namespace Hub.FrontDoor.Live;

/// <summary>The connection over which a page hears how the runs go on that it shows.</summary>
public sealed class LiveTests(TillHub till) : IClassFixture<TillHub>
{
    private static readonly object Slow = new { user = "ada", pages = 100_000, perPage = 1, pause = 50 };

    [Fact]
    public async Task It_tells_the_rows_of_what_moves_and_what_begins_and_ends_when_all_is_done()
    {
        var person = await till.NewcomerAsync();
        var (_, first) = await person.AddSourceAsync(Slow);
        await using var told = await LiveStream.OpenAsync(person, After("0", first.LastRun()));
        Assert.Equal("text/event-stream", told.Type);
        Assert.Equal("no", told.Buffering);
        var running = await told.NextAsync("run", of: first.LastRun());
        Assert.True(running.GetProperty("moving").GetBoolean());
        Assert.Contains($"href=\"/runs/{first.LastRun()}\"", running.Text("html"), StringComparison.Ordinal);
        Assert.Equal(first.LastRun(), (await told.NextAsync("source", of: first.Id())).Text("moving"));

        var (_, second) = await person.AddSourceAsync(new { user = "eve", pages = 100_000, perPage = 1, pause = 50 });
        Assert.True((await told.NextAsync("run", of: second.LastRun())).GetProperty("moving").GetBoolean());

        foreach (var run in new[] { first.LastRun(), second.LastRun() })
        {
            (await person.Api.PostAsync($"/api/runs/{run}/cancel", null)).EnsureSuccessStatusCode();
        }

        Assert.False((await told.LastAsync("run", of: second.LastRun())).GetProperty("moving").GetBoolean());
        Assert.True(told.WasIdle);
    }

    [Fact]
    public async Task Who_comes_back_is_told_what_ended_meanwhile_and_then_that_there_is_nothing_more()
    {
        var person = await till.NewcomerAsync();
        var (_, source) = await person.AddSourceAsync(Slow);
        string at;
        await using (var told = await LiveStream.OpenAsync(person, After("0", source.LastRun())))
        {
            await told.NextAsync("source", of: source.Id());
            at = await told.NextIdAsync();
        }

        (await person.Api.PostAsync($"/api/runs/{source.LastRun()}/cancel", null)).EnsureSuccessStatusCode();
        await person.EndOfAsync(source.LastRun());
        await using var again = await LiveStream.OpenAsync(person, "0", at);
        Assert.False((await again.NextAsync("run", of: source.LastRun())).GetProperty("moving").GetBoolean());
        await again.EndAsync();
        Assert.True(again.WasIdle);
        await using var later = await LiveStream.OpenAsync(person, "0", again.LastId);
        Assert.Equal(HttpStatusCode.NoContent, later.Status);
    }

    [Fact]
    public async Task Nobody_hears_of_another_vault()
    {
        var (person, other) = (await till.NewcomerAsync(), await till.NewcomerAsync());
        var (_, source) = await person.AddSourceAsync(Slow);
        await using var named = await LiveStream.OpenAsync(other, After("0", source.LastRun()), vault: person.Vault);
        Assert.Equal(HttpStatusCode.NoContent, named.Status);
        await using var own = await LiveStream.OpenAsync(other, After("0", source.LastRun()));
        await own.EndAsync();
        Assert.True(own.WasIdle);
        Assert.Empty(own.Told);
        using var stranger = till.Hub.NewClient();
        Assert.Equal(HttpStatusCode.Unauthorized, (await stranger.GetAsync($"/events?vault={person.Vault}&after=0")).StatusCode);
        (await person.Api.PostAsync($"/api/runs/{source.LastRun()}/cancel", null)).EnsureSuccessStatusCode();
    }

    [Fact]
    public async Task It_ends_with_the_session_though_the_run_goes_on()
    {
        var person = await till.NewcomerAsync();
        var (_, source) = await person.AddSourceAsync(Slow);
        await using var told = await LiveStream.OpenAsync(person, After("0", source.LastRun()));
        await told.NextAsync("run", of: source.LastRun());
        (await person.Session.DeleteAsync("/api/sessions/current")).EnsureSuccessStatusCode();
        await told.EndAsync();
        Assert.False(told.WasIdle);
        Assert.Equal("running", (await person.GetAsync("/api/runs/" + source.LastRun())).State());
        await using var again = await LiveStream.OpenAsync(person, "0", told.LastId);
        Assert.Equal(HttpStatusCode.Unauthorized, again.Status);
        (await person.Api.PostAsync($"/api/runs/{source.LastRun()}/cancel", null)).EnsureSuccessStatusCode();
    }

    [Fact]
    public async Task A_reader_hears_of_the_vault_in_view_until_the_access_ends()
    {
        var (owner, reader) = (await till.NewcomerAsync(), await till.NewcomerAsync());
        using var given = await owner.PostFreshAsync("/api/accesses", new { account = reader.Name, role = "reader" });
        Assert.Equal(HttpStatusCode.Created, given.StatusCode);
        var (_, source) = await owner.AddSourceAsync(Slow);
        await using var told = await LiveStream.OpenAsync(reader, After("0", source.LastRun()), vault: owner.Vault, inView: true);
        var row = await told.NextAsync("source", of: source.Id());
        Assert.DoesNotContain("<form", row.Text("html"), StringComparison.Ordinal);
        using var ended = await owner.Session.DeleteAsync($"/api/accesses/{reader.Name}");
        ended.EnsureSuccessStatusCode();
        await told.EndAsync();
        Assert.False(told.WasIdle);
        (await owner.Api.PostAsync($"/api/runs/{source.LastRun()}/cancel", null)).EnsureSuccessStatusCode();
    }

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("../x")]
    public async Task What_is_no_place_to_go_on_from_is_refused(string after)
    {
        var person = await till.NewcomerAsync();
        await using var told = await LiveStream.OpenAsync(person, after);
        Assert.Equal(HttpStatusCode.NotFound, told.Status);
    }

    private static string After(string since, params string[] moving) => string.Join('.', [since, .. moving]);
}
