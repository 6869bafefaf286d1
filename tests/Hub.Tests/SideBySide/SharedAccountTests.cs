using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Hub.FrontDoor.Sources;
using Hub.Testing;
using Hub.Tests;

namespace Hub.FrontDoor.SideBySide;

/// <summary>What was begun at one process of a hub goes on at another.</summary>
public sealed class SharedAccountTests(TwoHubs hubs) : IClassFixture<TwoHubs>
{
    [Fact]
    public async Task A_session_is_known_and_ended_everywhere()
    {
        var (here, there) = await hubs.NewcomerAsync();
        Assert.Equal(HttpStatusCode.OK, (await there.Session.GetAsync("/api/sessions/current")).StatusCode);
        using var made = await there.Session.PostAsJsonAsync("/api/tokens", new { label = "made at the other", scopes = new[] { "read:*" } });
        Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        using var token = here.Hub.Client((await made.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("token").GetString());
        Assert.Equal(HttpStatusCode.OK, (await token.GetAsync("/api/vaults")).StatusCode);

        Assert.Equal(HttpStatusCode.NoContent, (await there.Session.DeleteAsync("/api/sessions/current")).StatusCode);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while ((await here.Session.GetAsync("/api/sessions/current", limit.Token)).StatusCode != HttpStatusCode.Unauthorized)
        {
            await Task.Yield();
        }
    }

    [Fact]
    public async Task A_record_written_at_one_is_read_at_the_other_at_once()
    {
        var (here, there) = await hubs.NewcomerAsync();
        for (var day = 1; day <= 10; day++)
        {
            var (writer, reader) = day % 2 == 0 ? (here, there) : (there, here);
            using var written = await writer.WriteAsync(Readings.Type, Readings.At(new DateTimeOffset(2026, 1, day, 0, 0, 0, TimeSpan.Zero)));
            written.EnsureSuccessStatusCode();
            Assert.Equal(day, (await reader.AllAsync(Readings.Type)).Count);
        }
    }

    [Fact]
    public async Task An_upload_begun_at_one_is_finished_and_imported_at_the_other()
    {
        var (here, there) = await hubs.NewcomerAsync();
        var file = MadeFiles.LoadCurve(2000);
        var id = (await here.PostAsync("/api/uploads", new { name = "curve.csv" })).GetProperty("id").GetString()!;
        await PatchAsync(here, file[..1000], 0);
        await PatchAsync(there, file[1000..], 1000);
        var run = await there.EndOfAsync((await there.PostAsync("/api/imports", new { uploads = new[] { id } })).GetProperty("run").GetString()!);
        Assert.Equal("2000 0 0 0 0", run.Told());
        Assert.Equal(MadeFiles.Kilowatthours(2000), await here.SumAsync("energy.consumption", "/energy"));

        async Task PatchAsync(Person person, byte[] chunk, long offset)
        {
            using var request = new HttpRequestMessage(HttpMethod.Patch, $"/api/uploads/{id}") { Content = new ByteArrayContent(chunk) };
            request.Headers.Add("Upload-Offset", offset.ToString(System.Globalization.CultureInfo.InvariantCulture));
            (await person.Api.SendAsync(request)).EnsureSuccessStatusCode();
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_question_asked_at_one_is_answered_at_the_other(bool askedAtOne)
    {
        var (here, there) = await hubs.NewcomerAsync();
        var (asking, answering) = askedAtOne ? (here, there) : (there, here);
        var source = await asking.AddTillAsync(new { user = "ada", ask = "code" });
        Assert.Equal("waiting", (await answering.SourceAsync(source.Id())).Health());
        Assert.Equal("Done", (await answering.AnswerAsync(source.LastRun(), "4321")).Outcome());
        Assert.Equal("ok", (await asking.SourceAsync(source.Id())).Health());
        Assert.Equal("Done", (await asking.SyncAsync(source.Id())).Outcome());
    }

    [Fact]
    public async Task Of_two_who_fetch_from_one_source_at_once_both_get_the_same_run()
    {
        var (here, there) = await hubs.NewcomerAsync();
        // A run that was begun asks, and waits: however late a request is looked at, the run that it is to get is still there.
        var source = await here.AddTillAsync(new { user = "ada", pages = 5, perPage = 10, ask = "code" });
        (await here.Api.PostAsync($"/api/runs/{source.LastRun()}/cancel", null)).EnsureSuccessStatusCode();
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(n => (n % 2 == 0 ? here : there).Api.PostAsJsonAsync($"/api/sources/{source.Id()}/sync", new { })));
        var runs = new HashSet<string>(StringComparer.Ordinal);
        foreach (var answer in answers.Where(answer => answer.IsSuccessStatusCode))
        {
            runs.Add((await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("run").GetString()!);
        }

        var id = Assert.Single(runs);
        Assert.NotEqual(source.LastRun(), id);
        Assert.Equal("waiting", (await there.EndOfAsync(id)).State());
        Assert.Equal("Done", (await there.AnswerAsync(id, "4321")).Outcome());
        Assert.Equal(50, await here.SumAsync("energy.consumption", "/energy"));
    }

    [Fact]
    public async Task The_progress_of_a_run_shows_at_the_other()
    {
        var (here, there) = await hubs.NewcomerAsync();
        var (_, source) = await here.AddSourceAsync(new { user = "ada", pages = 40, perPage = 5, pause = 100 });
        var seen = new List<long>();
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        using var events = await there.Session.GetStreamAsync($"/events?vault={there.Vault}&after=0.{source.LastRun()}", limit.Token);
        using var lines = new StreamReader(events);
        while (await lines.ReadLineAsync(limit.Token) is { } line && !line.StartsWith("event: idle", StringComparison.Ordinal))
        {
            if (line.StartsWith("event: run", StringComparison.Ordinal))
            {
                seen.Add((await there.GetAsync("/api/runs/" + source.LastRun())).Count("created"));
            }
        }

        Assert.True(seen.Distinct().Count() >= 2, string.Join(' ', seen));
        Assert.Equal(200, (await there.EndOfAsync(source.LastRun())).Count("created"));
    }

    [Fact]
    public async Task A_run_is_cancelled_from_the_other()
    {
        var (here, there) = await hubs.NewcomerAsync();
        var (_, source) = await here.AddSourceAsync(new { user = "ada", pages = 2000, perPage = 1, pause = 100 });
        while ((await there.GetAsync("/api/runs/" + source.LastRun())).Count("created") == 0)
        {
            await Task.Yield();
        }

        (await there.Api.PostAsync($"/api/runs/{source.LastRun()}/cancel", null)).EnsureSuccessStatusCode();

        // Whoever carries it out looks every ten seconds, and until then its runner goes on.
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (here.Hub.Runners().Count > 0)
        {
            Assert.False(limit.IsCancellationRequested, string.Join('\n', (await there.GetAsync("/api/runs")).GetProperty("items").EnumerateArray().Select(run => run.GetRawText()).Concat(here.Hub.Runners().Select(runner => File.ReadAllText($"/proc/{runner}/status")))));
            await Task.Delay(TimeSpan.FromMilliseconds(50), CancellationToken.None);
        }

        var (id, state) = (source.LastRun(), "");
        while ((state = (await there.GetAsync("/api/runs/" + id)).State()) != "cancelled")
        {
            Assert.True(state is "running" or "interrupted", state);
            limit.Token.ThrowIfCancellationRequested();
        }

        Assert.Equal("Done", (await there.AddTillAsync(new { user = "eve" })).GetProperty("lastRun").Outcome());
    }

    [Fact]
    public async Task A_plugin_installed_at_one_is_there_at_the_other()
    {
        using var garden = GardenPlugin.Make();
        var installed = await hubs.One.RunAsync("plugin", "install", garden.Folder, "--yes");
        Assert.True(installed.ExitCode == 0, installed.Errors);
        await using var three = await HubProcess.StartOnAsync(hubs.One.Storage!);
        var (here, _) = await hubs.NewcomerAsync();
        var run = await here.At(three).ImportAsync("notes.txt", MadeFiles.Utf8(GardenPlugin.Notes), "garden");
        Assert.Equal(2, run.Count("created"));
    }
}
