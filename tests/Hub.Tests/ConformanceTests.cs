using System.Text.Json;
using System.Text.Json.Nodes;
using Hub.Testing;

namespace Hub.Tests;

/// <summary>The suite that judges plug-ins is judged: our own hold to it, and for each of its checks a plug-in that breaks that one is caught at that one.</summary>
public sealed class ConformanceTests : IDisposable
{
    private const string Reading = """{ usagePoint: "1", commodity: "gas", direction: "delivered", series: "daily", start: "2025-01-01T00:00:00Z", duration: 86400, energy: ENERGY }""";
    private const string Sync = """
        function keep(hub, month, i) {
          hub.save("energy.consumption", { usagePoint: "1", commodity: "gas", direction: "delivered", series: "daily", start: "2025-0" + month + "-0" + (i + 1) + "T00:00:00Z", duration: 86400, energy: "1.5" });
        }

        exports.sync = function (hub) {
          for (var i = Number(hub.cursor || 0); i < 3; i++) {
            BEFORE
            var reply = hub.http.get("https://api.example.org/?from=" + i);
            CHECK
            keep(hub, 1, i);
            AFTER
          }
        };
        """;

    private const string Typed = """
        var outcome = { 401: "CredentialsRefused", 429: "RateLimited", 503: "HolderUnavailable" }[reply.status] || (reply.headers["content-type"] === "application/json" ? null : "FormatChanged");
        if (outcome) { hub.fail(outcome, { en: "Not today.", fr: "Pas ce jour." }); }
        """;

    private static readonly string[] Ranks = ["None", "Bronze", "Silver", "Gold"];
    private readonly string _folder = Directory.CreateTempSubdirectory("hub-conformance-").FullName;

    public static TheoryData<string, string> Levels => new()
    {
        // C# cannot be gold: it does not run in the sandbox. Bronze are those whose checklist says what is still to be done.
        { "bank-csv", "Gold" },
        { "bluebutton", "Silver" },
        { "caldav", "Bronze" },
        { "calendar", "Silver" },
        { "camt053", "Silver" },
        { "ccda", "Silver" },
        { "contacts", "Silver" },
        { "demo-bank", "Gold" },
        { "fhir", "Silver" },
        { "gas-fr", "Silver" },
        { "greenbutton", "Silver" },
        { "home-energy", "Bronze" },
        { "linky", "Silver" },
        { "linky-api", "Bronze" },
        { "mt940", "Silver" },
        { "ofx", "Bronze" },
        { "qif", "Silver" },
    };

    [Theory]
    [MemberData(nameof(Levels))]
    public async Task Our_own_plug_in_passes_and_has_this_level_at_least(string id, string level)
    {
        var folder = Path.Combine(Samples.Repository, "plugins", id);
        var told = await RunAsync("check", folder, "--json");
        Assert.True(told.ExitCode == 0, told.Errors);
        var quality = JsonElement.Parse(told.Output);
        Assert.True(Array.IndexOf(Ranks, quality.GetProperty("level").GetString()) >= Array.IndexOf(Ranks, level), $"{level} is expected: {quality}{(quality.GetProperty("level").GetString() == "None" ? (await RunAsync("test", folder)).Output : "")}");
    }

    [Fact]
    public void Each_of_our_plug_ins_is_tried() =>
        Assert.Equal(Directory.EnumerateFiles(Path.Combine(Samples.Repository, "plugins"), "plugin.json", SearchOption.AllDirectories).Where(file => Path.GetFileName(Path.GetDirectoryName(file)) is not "bin").Select(file => Path.GetFileName(Path.GetDirectoryName(file))!).Order(StringComparer.Ordinal), Levels.Select(row => row.Data.Item1).Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("manifest", "energy.consumption has no field moon")]
    [InlineData("labels", "name is missing in \"fr\"")]
    [InlineData("inputs", "is not recognised")]
    [InlineData("expected", "1 items set aside where 0 are expected")]
    [InlineData("idempotence", "a second run changes 2 records")]
    [InlineData("damaged", "PluginFault")]
    [InlineData("declared", "writes bank.operation")]
    [InlineData("declared", "writes bank.operation, which its manifest")]
    [InlineData("declared", "only a sync may")]
    [InlineData("declared", "reaches elsewhere.example")]
    public async Task A_script_that_breaks_one_rule_over_a_file_is_caught_at_that_one(string check, string problem)
    {
        var script = (check, problem) switch
        {
            ("expected", _) => "hub.reject('energy.consumption', { en: 'No.', fr: 'Non.' });",
            ("idempotence", _) => $"if (file.length > 0) {{ hub.save('energy.consumption', {Reading.Replace("ENERGY", "'1'", StringComparison.Ordinal)}); hub.save('energy.consumption', {Reading.Replace("ENERGY", "'2'", StringComparison.Ordinal)}); }}",
            ("damaged", _) => "if (file.length === 0) { throw new Error('empty'); }",
            ("declared", "writes bank.operation") => "if (file.text().indexOf('end') > 0) { hub.save('bank.operation', {}); }",
            ("declared", "writes bank.operation, which its manifest") => "if (file.text().indexOf('end') > 0) { hub.withdraw('bank.operation', {}); }",
            ("declared", "only a sync may") => "if (file.text().indexOf('end') > 0) { hub.held('energy.consumption', function () {}); }",
            ("declared", _) => "if (file.text().indexOf('end') > 0) { hub.http.get('https://elsewhere.example/'); }",
            _ => "",
        };
        using var plugin = new MadePlugin("broken", script: $"exports.importFile = function (hub, file) {{ {script} }};", change: manifest => Break(manifest, check));
        Write(plugin.Folder, "samples/notes.txt", check == "inputs" ? "Notes of another\n" : "Notes of broken\nand their end\n");
        Write(plugin.Folder, "samples/notes.txt.expected.json", check switch { "expected" => """{ "rejected": 0 }""", "declared" => """{ "outcome": "PluginFault" }""", _ => "{}" });

        await AssertOnlyAsync(plugin.Folder, check, problem);
    }

