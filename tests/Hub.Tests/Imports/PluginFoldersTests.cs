using Hub.Testing;

namespace Hub.FrontDoor.Imports;

/// <summary>A plug-in is its folder: deleted from disk, it is gone from the hub.</summary>
public sealed class PluginFoldersTests : IAsyncLifetime
{
    private readonly string _plugins = Directory.CreateTempSubdirectory("hub-plugins-").FullName;
    private HubProcess _hub = null!;

    [Fact]
    public async Task A_reader_deleted_from_disk_is_gone_at_once_and_its_files_are_documents_until_it_is_back()
    {
        var person = await _hub.OwnerAsync();
        var ofx = Path.Combine(_plugins, "ofx");
        Assert.Equal("ofx", (await person.ImportAsync("bank.ofx", MadeFiles.Own("bank.ofx"))).Text("plugin"));

        Directory.Move(ofx, _plugins + "-ofx");
        Assert.Equal(Directory.EnumerateDirectories(_plugins).Select(Path.GetFileName).Order(StringComparer.Ordinal), await PluginsAsync(person));
        var run = await person.ImportAsync("other.ofx", [.. MadeFiles.Own("bank.ofx"), (byte)'\n']);
        Assert.Equal(("NotUnderstood", "1 0 0 0 0"), (run.Outcome(), run.Told()));
        Assert.Equal(12, (await person.AllAsync("bank.operation")).Count);

        Directory.Move(_plugins + "-ofx", ofx);
        Assert.Contains("ofx", await PluginsAsync(person));
        Assert.Equal("0 0 13 0 0", (await person.ImportAsync("other.ofx", [.. MadeFiles.Own("bank.ofx"), (byte)'\n'])).Told());
    }

    public async ValueTask InitializeAsync()
    {
        foreach (var source in Directory.EnumerateDirectories(Path.Combine(Samples.Repository, "plugins")))
        {
            var copy = Path.Combine(_plugins, Path.GetFileName(source));
            foreach (var file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories).Where(IsShipped))
            {
                var target = Path.Combine(copy, Path.GetRelativePath(source, file));
                Directory.CreateDirectory(Path.GetDirectoryName(target)!);
                File.Copy(file, target);
            }
        }

        _hub = await HubProcess.StartAsync(environment: new Dictionary<string, string>(StringComparer.Ordinal) { ["HUB_PLUGINS"] = _plugins });
    }

    public async ValueTask DisposeAsync()
    {
        await _hub.DisposeAsync();
        Directory.Delete(_plugins, recursive: true);
    }

    private static bool IsShipped(string file) =>
        Path.GetFileName(file) is "plugin.json" or "plugin.js" or "mapping.json" || file.Contains($"{Path.DirectorySeparatorChar}bin{Path.DirectorySeparatorChar}", StringComparison.Ordinal) || file.Contains($"{Path.DirectorySeparatorChar}reference{Path.DirectorySeparatorChar}", StringComparison.Ordinal);

    private static async Task<IReadOnlyList<string?>> PluginsAsync(Person person) =>
        [.. (await person.GetAsync("/api/plugins")).GetProperty("items").EnumerateArray().Select(plugin => plugin.Text("id")).Order(StringComparer.Ordinal)];
}
