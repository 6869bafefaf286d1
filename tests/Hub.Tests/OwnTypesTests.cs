using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hub.Testing;

namespace Hub.FrontDoor;

/// <summary>A plug-in brings a record type that nobody else has: it is a type like any other, and stays when the plug-in goes.</summary>
public sealed class OwnTypesTests : IDisposable
{
    private const string Type = GardenPlugin.Type;
    private readonly string _folder = Directory.CreateTempSubdirectory("hub-types-").FullName;

    [Fact]
    public async Task Its_records_are_read_summed_shown_written_by_hand_narrowed_by_tokens_and_taken_out_like_any_other()
    {
        using var plugin = GardenPlugin.Make();
        await using var hub = await HubProcess.StartAsync(arguments: ["--plugins", plugin.Folder]);
        var person = await hub.OwnerAsync();
        Assert.Contains(Type, Names(await person.GetAsync("/api/types")));
        Assert.Equal("Harvests", (await person.GetAsync("/api/types/" + Type)).GetProperty("hub").GetProperty("label").GetProperty("en").GetString());

        Assert.Equal("2 0 0 0 1", (await person.ImportAsync("garden.txt", Encoding.UTF8.GetBytes(GardenPlugin.Notes))).Told());
        Assert.Equal(["0.25", "1.5"], (await person.AllAsync(Type)).Select(record => record.GetProperty("data").GetProperty("weight").GetRawText()).Order(StringComparer.Ordinal));
        var rows = (await person.GetAsync($"/api/records/{Type}/aggregate?value=/weight&fn=sum&by=month")).GetProperty("rows");
        Assert.Equal(1.75m, rows[0].GetProperty("value").GetDecimal());

        Assert.Contains("Harvests", await person.Session.GetStringAsync("/data"), StringComparison.Ordinal);
        var page = await person.Session.GetStringAsync("/data/" + Type);
        Assert.Contains("Radish", page, StringComparison.Ordinal);
        Assert.Contains("3.10", page, StringComparison.Ordinal);
        Assert.Contains("value=\"leek\"", await person.Session.GetStringAsync($"/data/{Type}/all"), StringComparison.Ordinal);
        Assert.Contains("2026-05-02", await person.Session.GetStringAsync($"/data/{Type}/csv"), StringComparison.Ordinal);

        Assert.Contains("Harvests", await person.Session.GetStringAsync("/plugins/garden"), StringComparison.Ordinal);
        using var gardener = await person.WithScopesAsync("read:garden.*");
        Assert.Equal(HttpStatusCode.OK, (await gardener.GetAsync("/api/records/" + Type)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await gardener.GetAsync("/api/records/energy.consumption")).StatusCode);
        var byHand = await person.PostAsync("/api/records/" + Type, new[] { new { data = new { day = "2026-06-01", crop = "leek", weight = 2 } }, new { data = new { day = "2026-06-01", crop = "turnip", weight = 2 } } });
        Assert.Equal((1, 1), (byHand.GetProperty("created").GetInt32(), byHand.GetProperty("rejected").GetArrayLength()));
    }

    [Fact]
    public async Task Its_records_stay_what_they_are_when_the_plug_in_is_gone_and_come_back_from_an_archive()
    {
        using var plugin = GardenPlugin.Make();
        await using var hub = await HubProcess.StartAsync();
        var person = await hub.OwnerAsync();
        var installed = await hub.RunAsync("plugin", "install", plugin.Folder, "--yes");
        Assert.True(installed.ExitCode == 0, installed.ToString());
        await person.ImportAsync("garden.txt", Encoding.UTF8.GetBytes(GardenPlugin.Notes));
        Assert.Equal(0, (await hub.RunAsync("plugin", "remove", "garden")).ExitCode);
        await hub.KillAsync();
        await hub.RestartAsync();

        Assert.Contains(Type, Names(await person.GetAsync("/api/types")));
        Assert.Equal(2, (await person.AllAsync(Type)).Count);
        Assert.Contains("Radish", await person.Session.GetStringAsync("/data/" + Type), StringComparison.Ordinal);
        Assert.Equal(0, (await hub.RunAsync("check")).ExitCode);

        var archive = Path.Combine(_folder, "vault.zip");
        Assert.Equal(0, (await hub.RunAsync("export", "--user", person.Name, "--out", archive)).ExitCode);
        using (var zip = ZipFile.OpenRead(archive))
        {
            Assert.NotNull(zip.GetEntry($"types/{Type}.json"));
        }

        var other = await hub.InviteAsync(person, "grandchild");
        Assert.Equal(0, (await hub.RunAsync("restore", "--user", "grandchild", archive)).ExitCode);
        Assert.Equal(2, (await other.AllAsync(Type)).Count);
    }

