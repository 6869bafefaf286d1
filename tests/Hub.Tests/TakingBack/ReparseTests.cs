using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hub.Testing;

namespace Hub.Tests.TakingBack;

/// <summary>Kept files read again after their reader was mended.</summary>
public abstract class ReparseSuite(ReparseHub hub) : IAsyncLifetime
{
    private const string Type = "energy.consumption";

    private static int _made;

    /// <summary>Of the test's own reader and person; no name is the beginning of another.</summary>
    private readonly string _name = $"mended-{Interlocked.Increment(ref _made):000}";

    private Person _person = null!;

    private string PluginFolder => Path.Combine(hub.Plugins, _name);

    [Fact]
    public async Task A_look_tells_what_would_change_and_reading_again_does_just_that_once()
    {
        await _person.ImportAsync("notes.txt", File(1, 2, 3));
        var before = await RecordsAsync();
        Mend("2.0.0", Script("2.5", lines: 3));

        var look = await ReparseAsync(new { dryRun = true });
        Assert.Equal("reparse", Text(look, "kind"));
        Assert.Equal((2, 2, 0), (Count(look, "read"), Count(look, "updated"), Count(look, "created")));
        var type = Assert.Single(look.GetProperty("differences").GetProperty("types").EnumerateArray());
        Assert.Equal((2, 1), (type.GetProperty("updated").GetInt64(), type.GetProperty("missing").GetInt64()));
        Assert.Equal(("/energy", 2), (Text(type.GetProperty("fields")[0], "path"), type.GetProperty("fields")[0].GetProperty("count").GetInt64()));
        Assert.Equal(before, await RecordsAsync());

        var run = await ReparseAsync(new { plugin = _name });
        Assert.Equal((2, 2, 0), (Count(run, "read"), Count(run, "updated"), Count(run, "withdrawn")));
        var after = await _person.AllAsync(Type);
        Assert.Equal(3, after.Count);
        Assert.All(after, record => Assert.Equal(record.GetProperty("data").GetProperty("energy").ToString() == "2.5" ? ("2.0.0", Text(run, "id")) : ("1.0.0", Text(record.GetProperty("provenance"), "run")),
            (Text(record.GetProperty("provenance"), "version"), Text(record.GetProperty("provenance"), "run"))));

        var again = await ReparseAsync(new { });
        Assert.Equal((2, 2), (Count(again, "read"), Count(again, "unchanged")));

        var undo = await (await _person.Api.PostAsync($"/api/runs/{Text(run, "id")}/undo", null)).Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(2, Count(await _person.EndOfAsync(Text(undo, "run")), "updated"));
        Assert.Equal(before, await RecordsAsync());
    }

    [Fact]
    public async Task What_a_file_tells_no_more_goes_out_of_sight_only_when_asked_and_comes_back_with_an_undo()
    {
        await _person.ImportAsync("notes.txt", File(1, 2, 3));
        var before = await RecordsAsync();
        Mend("2.0.0", Script("1.5", lines: 3));

        var run = await ReparseAsync(new { withdrawMissing = true });
        Assert.Equal((3, 2, 1), (Count(run, "read"), Count(run, "unchanged"), Count(run, "withdrawn")));
        Assert.Equal(2, (await _person.AllAsync(Type)).Count);
        var undo = await (await _person.Api.PostAsync($"/api/runs/{Text(run, "id")}/undo", null)).Content.ReadFromJsonAsync<JsonElement>();
        await _person.EndOfAsync(Text(undo, "run"));
        Assert.Equal(before, await RecordsAsync());
    }

    [Fact]
    public async Task Of_what_two_files_tell_the_later_one_keeps_the_last_word()
    {
        await _person.ImportAsync("first.txt", File(1, 2));
        Mend("1.0.1", Script("2.5", lines: 4));
        await _person.ImportAsync("second.txt", File(2, 3));
        Mend("1.0.2", Script("1.5", lines: 4, unlessSecond: "2.5"));

        var run = await ReparseAsync(new { });
        Assert.Equal(2, run.GetProperty("parts").GetArrayLength());
        Assert.Equal((4, 4), (Count(run, "read"), Count(run, "unchanged")));
    }

