using Hub.Testing;

namespace Hub.Tests;

/// <summary>The folders that an author names on the command line.</summary>
public sealed class GivenPluginTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hub-given-").FullName;

    [Fact]
    public async Task The_connector_of_the_folder_that_is_named_first_reads_a_file_that_two_know_and_is_named()
    {
        using var zebra = new MadePlugin("zebra", change: manifest => manifest["name"]!["en"] = "Zebra");
        using var ant = new MadePlugin("ant", change: manifest => manifest["accepts"]![0]!["literals"]![0] = "Notes of zebra");
        var file = Path.Combine(_folder, "notes.txt");
        File.WriteAllText(file, "Notes of zebra\n");
        await RunAsync("user", "add", "ada");

        Assert.Contains("read by Zebra (zebra 1.0.0)", (await RunAsync("import", "--user", "ada", "--plugins", zebra.Folder, "--plugins", ant.Above, file)).Output, StringComparison.Ordinal);
        Assert.Contains("(ant 1.0.0)", (await RunAsync("import", "--user", "ada", "--plugins", ant.Above, "--plugins", zebra.Folder, file)).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_that_cannot_be_used_is_told_when_a_file_is_imported()
    {
        using var plugin = new MadePlugin("renamed", change: manifest => manifest["id"] = "other");
        var file = Path.Combine(_folder, "notes.txt");
        File.WriteAllText(file, "Notes of renamed\n");
        await RunAsync("user", "add", "ada");

        var told = await RunAsync("import", "--user", "ada", "--plugins", plugin.Folder, "--plugins", Path.Combine(_folder, "nowhere"), file);
        Assert.Contains("renamed cannot be used: the id \"other\" is not the folder's name", told.Errors, StringComparison.Ordinal);
        Assert.Contains("There is no folder", told.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_recording_is_not_written_over()
    {
        using var plugin = new MadePlugin("careful", change: MadePlugin.ReachOut, script: "exports.sync = function (hub) { };");
        var recording = Path.Combine(Directory.CreateDirectory(Path.Combine(plugin.Folder, "recordings")).FullName, "first.json");
        File.WriteAllText(recording, "mended by hand");

        Assert.Contains("is there already", (await RunAsync("plugin", "test", plugin.Folder, "--record", "first")).Errors, StringComparison.Ordinal);
        Assert.Equal("mended by hand", File.ReadAllText(recording));
    }

    [Fact]
    public async Task A_folder_that_cannot_be_used_is_told_when_the_hub_starts()
    {
        using var plugin = new MadePlugin("renamed", change: manifest => manifest["id"] = "other");
        await using var hub = await HubProcess.StartAsync(arguments: ["--plugins", plugin.Folder, "--plugins", Path.Combine(_folder, "nowhere")]);
        Assert.Contains("is not the folder's name", Assert.Single(await hub.HearAsync("renamed cannot be used")), StringComparison.Ordinal);
        await hub.HearAsync("There is no folder");
    }

    [Fact]
    public async Task A_folder_that_cannot_be_used_is_told_also_where_a_connector_is_named_that_is_not_there()
    {
        using var plugin = new MadePlugin("renamed", change: manifest => manifest["id"] = "other");
        var file = Path.Combine(_folder, "notes.txt");
        File.WriteAllText(file, "Notes of renamed\n");
        await RunAsync("user", "add", "ada");

        var told = await RunAsync("import", "--user", "ada", "--plugins", plugin.Folder, "--plugin", "renamed", file);
        Assert.Contains("renamed cannot be used: the id", told.Errors, StringComparison.Ordinal);
        Assert.Contains("There is no connector named \"renamed\"", told.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_recording_that_fails_says_why_and_is_written_only_where_it_is_meant_to()
    {
        using var plugin = new MadePlugin("failing", change: MadePlugin.ReachOut, script: """exports.sync = function (hub) { if (hub.settings.how === "wrong") { null.more(); } hub.fail("CredentialsRefused", { en: "The key is too old.", fr: "La clé est trop vieille." }); };""");
        var (settings, recording) = (Path.Combine(_folder, "settings.json"), Path.Combine(plugin.Folder, "recordings", "first.json"));
        File.WriteAllText(settings, """{ "how": "wrong" }""");

        var fault = await RunAsync("plugin", "test", plugin.Folder, "--record", "first", "--settings", settings);
        Assert.Equal((1, ""), (fault.ExitCode, fault.Output));
        Assert.Matches("^The run ended as PluginFault: .*TypeError.* Nothing was written.", fault.Errors);
        var refused = await RunAsync("plugin", "test", plugin.Folder, "--record", "first");
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("The run ended as CredentialsRefused: The key is too old. Nothing was written.", refused.Errors, StringComparison.Ordinal);
        Assert.False(File.Exists(recording));

        var meant = await RunAsync("plugin", "test", plugin.Folder, "--record", "first", "--expect", "CredentialsRefused");
        Assert.Equal((0, ""), (meant.ExitCode, meant.Errors));
        Assert.Contains("CredentialsRefused", File.ReadAllText(recording), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_plugin_of_the_command_line_is_not_said_to_come_with_the_hub()
    {
        using var plugin = new MadePlugin("given");
        await using var hub = await HubProcess.StartAsync(arguments: ["--plugins", plugin.Folder]);
        var person = await hub.OwnerAsync();
        var page = await person.Session.GetStringAsync("/plugins", TestContext.Current.CancellationToken);
        Assert.Equal(2, page.Split("from a folder of the hub").Length);
        Assert.Contains("comes with the hub", page, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private Task<VerbResult> RunAsync(params string[] arguments) => HubProcess.VerbAsync([.. arguments, "--data", Path.Combine(_folder, "data")], folder: _folder);
}
