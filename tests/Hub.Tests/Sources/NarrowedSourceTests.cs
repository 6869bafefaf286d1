using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hub.Storage.Local;
using Hub.Testing;

namespace Hub.FrontDoor.Sources;

/// <summary>A person says which types, fields and dates a source may bring, and until when; the hub keeps it to that.</summary>
public sealed class NarrowedSourceTests(TillHub till) : IClassFixture<TillHub>
{
    private static readonly object Narrow = new { types = new[] { new { type = "bank.operation", from = "2024-01-01", fields = new[] { "label" } } }, purpose = "My budget" };

    [Fact]
    public async Task Only_what_was_allowed_is_kept_and_the_count_says_what_was_left_out()
    {
        var person = await till.NewcomerAsync();
        var source = await AddAsync(person, "press", Narrow);
        var run = await person.EndOfAsync(source.LastRun());
        Assert.Equal(("8 0 0 8 1", 17, 3, 5), (run.Told(), Count(run, "read"), Count(run, "notAllowed"), Count(run, "outsideSpan")));
        Assert.Empty(await person.AllAsync("bank.account"));
        var kept = await person.AllAsync("bank.operation");
        Assert.All(kept, record => Assert.True(string.CompareOrdinal(record.Text("time"), "2024-01-01") >= 0 && record.GetProperty("data").Text("label")!.StartsWith("Bread", StringComparison.Ordinal)));
        AssertNowhere(person, "a-memo-nobody-allowed", "an-account-nobody-allowed", "2023-12");

        var allow = (await person.SourceAsync(source.Id())).GetProperty("allow");
        var granted = Assert.Single(allow.GetProperty("types").EnumerateArray());
        Assert.Equal(("bank.operation", "2024-01-01", "My budget"), (granted.Text("type"), granted.Text("from"), allow.Text("purpose")));
        var fields = granted.GetProperty("fields").EnumerateArray().Select(field => field.GetString()).ToList();
        Assert.True(fields.Contains("currency", StringComparer.Ordinal) && !fields.Contains("memo", StringComparer.Ordinal));

        var page = await person.Session.GetStringAsync("/runs/" + run.Id());
        Assert.Contains("you did not allow this kind of data", page, StringComparison.Ordinal);
        Assert.Contains("outside of the dates that you allowed", page, StringComparison.Ordinal);
        var own = await person.Session.GetStringAsync("/sources/" + source.Id());
        Assert.Contains("Bank accounts", own, StringComparison.Ordinal);
        Assert.Contains("My budget", own, StringComparison.Ordinal);
        using var reader = await person.WithScopesAsync("read:*");
        Assert.DoesNotContain("My budget", await reader.GetStringAsync("/api/sources/" + source.Id()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_not_allowed_is_not_withdrawn_either()
    {
        var person = await till.NewcomerAsync();
        var run = await person.EndOfAsync((await AddAsync(person, "press", Narrow, "withdrawing")).LastRun());
        Assert.Equal(("8 0 0 9 1", 4, 0), (run.Told(), Count(run, "notAllowed"), Count(run, "withdrawn")));
    }

    [Fact]
    public async Task What_is_allowed_again_is_fetched_from_the_beginning_and_what_is_narrowed_stays_as_it_is()
    {
        var person = await till.NewcomerAsync();
        var source = await AddAsync(person, "press", Narrow);
        await person.EndOfAsync(source.LastRun());
        Assert.Equal("0 0 0 0 0", (await person.SyncAsync(source.Id())).Told());

        Assert.Equal(HttpStatusCode.OK, (await person.ChangeAsync(source.Id(), new { paused = true, allow = new { } })).Status);
        Assert.Equal("6 8 0 0 3", (await person.SyncAsync(source.Id())).Told());

        Assert.Equal(HttpStatusCode.OK, (await person.ChangeAsync(source.Id(), new { allow = Narrow })).Status);
        Assert.Equal("0 0 0 0 0", (await person.SyncAsync(source.Id())).Told());
        Assert.Equal(12, (await person.AllAsync("bank.operation")).Count);
        Assert.Contains("source-allow", await person.Api.GetStringAsync("/api/journal?limit=1000"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_cannot_be_allowed_is_refused_with_the_field_at_fault()
    {
        var person = await till.NewcomerAsync();
        (object Allow, string Path)[] wrong =
        [
            (new { types = Array.Empty<object>() }, "/types"),
            (new { types = new[] { new { type = "energy.consumption" } } }, "/types"),
            (new { types = new[] { new { type = "bank.account" }, new { type = "bank.account" } } }, "/types"),
            (new { types = new[] { new { type = "bank.account", from = "yesterday" } } }, "/types/0/from"),
            (new { types = new[] { new { type = "bank.account", fields = new[] { "colour" } } } }, "/types/0/fields"),
            (new { expires = "2020-01-01T00:00:00Z" }, "/expires"),
            (new { purpose = new string('x', 501) }, "/purpose"),
        ];
        foreach (var (allow, path) in wrong)
        {
            var (status, problem) = await PostAsync(person, "press", allow);
            Assert.Equal((HttpStatusCode.UnprocessableEntity, "urn:hub:problem:bad-allow", path), (status, problem.Text("type"), problem.GetProperty("errors")[0].Text("path")));
        }
    }

    [Fact]
    public async Task When_its_time_is_over_it_brings_nothing_more_until_it_is_given_more()
    {
        var person = await till.NewcomerAsync();
        var source = await AddAsync(person, "press", new { });
        await person.EndOfAsync(source.LastRun());
        await person.ChangeAsync(source.Id(), new { allow = new { expires = DateTimeOffset.UtcNow.AddSeconds(2) } });
        while ((await person.SourceAsync(source.Id())).Health() != "attention")
        {
            // It is over when its moment has come, and nothing tells.
        }

        source = await person.SourceAsync(source.Id());
        Assert.Equal(("person", false), (source.Text("whoActs"), source.TryGetProperty("next", out _)));
        Assert.Contains("time that you gave this source is over", source.Text("message"), StringComparison.Ordinal);
        using var refused = await person.Session.PostAsync($"/api/sources/{source.Id()}/sync", null);
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        var typed = await till.Hub.RunAsync("sync", "--user", person.Name, source.Id());
        Assert.Equal(1, typed.ExitCode);
        Assert.Contains("is over", typed.Output + typed.Errors, StringComparison.Ordinal);
        Assert.Contains("Give it more time", await person.Session.GetStringAsync("/sources/" + source.Id()), StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.OK, (await person.ChangeAsync(source.Id(), new { allow = new { expires = DateTimeOffset.UtcNow.AddDays(9) } })).Status);
        Assert.Equal("Done", (await person.SyncAsync(source.Id())).Outcome());
    }

    [Fact]
    public async Task An_update_that_was_agreed_to_leaves_what_is_new_out_until_the_person_allows_it_and_what_was_unticked_too()
    {
        const string Script = "exports.sync = function (hub) { hub.save('bank.account', { account: 'a' }); hub.save('bank.operation', { account: 'a', reference: '1', bookingDate: '2024-01-01', amount: '1', currency: 'EUR' });";
        const string More = Script + " hub.save('person.profile', { name: 'an-unasked-name' }); };";
        using var old = new MadePlugin("press-two", script: Script + " };", change: manifest => Ask(manifest, "bank.account", "bank.operation"));
        using var newer = new MadePlugin("press-two", "1.1.0", More, manifest => Ask(manifest, "bank.account", "bank.operation", "person.profile"));
        Assert.Equal(0, (await till.Hub.RunAsync("plugin", "install", old.Folder, "--yes")).ExitCode);
        var person = await till.NewcomerAsync();
        var whole = await AddAsync(person, old.Id, null);
        Assert.Equal("2 0 0 0 0", (await person.EndOfAsync(whole.LastRun())).Told());
        await person.ChangeAsync(whole.Id(), new { paused = true, allow = new { types = new[] { new { type = "bank.account" } } } });

        Assert.Contains("asks for more", (await till.Hub.RunAsync("plugin", "install", newer.Folder, "--yes")).Output, StringComparison.Ordinal);
        using var accepted = await till.Owner.Session.PostAsync($"/api/plugins/{old.Id}/accept", null);
        Assert.Equal(HttpStatusCode.NoContent, accepted.StatusCode);
        var run = await person.SyncAsync(whole.Id());
        Assert.Equal(("1.1.0", "0 0 1 2 0", 2), (run.Text("version"), run.Told(), Count(run, "notAllowed")));
        AssertNowhere(person, "an-unasked-name");
        Assert.Contains("Version 1.1.0 can also bring: Profiles. It is left out until you allow it.", WebUtility.HtmlDecode(await person.Session.GetStringAsync("/sources/" + whole.Id())), StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.OK, (await person.ChangeAsync(whole.Id(), new { allow = new { } })).Status);
        Assert.Equal("1 0 2 0 0", (await person.SyncAsync(whole.Id())).Told());
    }

    [Fact]
    public async Task It_is_chosen_in_the_form_and_changed_on_a_page_of_its_own()
    {
        var person = await till.NewcomerAsync();
        var form = WebUtility.HtmlDecode(await person.Session.GetStringAsync("/sources/new/press"));
        Assert.Contains("""value="bank.operation" checked""", form, StringComparison.Ordinal);
        Assert.Contains("""value="bank.operation/memo" checked""", form, StringComparison.Ordinal);
        Assert.DoesNotContain("bank.operation/currency", form, StringComparison.Ordinal);

        var none = await SendAsync(person, "/sources/new/press", [new("s-user", "nobody")]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, none.Status);
        Assert.Contains("Choose at least one kind of data", none.Page, StringComparison.Ordinal);

        var made = await SendAsync(person, "/sources/new/press", [new("s-user", "formed"), new("type", "bank.operation"), new("field", "bank.operation/label"), new("from", "2024-01-01"), new("until", "2999-12-30"), new("purpose", "Bread")]);
        Assert.Equal(HttpStatusCode.SeeOther, made.Status);
        var source = Assert.Single((await person.GetAsync("/api/sources")).GetProperty("items").EnumerateArray(), item => item.Text("plugin") == "press");
        Assert.Equal("8 0 0 8 1", (await person.EndOfAsync(source.LastRun())).Told());
        Assert.Equal("2999-12-30T23:00:00", source.GetProperty("allow").GetProperty("expires").GetDateTimeOffset().UtcDateTime.ToString("s", CultureInfo.InvariantCulture));

        await person.ChangeAsync(source.Id(), new { paused = true });
        var page = await person.Session.GetStringAsync($"/sources/{source.Id()}/allow");
        Assert.Contains("2999-12-30", page, StringComparison.Ordinal);
        var changed = await SendAsync(person, $"/sources/{source.Id()}/allow", [new("type", "bank.account"), new("field", "bank.account/name"), new("from", ""), new("until", ""), new("purpose", "")]);
        Assert.Equal(HttpStatusCode.SeeOther, changed.Status);
        Assert.Equal("2 0 0 14 1", (await person.SyncAsync(source.Id())).Told());
    }

    [Fact]
    public async Task The_purpose_stands_in_the_language_of_whoever_agreed_to_it()
    {
        var person = await till.NewcomerAsync();
        (await person.Session.PatchAsJsonAsync("/api/me", new { language = "fr" })).EnsureSuccessStatusCode();
        var made = await SendAsync(person, "/sources/new/press", [new("s-user", "francophone"), new("type", "bank.operation"), new("field", "bank.operation/label"), new("purpose", "")]);
        Assert.Equal(HttpStatusCode.SeeOther, made.Status);
        var source = Assert.Single((await person.GetAsync("/api/sources")).GetProperty("items").EnumerateArray(), item => item.Text("plugin") == "press");
        Assert.Equal("Un détenteur qui en dit plus que chacun ne veut.", source.GetProperty("allow").Text("purpose"));
    }

    [Fact]
    public async Task What_an_erased_source_set_aside_is_erased_with_it_and_so_are_its_runs()
    {
        var person = await till.NewcomerAsync();
        var (source, other) = (await AddAsync(person, "press", null), await AddAsync(person, "press", null, "other"));
        await person.EndOfAsync(source.LastRun());
        await person.EndOfAsync(other.LastRun());
        Assert.Equal(3, (await person.GetAsync($"/api/runs/{source.LastRun()}/rejects")).GetProperty("items").GetArrayLength());
        using var gone = await person.Session.DeleteAsync($"/api/sources/{source.Id()}?data=erase");
        Assert.Equal(HttpStatusCode.NoContent, gone.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await person.Session.GetAsync($"/api/runs/{source.LastRun()}/rejects")).StatusCode);
        Assert.Equal(3, (await person.GetAsync($"/api/runs/{other.LastRun()}/rejects")).GetProperty("items").GetArrayLength());
        Assert.Equal(0, await RejectsAsync(person, source.LastRun()));
        Assert.Equal(3, await RejectsAsync(person, other.LastRun()));
    }

    [Fact]
    public async Task What_tells_of_a_run_or_source_that_was_erased_leads_nowhere()
    {
        var person = await till.NewcomerAsync();
        var source = await AddAsync(person, "press", null);
        await person.EndOfAsync(source.LastRun());
        Assert.Equal((true, true), await LeadsAsync());

        using var gone = await person.Session.DeleteAsync($"/api/sources/{source.Id()}?data=erase");
        Assert.Equal((false, false), await LeadsAsync());
        var journal = await person.Session.GetStringAsync("/journal");
        Assert.Contains("In a run that was erased since", journal, StringComparison.Ordinal);
        Assert.Contains("It was disconnected since", journal, StringComparison.Ordinal);

        async Task<(bool, bool)> LeadsAsync()
        {
            var page = await person.Session.GetStringAsync("/journal");
            return (page.Contains($"/runs/{source.LastRun()}", StringComparison.Ordinal), page.Contains($"/sources/{source.Id()}", StringComparison.Ordinal));
        }
    }

    /// <summary>As they lie in the vault: no page shows those of a run that is gone.</summary>
    private async Task<int> RejectsAsync(Person person, string run)
    {
        await using var store = await new LocalVaultStores(till.Hub.Data, TimeProvider.System).OpenAsync(person.Vault);
        return (await store.RejectsAsync(run, -1, 10)).Count;
    }

    private static long Count(JsonElement run, string name) => run.GetProperty("counts").GetProperty(name).GetInt64();

    private static void Ask(JsonObject manifest, params string[] types)
    {
        manifest["settings"] = JsonNode.Parse("""{ "type": "object", "properties": {} }""");
        manifest["permissions"] = new JsonArray([.. types.Select(type => JsonNode.Parse($$"""{ "write": "{{type}}", "reason": { "en": "To keep it.", "fr": "Pour la garder." } }"""))]);
    }

    private static async Task<JsonElement> AddAsync(Person person, string plugin, object? allow, string? user = null)
    {
        var (status, source) = await PostAsync(person, plugin, allow, user);
        Assert.True(status == HttpStatusCode.Created, source.GetRawText());
        return source;
    }

    private static async Task<(HttpStatusCode Status, JsonElement Body)> PostAsync(Person person, string plugin, object? allow, string? user = null)
    {
        object settings = plugin == "press" ? new { user = user ?? person.Name } : new { };
        using var answer = await person.Session.PostAsJsonAsync("/api/sources", new { plugin, settings, allow });
        return (answer.StatusCode, JsonElement.Parse(await answer.Content.ReadAsByteArrayAsync()));
    }

    private static async Task<(HttpStatusCode Status, string Page)> SendAsync(Person person, string address, IEnumerable<KeyValuePair<string, string>> fields)
    {
        using var form = new FormUrlEncodedContent(fields);
        using var answer = await person.Session.PostAsync(address, form);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    private void AssertNowhere(Person person, params string[] texts) =>
        Assert.All(Directory.EnumerateFiles(Path.Combine(till.Hub.Data, "vaults", person.Vault), "*", SearchOption.AllDirectories), file =>
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var content = new byte[stream.Length];
            stream.ReadExactly(content);
            Assert.All(texts, text => Assert.True(content.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) < 0, $"{Path.GetFileName(file)} holds {text}"));
        });
}
