using System.Net;
using System.Text.Json;
using Hub.Testing;

namespace Hub.FrontDoor.Sources;

/// <summary>A person sets a connector up, changes it and deletes it.</summary>
public sealed class SourcesTests(TillHub till) : IClassFixture<TillHub>
{
    private const string Password = "a-password-nobody-may-see";

    [Fact]
    public async Task Setting_up_tries_the_settings_and_fetches_at_once()
    {
        var person = await till.NewcomerAsync();
        var (status, made) = await person.AddSourceAsync(new { user = "ada", password = Password }, label: "My till");
        Assert.Equal(HttpStatusCode.Created, status);
        Assert.Equal(("till", "My till", "Till of ada", "P1D"), (made.Text("plugin"), made.Text("label"), made.Text("account"), made.Text("schedule")));
        Assert.StartsWith("till-", made.Id(), StringComparison.Ordinal);

        var run = await person.EndOfAsync(made.LastRun());
        Assert.Equal(("sync", "Done", "6 0 0 0 0", made.Id()), (run.Text("kind"), run.Outcome(), run.Told(), run.Text("source")));
        var records = await person.AllAsync("energy.consumption");
        Assert.All(records, record => Assert.Equal(made.Id(), record.GetProperty("provenance").Text("source")));

        var source = await SettledAsync(person, made.Id());
        Assert.Equal(("ok", "nobody", 6), (source.Health(), source.Text("whoActs"), source.GetProperty("types")[0].GetProperty("count").GetInt32()));
        var next = source.GetProperty("next").GetDateTimeOffset() - source.GetProperty("lastRun").GetProperty("ended").GetDateTimeOffset();
        Assert.InRange(next, TimeSpan.FromDays(1), TimeSpan.FromHours(26));
        Assert.Equal("0 0 0 0 0", (await person.SyncAsync(made.Id())).Told());
    }

    [Fact]
    public async Task A_secret_never_comes_out_and_lies_nowhere_in_clear()
    {
        var person = await till.NewcomerAsync();
        var source = await person.AddTillAsync(new { user = "secretive", password = Password, pin = "8642-exposed" });
        Assert.False(source.GetProperty("settings").TryGetProperty("password", out _));
        Assert.DoesNotContain(Password, (await person.GetAsync("/api/sources")).GetRawText(), StringComparison.Ordinal);
        var log = (await person.GetAsync($"/api/runs/{source.LastRun()}/log")).GetRawText();
        Assert.Contains("began at the beginning with {{pin}}", log, StringComparison.Ordinal);
        till.Hub.AssertNowhere(Password, "8642-exposed");
    }

    [Fact]
    public async Task What_was_typed_and_the_session_lie_nowhere_in_clear_while_it_waits_while_it_runs_and_after()
    {
        const string Code = "4321-typed-once-from-a-telephone";
        const string Pin = "8642-exposed-and-rare";
        var person = await till.NewcomerAsync();
        var source = await person.AddTillAsync(new { user = "coded", password = Password, pin = Pin, ask = "code", pages = 12, pause = 150 });
        Assert.Equal("waiting", source.Health());
        till.Hub.AssertNowhere(Password, Pin);

        var run = source.LastRun();
        await person.PostAsync($"/api/runs/{run}/answer", new { answer = Code });
        while (!(await person.GetAsync($"/api/runs/{run}?wait=1")).TryGetProperty("progress", out _))
        {
            // Its process has the answer by then, and keeps a session that holds it.
        }

        till.Hub.AssertNowhere(Code, Password, Pin);
        Assert.Equal("Done", (await person.EndOfAsync(run)).Outcome());
        var export = await person.EndOfAsync((await person.PostAsync("/api/exports", new { })).GetProperty("run").GetString()!);
        using var archive = new System.IO.Compression.ZipArchive(await person.Api.GetStreamAsync("/api/exports/" + export.Id()));
        foreach (var entry in archive.Entries)
        {
            using var content = new StreamReader(entry.Open());
            Assert.DoesNotMatch($"{Code}|{Password}|{Pin}", await content.ReadToEndAsync());
        }

        till.Hub.AssertNowhere(Code, Password, Pin);
    }