    [Fact]
    public async Task An_update_may_add_to_a_type_and_not_change_what_is_kept()
    {
        using var first = GardenPlugin.Make();
        using var adds = GardenPlugin.Make("1.1.0", schema: schema =>
        {
            schema["hub"]!["version"] = "1.1.0";
            schema["properties"]!["note"] = JsonNode.Parse("""{ "type": "string", "hub": { "label": { "en": "Note", "fr": "Remarque" }, "help": { "en": "Free.", "fr": "Libre." } } }""");
        });
        using var breaks = GardenPlugin.Make("1.2.0", schema: schema => schema["hub"]!["identity"] = JsonNode.Parse("""[["day"]]"""));
        var data = Path.Combine(_folder, "data");
        await OkAsync("user", "add", "ada", "--data", data);
        await OkAsync("plugin", "install", first.Folder, "--yes", "--data", data);
        await OkAsync("plugin", "install", adds.Folder, "--yes", "--data", data);
        var refused = await HubProcess.VerbAsync(["plugin", "install", breaks.Folder, "--yes", "--data", data]);
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("what identifies a record has changed", refused.Errors, StringComparison.Ordinal);
        Assert.Contains("garden 1.1.0", await OkAsync("plugin", "list", "--data", data), StringComparison.Ordinal);

        // Put back to the first version, the plug-in finds the type as the second one left it.
        await OkAsync("plugin", "remove", "garden", "--data", data);
        await OkAsync("plugin", "install", first.Folder, "--yes", "--data", data);
        Assert.Contains("garden 1.0.0", await OkAsync("plugin", "list", "--data", data), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_conformance_suite_knows_it_and_asks_for_an_example_that_is_one()
    {
        using var plugin = GardenPlugin.Make();
        Directory.CreateDirectory(Path.Combine(plugin.Folder, "samples"));
        File.WriteAllText(Path.Combine(plugin.Folder, "samples", "notes.txt"), GardenPlugin.Notes);
        File.WriteAllText(Path.Combine(plugin.Folder, "samples", "notes.txt.expected.json"), """{ "outcome": "Done", "saved": 2, "rejected": 1 }""");
        var good = await TestAsync(plugin);
        Assert.True(good.GetProperty("checks").EnumerateArray().All(check => check.GetProperty("problems").GetArrayLength() == 0), good.GetRawText());

        var schema = GardenPlugin.Schema();
        schema["examples"]![0]!["crop"] = "turnip";
        GardenPlugin.Write(plugin, Type, schema);
        Assert.Contains($"an example of {Type} is no record of it: /crop", (await TestAsync(plugin)).GetProperty("checks")[0].GetRawText(), StringComparison.Ordinal);

        var packed = Path.Combine(_folder, "garden.hubplugin");
        Assert.Equal(0, (await HubProcess.VerbAsync(["plugin", "pack", plugin.Folder, "--out", packed])).ExitCode);
        using var zip = ZipFile.OpenRead(packed);
        Assert.NotNull(zip.GetEntry($"types/{Type}.json"));
    }

    [Fact]
    public async Task A_changed_type_counts_at_once_where_the_author_looks()
    {
        using var plugin = GardenPlugin.Make();
        await using var hub = await HubProcess.StartAsync(arguments: ["--plugins", plugin.Folder]);
        var person = await hub.OwnerAsync();
        var schema = GardenPlugin.Schema();
        schema["hub"]!["label"]!["en"] = "Crops";
        GardenPlugin.Write(plugin, Type, schema);
        await hub.HearAsync("garden was reloaded");
        Assert.Equal("Crops", (await person.GetAsync("/api/types/" + Type)).GetProperty("hub").GetProperty("label").GetProperty("en").GetString());

        schema["hub"]!["identity"] = JsonNode.Parse("""[["day"]]""");
        GardenPlugin.Write(plugin, Type, schema);
        Assert.Contains("what identifies a record has changed", Assert.Single(await hub.HearAsync("garden cannot be used")), StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static IEnumerable<string?> Names(JsonElement types) => types.GetProperty("items").EnumerateArray().Select(type => type.GetProperty("name").GetString());

    private static async Task<JsonElement> TestAsync(MadePlugin plugin) => JsonElement.Parse((await HubProcess.VerbAsync(["plugin", "test", plugin.Folder, "--json"])).Output);

    private static async Task<string> OkAsync(params string[] arguments)
    {
        var result = await HubProcess.VerbAsync(arguments);
        return result.ExitCode == 0 ? result.Output : throw new InvalidOperationException(result.ToString());
    }
}
