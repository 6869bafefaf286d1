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