    [Fact]
    public async Task A_file_that_nobody_read_is_read_once_somebody_does_and_one_that_was_undone_is_not()
    {
        await _person.ImportAsync("later.txt", "Other notes\n1\n"u8.ToArray());
        var undone = await _person.ImportAsync("undone.txt", File(7));
        var undo = await (await _person.Api.PostAsync($"/api/runs/{Text(undone, "id")}/undo", null)).Content.ReadFromJsonAsync<JsonElement>();
        await _person.EndOfAsync(Text(undo, "run"));
        Mend("2.0.0", Script("1.5", lines: 4), literal: "Other notes");

        var run = await ReparseAsync(new { });
        Assert.Equal((1, 1), (Count(run, "read"), Count(run, "created")));
        Assert.Single(await _person.AllAsync(Type));
        Assert.Single(await _person.AllAsync("document.file"));
    }

    [Fact]
    public async Task The_verb_tells_what_would_change_in_lines()
    {
        await _person.ImportAsync("notes.txt", File(1, 2));
        Mend("2.0.0", Script("2.5", lines: 4));
        var look = await hub.Process.RunAsync("reparse", "--user", _person.Name, "--plugin", _name, "--dry-run");
        Assert.True(look.ExitCode == 0, look.Errors);
        Assert.Contains("notes.txt: 0 created, 2 updated, 0 unchanged, 0 withheld, 0 rejected (nothing was written)", look.Output, StringComparison.Ordinal);
        Assert.Contains("energy.consumption: 0 created, 2 updated (/energy in 2)", look.Output, StringComparison.Ordinal);
        Assert.Equal(1, (await hub.Process.RunAsync("reparse", "--user", _person.Name, "--plugin", "nobody")).ExitCode);
    }

    [Fact]
    public async Task What_the_person_deleted_stays_deleted_and_is_told()
    {
        await _person.ImportAsync("notes.txt", File(1, 2));
        var gone = (await _person.AllAsync(Type))[0];
        (await _person.Api.DeleteAsync($"/api/records/{Type}/{Text(gone, "id")}")).EnsureSuccessStatusCode();
        Mend("2.0.0", Script("2.5", lines: 4));

        foreach (var dryRun in new[] { true, false })
        {
            var run = await ReparseAsync(new { dryRun });
            Assert.Equal((2, 1, 1), (Count(run, "read"), Count(run, "updated"), Count(run, "withheld")));
        }

        Assert.Equal("2.5", Assert.Single(await _person.AllAsync(Type)).GetProperty("data").GetProperty("energy").ToString());
    }