    [Fact]
    public async Task A_runs_page_shows_what_its_connector_noted_and_the_pages_call_a_source_by_its_name()
    {
        var person = await till.NewcomerAsync();
        var source = await person.AddTillAsync(new { user = "noted", pin = "1357-shown" });
        Assert.Contains("began at the beginning with {{pin}}", await person.Session.GetStringAsync("/runs/" + source.LastRun()), StringComparison.Ordinal);
        Assert.Contains("began at the beginning with {{pin}}", await person.Session.GetStringAsync($"/runs/{source.LastRun()}/log"), StringComparison.Ordinal);

        var data = await person.Session.GetStringAsync("/data/energy.consumption");
        Assert.Contains("Till of noted.", data, StringComparison.Ordinal);
        Assert.DoesNotContain(source.Id() + ".", data, StringComparison.Ordinal);
        Assert.Contains("Till of noted: 0 created", (await till.Hub.RunAsync("sync", "--user", person.Name, "Till of noted")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Settings_that_do_not_work_are_not_saved_and_say_why()
    {
        var person = await till.NewcomerAsync();
        var (status, problem) = await person.AddSourceAsync(new { user = "ada", probe = "CredentialsRefused" });
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "urn:hub:problem:probe-failed", "CredentialsRefused"), (status, problem.Text("type"), problem.Outcome()));
        Assert.Contains("As its settings say.", problem.Text("detail"), StringComparison.Ordinal);
        Assert.Empty((await person.GetAsync("/api/sources")).GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task Each_wrong_field_is_named()
    {
        var person = await till.NewcomerAsync();
        var (status, problem) = await person.AddSourceAsync(new { user = "a", pages = -1, colour = "red" });
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "urn:hub:problem:bad-settings"), (status, problem.Text("type")));
        Assert.Equal(["/colour", "/pages", "/user"], problem.GetProperty("errors").EnumerateArray().Select(error => error.Text("path")).Order(StringComparer.Ordinal));
        Assert.Equal(HttpStatusCode.BadRequest, (await person.AddSourceAsync(new { user = "ada" }, schedule: "PT1S")).Status);
    }

    [Fact]
    public async Task The_same_account_is_not_set_up_twice()
    {
        var person = await till.NewcomerAsync();
        var first = await person.AddTillAsync(new { user = "twice" });
        var (status, problem) = await person.AddSourceAsync(new { user = "twice" });
        Assert.Equal(HttpStatusCode.Conflict, status);
        Assert.Contains(first.Id(), problem.Text("detail"), StringComparison.Ordinal);
        var other = await person.AddTillAsync(new { user = "another" });
        Assert.Equal(HttpStatusCode.Conflict, (await person.ChangeAsync(other.Id(), new { settings = new { user = "twice" } })).Status);
    }

    [Fact]
    public async Task What_cannot_be_tried_is_saved_and_what_asks_is_asked_in_its_first_run()
    {
        var person = await till.NewcomerAsync();
        var untried = await person.AddTillAsync(new { user = "untried", probe = "none" });
        Assert.Equal(("ok", null), (untried.Health(), untried.Text("account")));

        var asking = await person.AddTillAsync(new { user = "asking", probe = "ask", ask = "code" });
        Assert.Equal(("waiting", "Which code did you get?", "person"), (asking.Health(), asking.Text("message"), asking.Text("whoActs")));
    }

    [Fact]
    public async Task What_a_probe_could_not_tell_a_run_tells_and_the_source_is_called_by_it()
    {
        var person = await till.NewcomerAsync();
        var asking = await person.AddTillAsync(new { user = "quiet", probe = "ask", ask = "code", tells = "Ada\tLovelace" });
        Assert.Equal((null, "waiting"), (asking.Text("account"), asking.Health()));
        await person.AnswerAsync(asking.LastRun(), "4321");

        var source = await person.SourceAsync(asking.Id());
        Assert.Equal(("Till of AdaLovelace", "Till of AdaLovelace", "ok"), (source.Text("account"), source.Text("label"), source.Health()));
        Assert.Contains("Till of AdaLovelace", await person.Session.GetStringAsync("/sources"), StringComparison.Ordinal);
        Assert.Contains("Till of AdaLovelace", await person.Session.GetStringAsync("/sources/" + asking.Id()), StringComparison.Ordinal);
        var named = await till.Hub.RunAsync("sync", "--user", person.Name, "Till of AdaLovelace");
        Assert.True(named.ExitCode == 0, named.ToString());
        Assert.StartsWith("Till of AdaLovelace: 0 created", named.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_account_that_a_run_told_is_not_set_up_twice_and_follows_a_name_that_changes()
    {
        var person = await till.NewcomerAsync();
        var first = await person.AddTillAsync(new { user = "quiet", probe = "none", tells = "grace" });
        Assert.Equal("Till of grace", first.Text("account"));
        var (again, refused) = await person.AddSourceAsync(new { user = "grace" });
        Assert.Equal(HttpStatusCode.Conflict, again);
        Assert.Contains("Till of grace", refused.GetRawText(), StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.OK, (await person.ChangeAsync(first.Id(), new { settings = new { user = "quiet", probe = "none", tells = "hopper" } })).Status);
        await person.SyncAsync(first.Id());
        Assert.Equal("Till of hopper", (await person.SourceAsync(first.Id())).Text("account"));
        using var gone = await person.Session.DeleteAsync("/api/sources/" + first.Id());
        Assert.Equal(("Till of hopper", 6), ((await person.AddTillAsync(new { user = "hopper" })).Text("account"), (await person.AllAsync("energy.consumption")).Count(record => record.GetProperty("data").Text("usagePoint") == "hopper")));
    }

    [Fact]
    public async Task A_question_is_answered_later_and_not_asked_again()
    {
        var person = await till.NewcomerAsync();
        var source = await person.AddTillAsync(new { user = "later", ask = "code" });
        var run = source.LastRun();
        Assert.Equal(run, (await person.PostAsync($"/api/sources/{source.Id()}/sync", new { })).GetProperty("run").GetString());
        Assert.Equal("Done", (await person.AnswerAsync(run, "4321")).Outcome());
        Assert.DoesNotContain("4321", (await person.GetAsync($"/api/runs/{run}/log")).GetRawText(), StringComparison.Ordinal);
        Assert.Equal("Done", (await person.SyncAsync(source.Id())).Outcome());
    }

    [Fact]
    public async Task A_question_with_choices_takes_only_one_of_them()
    {
        var person = await till.NewcomerAsync();
        var source = await person.AddTillAsync(new { user = "choosing", ask = "choice" });
        await Assert.ThrowsAsync<InvalidOperationException>(() => person.AnswerAsync(source.LastRun(), "c"));
        Assert.Equal("Done", (await person.AnswerAsync(source.LastRun(), "b")).Outcome());
    }

    [Fact]
    public async Task After_refused_credentials_nothing_is_tried_until_they_are_given_anew()
    {
        var person = await till.NewcomerAsync();
        var source = await person.AddTillAsync(new { user = "locked", password = Password, outcome = "CredentialsRefused" });
        Assert.Equal(("attention", "person", false), (source.Health(), source.Text("whoActs"), source.TryGetProperty("next", out _)));

        var (status, changed) = await person.ChangeAsync(source.Id(), new { settings = new { user = "locked" } });
        Assert.True(status == HttpStatusCode.OK && changed.TryGetProperty("next", out _), changed.GetRawText());
        Assert.Equal("Done", (await person.SyncAsync(source.Id())).Outcome());
        Assert.Equal("ok", (await person.SourceAsync(source.Id())).Health());
    }

    [Fact]
    public async Task A_holder_that_is_away_is_tried_again_by_itself_and_a_plug_in_that_fails_three_times_is_not()
    {
        var person = await till.NewcomerAsync();
        var away = await person.AddTillAsync(new { user = "away", outcome = "HolderUnavailable" });
        Assert.Equal(("failing", "nobody"), (away.Health(), away.Text("whoActs")));
        Assert.True(away.TryGetProperty("next", out _));

        var broken = await person.AddTillAsync(new { user = "broken", outcome = "PluginFault" });
        await person.SyncAsync(broken.Id());
        await person.SyncAsync(broken.Id());
        broken = await person.SourceAsync(broken.Id());
        Assert.Equal(("failing", "publisher", false), (broken.Health(), broken.Text("whoActs"), broken.TryGetProperty("next", out _)));
        Assert.Equal([broken.LastRun()], (await person.GetAsync("/api/runs?state=dead")).GetProperty("items").EnumerateArray().Select(run => run.Id()));
    }

    [Fact]
    public async Task A_paused_source_waits_until_it_goes_on()
    {
        var person = await till.NewcomerAsync();
        var source = await person.AddTillAsync(new { user = "pausing" });
        Assert.Equal(("paused", false), Told((await person.ChangeAsync(source.Id(), new { paused = true })).Body));
        Assert.Equal(("ok", true), Told((await person.ChangeAsync(source.Id(), new { paused = false, schedule = "PT6H" })).Body));

        static (string, bool) Told(JsonElement source) => (source.Health(), source.TryGetProperty("next", out _));
    }

    [Fact]
    public async Task A_deleted_source_is_gone_and_what_it_brought_is_kept()
    {
        var person = await till.NewcomerAsync();
        var source = await person.AddTillAsync(new { user = "leaving", password = Password });
        using var gone = await person.Session.DeleteAsync("/api/sources/" + source.Id());
        Assert.Equal(HttpStatusCode.NoContent, gone.StatusCode);
        var left = await person.SourceAsync(source.Id());
        Assert.False(left.TryGetProperty("health", out _));
        Assert.Equal(6, (await person.AllAsync("energy.consumption")).Count);
        var told = (await person.GetAsync("/api/journal?limit=1000")).GetProperty("items").EnumerateArray().Select(entry => entry.Text("action")).ToList();
        Assert.Contains("source-add", told);
        Assert.Contains("source-delete", told);
    }

    [Fact]
    public async Task What_a_deleted_source_brought_is_erased_if_the_person_says_so_and_comes_again_when_it_is_set_up_anew()
    {
        var person = await till.NewcomerAsync();
        var source = await person.AddTillAsync(new { user = "erasing" });
        var record = (await person.AllAsync("energy.consumption"))[0].Id();
        using var gone = await person.Session.DeleteAsync($"/api/sources/{source.Id()}?data=erase");
        Assert.Equal(HttpStatusCode.NoContent, gone.StatusCode);
        Assert.Empty(await person.AllAsync("energy.consumption"));
        Assert.Equal(HttpStatusCode.NotFound, (await person.Api.GetAsync("/api/records/energy.consumption/" + record)).StatusCode);
        Assert.Empty((await person.GetAsync("/api/sources")).GetProperty("items").EnumerateArray());

        var again = await person.AddTillAsync(new { user = "erasing" });
        Assert.Equal("6 0 0 0 0", (await person.EndOfAsync(again.LastRun())).Told());
        Assert.Equal(0, (await till.Hub.RunAsync("check")).ExitCode);
    }

    [Fact]
    public async Task An_archive_brings_sources_back_paused_and_without_their_secrets()
    {
        var person = await till.NewcomerAsync();
        var source = await person.AddTillAsync(new { user = "moving", password = Password });
        var export = await person.EndOfAsync((await person.PostAsync("/api/exports", new { })).GetProperty("run").GetString()!);
        var archive = Path.GetTempFileName();
        await File.WriteAllBytesAsync(archive, await person.Api.GetByteArrayAsync("/api/exports/" + export.Id()));

        var other = await till.NewcomerAsync();
        var restored = await till.Hub.RunAsync("restore", "--user", other.Name, archive);
        Assert.True(restored.ExitCode == 0, restored.Output + restored.Errors);
        File.Delete(archive);
        var back = await other.SourceAsync(source.Id());
        Assert.Equal(("paused", "moving", "Till of moving"), (back.Health(), back.GetProperty("settings").Text("user"), back.Text("account")));
        var (status, changed) = await other.ChangeAsync(source.Id(), new { paused = false, settings = new { user = "moving", password = Password } });
        Assert.True(status == HttpStatusCode.OK, changed.GetRawText());
        Assert.Equal("0 0 6 0 0", (await other.SyncAsync(source.Id())).Told());
    }

    [Fact]
    public async Task The_command_line_fetches_one_source_or_all()
    {
        var person = await till.NewcomerAsync();
        var source = await person.AddTillAsync(new { user = "typed" });
        var one = await till.Hub.RunAsync("sync", "--user", person.Name, source.Id());
        Assert.Equal((0, "Till of typed: 0 created, 0 updated, 0 unchanged, 0 withheld, 0 rejected"), (one.ExitCode, one.Output.Trim()));
        var none = await till.Hub.RunAsync("sync", "--user", person.Name, "--due");
        Assert.Equal((0, ""), (none.ExitCode, none.Output.Trim()));
        var unknown = await till.Hub.RunAsync("sync", "--user", person.Name, "nothing");
        Assert.Equal(1, unknown.ExitCode);
        Assert.Contains(source.Id(), unknown.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_may_fetch_but_not_set_up()
    {
        var person = await till.NewcomerAsync();
        var source = await person.AddTillAsync(new { user = "program" });
        using var reader = await person.WithScopesAsync("read:*");
        Assert.Equal(HttpStatusCode.Forbidden, (await reader.PostAsync($"/api/sources/{source.Id()}/sync", null)).StatusCode);
        Assert.DoesNotContain("program", await reader.GetStringAsync("/api/sources"), StringComparison.Ordinal);
        using var importer = await person.WithScopesAsync("import");
        Assert.Equal(HttpStatusCode.Accepted, (await importer.PostAsync($"/api/sources/{source.Id()}/sync", null)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await importer.DeleteAsync("/api/sources/" + source.Id())).StatusCode);
    }

    /// <summary>The run has ended; that its source was told is a moment later.</summary>
    private static async Task<JsonElement> SettledAsync(Person person, string id) => await person.SourceAsync(id);
}
