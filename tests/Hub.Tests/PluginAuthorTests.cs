using System.Diagnostics;
using System.Text.Json;
using Hub.Testing;

namespace Hub.Tests;

/// <summary>What an author does first: make a folder, try it, see what is wrong with it.</summary>
public sealed class PluginAuthorTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hub-author-").FullName;

    [Theory]
    [InlineData("connector-js")]
    [InlineData("application-js")]
    public async Task A_made_script_passes_its_tests_at_once(string kind) => Assert.Equal(11, (await MakeAndTestAsync(kind, build: false)).GetProperty("checks").GetArrayLength());

    [Theory]
    [InlineData("connector-csharp")]
    [InlineData("application-csharp")]
    [Trait("Category", "Long")]
    public async Task A_made_project_builds_outside_of_the_checkout_and_passes_its_tests_at_once(string kind) => Assert.Equal(11, (await MakeAndTestAsync(kind, build: true)).GetProperty("checks").GetArrayLength());

    [Fact]
    public async Task A_name_that_cannot_be_an_id_and_an_unknown_kind_are_refused()
    {
        Assert.Contains("cannot be an id", (await RunAsync("plugin", "new", "connector-js", "My Bank")).Errors, StringComparison.Ordinal);
        Assert.Contains("connector-csharp", (await RunAsync("plugin", "new", "widget", "my-bank")).Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Withdrawing_what_was_saved_before_is_seen_as_a_change()
    {
        using var plugin = new MadePlugin("fickle", script: """
            exports.sync = function (hub) {
              var day = { usagePoint: "1", commodity: "gas", direction: "delivered", series: "daily", start: "2025-01-01T00:00:00Z", duration: 86400 }, held = 0;
              hub.held("energy.consumption", function (identity) { held++; hub.withdraw("energy.consumption", identity); });
              if (held === 0) { day.energy = "1.5"; hub.save("energy.consumption", day); }
            };
            """);
        Directory.CreateDirectory(Path.Combine(plugin.Folder, "recordings"));
        File.WriteAllText(Path.Combine(plugin.Folder, "recordings", "one.json"), """{ "calls": [], "expected": { "saved": 1, "rejected": 0 } }""");

        var checks = JsonElement.Parse((await RunAsync("plugin", "test", plugin.Folder, "--json")).Output).GetProperty("checks").EnumerateArray().ToDictionary(item => item.GetProperty("name").GetString()!, StringComparer.Ordinal);
        Assert.Contains("changes 1 records", checks["idempotence"].GetProperty("problems")[0].GetString(), StringComparison.Ordinal);
        Assert.True(checks["expected"].GetProperty("passed").GetBoolean());
    }

    [Fact]
    public async Task A_level_is_computed_and_says_what_the_next_one_needs()
    {
        using var plugin = new MadePlugin("plain");
        Directory.CreateDirectory(Path.Combine(plugin.Folder, "data"));
        File.WriteAllText(Path.Combine(plugin.Folder, "data", "hub.db"), "somebody's");
        var checkedPlugin = await RunAsync("plugin", "check", plugin.Folder);
        Assert.Equal(0, checkedPlugin.ExitCode);
        Assert.Contains("plain 1.0.0 is not bronze yet. For bronze it needs:", checkedPlugin.Output, StringComparison.Ordinal);
        Assert.Contains("- the conformance suite passes", checkedPlugin.Output, StringComparison.Ordinal);
        Assert.Contains("- no data of a hub in its folder", checkedPlugin.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_clock_of_a_recording_stands_so_that_a_run_can_be_told_again()
    {
        using var plugin = new MadePlugin("timely", script: """
            exports.importFile = function (hub, file) {
              var began = hub.now();
              for (var i = 0; i < 200000; i++) { Date.now(); }
              hub.reject("energy.consumption", { en: "Read at " + began + ", " + Date.now() + ".", fr: "Lu." }, "line 1");
            };
            """);
        Directory.CreateDirectory(Path.Combine(plugin.Folder, "samples"));
        File.WriteAllText(Path.Combine(plugin.Folder, "samples", "notes.txt"), "Notes of timely\n");

        var checks = JsonElement.Parse((await RunAsync("plugin", "test", plugin.Folder, "--json")).Output).GetProperty("checks").EnumerateArray().ToDictionary(item => item.GetProperty("name").GetString()!, StringComparer.Ordinal);
        Assert.True(checks["determinism"].GetProperty("passed").GetBoolean());
        Assert.False(checks["outcomes"].GetProperty("applies").GetBoolean());
        Assert.True(checks["damaged"].GetProperty("applies").GetBoolean());
    }

    [Fact]
    public async Task A_file_of_expectations_that_cannot_be_read_is_told_with_its_place()
    {
        using var plugin = new MadePlugin("mistyped");
        Directory.CreateDirectory(Path.Combine(plugin.Folder, "samples"));
        foreach (var (name, expected) in new[] { ("one", "{\n  \"outcom\": \"Done\"\n}"), ("two", "{\n  \"saved\": 1,\n}"), ("three", "null") })
        {
            File.WriteAllText(Path.Combine(plugin.Folder, "samples", $"{name}.txt"), "Notes of mistyped\n");
            File.WriteAllText(Path.Combine(plugin.Folder, "samples", $"{name}.txt.expected.json"), expected);
        }

        var tested = await RunAsync("plugin", "test", plugin.Folder);
        Assert.Contains("one.txt.expected.json says nothing that can be expected: line 2, column ", tested.Output, StringComparison.Ordinal);
        Assert.Contains("the key $.outcom is not known", tested.Output, StringComparison.Ordinal);
        Assert.Contains("two.txt.expected.json says nothing that can be expected: line 3, column 1: no valid JSON", tested.Output, StringComparison.Ordinal);
        Assert.Contains("three.txt.expected.json says nothing that can be expected: an object", tested.Output, StringComparison.Ordinal);

        File.WriteAllText(Path.Combine(plugin.Folder, "plugin.json"), "{\n  \"id\": oops\n}");
        Assert.Contains("plugin.json, line 2, column 9: no valid JSON", (await RunAsync("plugin", "test", plugin.Folder)).Errors, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private async Task<JsonElement> MakeAndTestAsync(string kind, bool build)
    {
        var folder = Path.Combine(_folder, "my-first");
        Assert.Equal(0, (await RunAsync("plugin", "new", kind, "my-first")).ExitCode);
        Assert.True(Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).All(file => !File.ReadAllText(file).Contains("my-plugin", StringComparison.Ordinal)));
        if (build)
        {
            using var built = Process.Start(new ProcessStartInfo("dotnet", ["build", folder, "--nologo", "-v", "q"]) { WorkingDirectory = _folder })!;
            await built.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.Equal(0, built.ExitCode);
        }

        var tested = await RunAsync("plugin", "test", folder, "--json");
        Assert.True(tested.ExitCode == 0, tested.Output + tested.Errors);
        return JsonElement.Parse(tested.Output);
    }

    private Task<VerbResult> RunAsync(params string[] arguments) => HubProcess.VerbAsync([.. arguments, "--data", Path.Combine(_folder, "data")], folder: _folder);
}