    [Fact]
    public async Task A_reader_that_fails_leaves_everything_as_it_was()
    {
        var import = await _person.ImportAsync("notes.txt", File(1, 2, 3));
        var before = await RecordsAsync();
        Mend("2.0.0", Script("2.5", lines: 4).Replace("if (number > 1", "if (number === 4) { throw new Error('broken'); } if (number > 1", StringComparison.Ordinal));

        var look = await ReparseAsync(new { dryRun = true });
        Assert.Equal(("failed", "PluginFault"), (Text(look, "state"), Text(look, "outcome")));
        Assert.False(look.TryGetProperty("differences", out _));
        var run = await ReparseAsync(new { });
        Assert.Equal(("failed", "PluginFault", 0), (Text(run, "state"), Text(run, "outcome"), Count(run, "read")));
        Assert.Contains("Nothing was changed", Text(run, "message"), StringComparison.Ordinal);
        Assert.Equal(before, await RecordsAsync());
        Assert.Contains("Nothing was changed", await PageAsync($"/reparse/{Text(look, "id")}"), StringComparison.Ordinal);
        Assert.Contains("href=\"/files/", await PageAsync($"/runs/{Text(import, "id")}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reader_that_is_gone_and_a_file_that_was_deleted_are_told()
    {
        var import = await _person.ImportAsync("notes.txt", File(1, 2));
        var (file, before) = (Text(import, "file"), await RecordsAsync());
        Directory.Delete(PluginFolder, recursive: true);
        var run = await ReparseAsync(new { file });
        Assert.Equal("failed", Text(run, "state"));
        Assert.Contains($"({_name}) is not in this hub any more", Text(run, "message"), StringComparison.Ordinal);
        var page = await PageAsync($"/files/{file}");
        Assert.Contains($"({_name}) is not in this hub any more", page, StringComparison.Ordinal);
        Assert.DoesNotContain("/reparse\"", page, StringComparison.Ordinal);

        (await _person.Session.DeleteAsync($"/api/files/{file}")).EnsureSuccessStatusCode();
        using var refused = await _person.Api.PostAsJsonAsync("/api/reparses", new { file });
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Contains("it cannot be read again", await PageAsync($"/runs/{Text(import, "id")}"), StringComparison.Ordinal);
        Assert.Equal(before, await RecordsAsync());
    }

    [Fact]
    public async Task The_pages_show_the_differences_and_apply_them_and_take_them_back()
    {
        var import = await _person.ImportAsync("notes.txt", File(1, 2, 3));
        var before = await RecordsAsync();
        Assert.DoesNotContain("earlier version", await PageAsync($"/plugins/{_name}"), StringComparison.Ordinal);
        Mend("2.0.0", Script("2.5", lines: 3));
        Assert.Contains("1 file was read by an earlier version of this reader.", await PageAsync($"/plugins/{_name}"), StringComparison.Ordinal);
        Assert.Contains("this hub has 2.0.0 now", await PageAsync($"/runs/{Text(import, "id")}"), StringComparison.Ordinal);
        Assert.Contains("Notes of a stranger 1.0.0. This hub has version 2.0.0 now.", await PageAsync($"/files/{Text(import, "file")}"), StringComparison.Ordinal);

        var look = await SendAsync($"/plugins/{_name}/reparse");
        await _person.EndOfAsync(look.Split('/')[^1]);
        var shown = await PageAsync(look);
        Assert.Contains("1.5 kWh", shown, StringComparison.Ordinal);
        Assert.Contains("2.5 kWh", shown, StringComparison.Ordinal);
        Assert.Contains("Also put out of sight what is told no more (1)", shown, StringComparison.Ordinal);
        Assert.Equal(before, await RecordsAsync());

        var run = (await SendAsync(look, ("missing", "withdraw"))).Split('/')[^1];
        Assert.Equal((3, 2, 1), (Count(await _person.EndOfAsync(run), "read"), Count(await _person.EndOfAsync(run), "updated"), Count(await _person.EndOfAsync(run), "withdrawn")));
        Assert.DoesNotContain("earlier version", await PageAsync($"/plugins/{_name}"), StringComparison.Ordinal);
        Assert.DoesNotContain("2.5 kWh", await PageAsync(look), StringComparison.Ordinal);
        Assert.Contains("Undo this reading", await PageAsync($"/runs/{run}"), StringComparison.Ordinal);
        Assert.Contains("The file was read again since", await PageAsync($"/runs/{Text(import, "id")}/undo"), StringComparison.Ordinal);
        Assert.Contains("Read kept files again", await PageAsync("/journal"), StringComparison.Ordinal);
        await _person.EndOfAsync((await SendAsync($"/runs/{run}/undo")).Split('/')[^1]);
        Assert.Equal(before, await RecordsAsync());
        Assert.Contains("1 file was read by an earlier version of this reader.", await PageAsync($"/plugins/{_name}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Content_that_goes_for_good_goes_from_a_look_too()
    {
        await _person.ImportAsync("notes.txt", File(1, 2));
        Mend("2.0.0", Script("2.5", lines: 4));
        var look = Text(await ReparseAsync(new { dryRun = true }), "id");
        Assert.Contains("2.5 kWh", await PageAsync($"/reparse/{look}"), StringComparison.Ordinal);
        var gone = Text((await _person.AllAsync(Type))[0], "id");
        (await _person.Api.DeleteAsync($"/api/records/{Type}/{gone}")).EnsureSuccessStatusCode();
        await SendAsync($"/trash/{Type}/{gone}");
        Assert.DoesNotContain("2.5 kWh", await PageAsync($"/reparse/{look}"), StringComparison.Ordinal);
    }

    public async ValueTask InitializeAsync()
    {
        using var made = new MadePlugin(_name, script: Script("1.5", lines: 4));
        Directory.Move(made.Folder, PluginFolder);
        _person = await hub.Process.InviteAsync(hub.Owner, _name);
    }

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    private async Task<JsonElement> ReparseAsync(object wish) => await _person.EndOfAsync(Text(await _person.PostAsync("/api/reparses", wish), "run"));

    /// <summary>Sends a page's form and says where it leads.</summary>
    private async Task<string> SendAsync(string address, params (string Name, string Value)[] fields)
    {
        using var sent = await _person.Session.PostAsync(address, new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))));
        Assert.Equal(HttpStatusCode.SeeOther, sent.StatusCode);
        return sent.Headers.Location!.ToString();
    }

    private async Task<string> PageAsync(string address) =>
        WebUtility.HtmlDecode(await _person.Session.GetStringAsync(new Uri(address, UriKind.Relative), TestContext.Current.CancellationToken)).Replace('\u00a0', ' ');

    private void Mend(string version, string script, string? literal = null)
    {
        System.IO.File.WriteAllText(Path.Combine(PluginFolder, "plugin.js"), script);
        var manifest = Path.Combine(PluginFolder, "plugin.json");
        var changed = JsonNode.Parse(System.IO.File.ReadAllText(manifest))!.AsObject();
        changed["version"] = version;
        changed["accepts"]![0]!["literals"] = new JsonArray(literal ?? $"Notes of {_name}");
        System.IO.File.WriteAllText(manifest + ".new", changed.ToJsonString());
        System.IO.File.Move(manifest + ".new", manifest, overwrite: true);
    }

    private byte[] File(params int[] meters) => Encoding.UTF8.GetBytes($"Notes of {_name}\n" + string.Concat(meters.Select(meter => $"{meter}\n")));

    /// <summary>All but the number, which every change moves.</summary>
    private async Task<IReadOnlyList<string>> RecordsAsync() =>
        [.. (await _person.AllAsync(Type)).Select(record => $"{Text(record, "id")} {record.GetProperty("data").GetRawText()} {record.GetProperty("provenance").GetRawText()}")];

    private static string Text(JsonElement item, string name) => item.GetProperty(name).GetString()!;

    private static long Count(JsonElement run, string name) => run.GetProperty("counts").GetProperty(name).GetInt64();

    private static string Script(string energy, int lines, string? unlessSecond = null) => $$"""
        exports.importFile = function (hub, file) {
          var second = false;
          file.eachLine(function (line, number) {
            second = second || (number === 2 && line === "2");
            if (number > 1 && number <= {{lines}} && line) {
              hub.save("energy.consumption", { usagePoint: line, commodity: "gas", direction: "delivered", series: "daily", start: "2025-01-01T00:00:00Z", duration: 86400, energy: second ? "{{unlessSecond ?? energy}}" : "{{energy}}" });
            }
          });
        };
        """;
}

public sealed class ReparseTests(ReparseHub hub) : ReparseSuite(hub), IClassFixture<ReparseHub>;

public sealed class StorageAccountReparseTests(StorageAccountReparseHub hub) : ReparseSuite(hub), IClassFixture<StorageAccountReparseHub>;

/// <summary>One hub for all of a class: each test has a person and a reader of its own there.</summary>
public class ReparseHub : IAsyncLifetime
{
    public string Plugins { get; } = Directory.CreateTempSubdirectory("hub-reparse-").FullName;

    public HubProcess Process { get; private set; } = null!;

    public Person Owner { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Process = await StartAsync(new Dictionary<string, string>(StringComparer.Ordinal) { ["HUB_PLUGINS"] = Plugins });
        Owner = await Process.OwnerAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Process.DisposeAsync();
        Directory.Delete(Plugins, recursive: true);
        GC.SuppressFinalize(this);
    }

    private protected virtual Task<HubProcess> StartAsync(IReadOnlyDictionary<string, string> environment) => HubProcess.StartAsync(environment: environment);
}

public sealed class StorageAccountReparseHub : ReparseHub
{
    private protected override async Task<HubProcess> StartAsync(IReadOnlyDictionary<string, string> environment) => await HubProcess.StartOnAsync((await Azurite.SharedAsync()).NewAccount(), environment);
}