    [Theory]
    [InlineData("resume", "hub.setCursor(String(i + 1));", Typed, "", "misses 1 and")]
    [InlineData("resume", "", Typed, "hub.setCursor('nonsense');", "misses 2 and")]
    [InlineData("resume", "if (hub.session === 'half') { hub.setSession(null); continue; }", Typed, "hub.setSession('half'); keep(hub, 2, i); keep(hub, 3, i); hub.setSession(null); hub.setCursor(String(i + 1));", "misses 4 and")]
    [InlineData("outcomes", "", "if (reply.status === 401) { return; }" + Typed, "hub.setCursor(String(i + 1));", "401 from call 1 on ends as Done")]
    public async Task A_script_that_breaks_one_rule_over_a_recording_is_caught_at_that_one(string check, string before, string test, string after, string problem)
    {
        using var plugin = new MadePlugin("hasty", change: MadePlugin.ReachOut, script: Sync.Replace("BEFORE", before, StringComparison.Ordinal).Replace("CHECK", test, StringComparison.Ordinal).Replace("AFTER", after, StringComparison.Ordinal));
        Write(plugin.Folder, "recordings/three.json", $$"""{ "calls": [{{string.Join(',', Enumerable.Range(0, 3).Select(Page))}}] }""");

        await AssertOnlyAsync(plugin.Folder, check, problem);

        static string Page(int i) => $$$"""{ "method": "GET", "url": "https://api.example.org/?from={{{i}}}", "reply": { "status": 200, "headers": { "content-type": "application/json" }, "json": {} } }""";
    }

    [Theory]
    [InlineData("determinism", "by chance", """{ "rejected": 1 }""", "two runs over the same differ")]
    [InlineData("memory", "too much", """{ "outcome": "LimitExceeded" }""", "more than 256 MB")]
    public async Task A_program_that_breaks_one_rule_is_caught_at_that_one(string check, string notes, string expected, string problem)
    {
        var folder = Path.Combine(_folder, "shifty");
        foreach (var file in new[] { "plugin.json", "bin/Shifty.dll" })
        {
            Directory.CreateDirectory(Path.Combine(folder, "bin"));
            File.Copy(Path.Combine(Samples.Repository, "tests", "Hub.Tests", "Plugins", "shifty", file), Path.Combine(folder, file));
        }

        Write(folder, "samples/notes.txt", $"Notes of shifty, {notes}\n");
        Write(folder, "samples/notes.txt.expected.json", expected);
        await AssertOnlyAsync(folder, check, problem);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static void Break(JsonObject manifest, string check)
    {
        if (check == "manifest")
        {
            manifest["permissions"]!.AsArray().Add(JsonNode.Parse("""{ "read": "energy.consumption", "fields": ["moon"], "reason": { "en": "To look.", "fr": "Pour voir." } }"""));
        }
        else if (check == "labels")
        {
            manifest["name"]!.AsObject().Remove("fr");
        }
    }

    private async Task AssertOnlyAsync(string folder, string check, string problem)
    {
        var tested = await RunAsync("test", folder, "--json");
        Assert.True(tested.ExitCode == 1, tested.Output + tested.Errors);
        var failed = JsonElement.Parse(tested.Output).GetProperty("checks").EnumerateArray().Where(item => !item.GetProperty("passed").GetBoolean()).ToList();
        Assert.True(failed.Count == 1 && failed[0].GetProperty("name").GetString() == check, string.Join('\n', failed));
        Assert.Contains(failed[0].GetProperty("problems").EnumerateArray(), item => item.GetString()!.Contains(problem, StringComparison.Ordinal));
    }

    private Task<VerbResult> RunAsync(params string[] arguments) => HubProcess.VerbAsync(["plugin", .. arguments, "--data", Path.Combine(_folder, "data")], folder: _folder);

    private static void Write(string folder, string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(folder, name))!);
        File.WriteAllText(Path.Combine(folder, name), text);
    }
}
