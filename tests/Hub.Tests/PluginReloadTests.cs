using Hub.Testing;

namespace Hub.Tests;

/// <summary>An author changes a plug-in while the hub is on; and hears of a failure without hearing of the person.</summary>
public sealed class PluginReloadTests : IAsyncLifetime
{
    private readonly MadePlugin _plugin = new("changing", script: Script("gas"));
    private HubProcess _hub = null!;
    private Person _person = null!;

    [Fact]
    public async Task A_changed_script_counts_from_the_next_run_on_and_a_run_under_way_ends_on_the_old_one()
    {
        File.WriteAllText(ScriptPath, Script("gas", slowly: true));
        var first = await _person.BeginImportAsync("a.txt", "Notes of changing\n1\n"u8.ToArray());
        while ((await _person.GetAsync($"/api/runs/{first}")).GetProperty("state").GetString() is "queued")
        {
            await _person.GetAsync("/api/health");
        }

        // It logs when it has begun, so the script is loaded by then.
        while (!(await _person.GetAsync($"/api/runs/{first}/log")).GetRawText().Contains("begun", StringComparison.Ordinal) && (await _person.GetAsync($"/api/runs/{first}")).GetProperty("state").GetString() == "running")
        {
            await _person.GetAsync("/api/health");
        }

        File.WriteAllText(ScriptPath, Script("electricity"));
        Assert.Equal("succeeded", (await _person.EndOfAsync(first)).GetProperty("state").GetString());
        Assert.Equal("succeeded", (await _person.ImportAsync("b.txt", "Notes of changing\n2\n"u8.ToArray())).GetProperty("state").GetString());

        var commodities = (await _person.AllAsync("energy.consumption")).Select(record => record.GetProperty("data")).ToDictionary(data => data.GetProperty("usagePoint").GetString()!, data => data.GetProperty("commodity").GetString(), StringComparer.Ordinal);
        Assert.Equal(("gas", "electricity"), (commodities["1"], commodities["2"]));
    }

    [Fact]
    public async Task Each_change_in_an_author_s_folder_is_one_line_on_the_terminal()
    {
        using var plugin = new MadePlugin("talking");
        var manifest = Path.Combine(plugin.Folder, "plugin.json");
        var good = await File.ReadAllTextAsync(manifest);
        await using var hub = await HubProcess.StartAsync(arguments: ["--plugins", plugin.Folder]);
        await hub.NewClient().GetAsync("/api/health");
        Assert.DoesNotContain(hub.Said, line => line.Contains("talking", StringComparison.Ordinal));

        Put(manifest, good.Replace("1.0.0", "1.0.1", StringComparison.Ordinal));
        Assert.Equal(["talking was reloaded: 1.0.1"], await hub.HearAsync("talking was reloaded"));
        Put(manifest, good.Replace("connector", "collector", StringComparison.Ordinal));
        Assert.StartsWith("talking cannot be used: plugin.json, /kind: ", Assert.Single(await hub.HearAsync("talking cannot")), StringComparison.Ordinal);
        Put(manifest, good.Replace("1.0.0", "1.0.2", StringComparison.Ordinal));
        await hub.HearAsync("talking was reloaded: 1.0.2");
        await File.AppendAllTextAsync(Path.Combine(plugin.Folder, "plugin.js"), "// more\n");
        Assert.Equal(2, (await hub.HearAsync("1.0.2", 2)).Count);
        File.Delete(manifest);
        await hub.HearAsync("talking is gone");

        // At one stroke: a file that is half written is half a manifest.
        static void Put(string file, string text)
        {
            File.WriteAllText(file + ".new", text);
            File.Move(file + ".new", file, overwrite: true);
        }
    }

    [Fact]
    public async Task A_report_tells_the_author_the_shape_and_the_reasons_and_nothing_that_the_file_says()
    {
        File.WriteAllText(ScriptPath, """exports.importFile = function (hub, file) { hub.reject("energy.consumption", { en: 'No day in "Dupont 1967-11-07".', fr: "Pas de jour." }, { at: "line 2" }); hub.fail("FormatChanged", { en: 'Found "Dupont".', fr: "Non." }); };""");
        var run = await _person.ImportAsync("private-name.txt", "Notes of changing\nMarie Dupont;1967-11-07;12.50\n"u8.ToArray());
        var report = await _person.GetAsync($"/api/runs/{run.GetProperty("id").GetString()}/report");

        Assert.Equal(("changing", "FormatChanged", "Found …."), (report.GetProperty("plugin").GetString(), report.GetProperty("outcome").GetString(), report.GetProperty("detail").GetString()));
        Assert.Equal("No day in ….", report.GetProperty("reasons")[0].GetProperty("message").GetString());
        Assert.Contains("a5 a6;94-92-92;92.92", report.GetProperty("shape").EnumerateArray().Select(line => line.GetString()), StringComparer.Ordinal);
        Assert.DoesNotMatch("Dupont|Marie|1967|private-name", report.GetRawText());
    }

    public async ValueTask InitializeAsync()
    {
        _hub = await HubProcess.StartAsync(environment: new Dictionary<string, string>(StringComparer.Ordinal) { ["HUB_PLUGINS"] = _plugin.Above });
        _person = await _hub.OwnerAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _hub.DisposeAsync();
        _plugin.Dispose();
    }

    private string ScriptPath => Path.Combine(_plugin.Folder, "plugin.js");

    private static string Script(string commodity, bool slowly = false) => $$"""
        exports.importFile = function (hub, file) {
          hub.log("begun");
          for (var i = 0; i < {{(slowly ? 3_000_000 : 0)}}; i++) { }
          file.eachLine(function (line, number) {
            if (number === 2) {
              hub.save("energy.consumption", { usagePoint: line, commodity: "{{commodity}}", direction: "delivered", series: "daily", start: "2025-01-01T00:00:00Z", duration: 86400, energy: "1.5" });
            }
          });
        };
        """;
}
