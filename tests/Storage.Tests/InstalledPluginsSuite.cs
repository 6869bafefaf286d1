using Hub.Core.Files;
using Hub.Core.Plugins;
using Hub.Core.Plugins.Installing;
using Hub.Core.Records;
using Hub.Core.Vaults;
using Hub.Testing;
using Xunit;

namespace Storage.Tests;

/// <summary>Plug-ins that one process installs are there for another, which shares nothing with it but the store.</summary>
public abstract class InstalledPluginsSuite : IDisposable
{
    private readonly List<Process> _processes = [];
    private protected HandClock Clock { get; } = new(DateTimeOffset.UtcNow);

    protected abstract IHubStore Store { get; }

    protected abstract IHubFiles Files { get; }

    public virtual void Dispose()
    {
        GC.SuppressFinalize(this);
        _processes.ForEach(process => process.Dispose());
    }

    [Fact]
    public async Task What_one_process_installs_another_has_at_its_first_look_and_runs()
    {
        using var plugin = new MadePlugin("shared-one", script: "exports.importFile = function () { /* said */ };");
        var (one, two) = (Start(), Start());
        Assert.Equal(InstallState.Installed, await one.InstallAsync(plugin));
        await two.Installed.FollowAsync();
        var found = two.Catalogue.Find(plugin.Id)!;
        Assert.True(two.Installed.Holds(found));
        Assert.Equal(File.ReadAllBytes(Path.Combine(plugin.Folder, "plugin.js")), File.ReadAllBytes(Path.Combine(found.Folder, "plugin.js")));
    }

    [Fact]
    public async Task A_change_is_seen_within_a_minute_and_at_once_by_who_needs_it()
    {
        using var plugin = new MadePlugin("shared-two");
        using var newer = new MadePlugin("shared-two", "1.0.1");
        var (one, two) = (Start(), Start());
        await two.Installed.FollowAsync();
        await one.InstallAsync(plugin);
        await two.Installed.FollowAsync();
        Assert.Null(two.Catalogue.Find(plugin.Id));
        await two.Installed.FollowAsync(plugin.Id);
        Assert.NotNull(two.Catalogue.Find(plugin.Id));

        Assert.Equal(InstallState.Updated, await one.InstallAsync(newer));
        await two.Installed.FollowAsync(plugin.Id, "1.0.0");
        Assert.Equal("1.0.0", two.VersionOf(plugin.Id));
        await two.Installed.FollowAsync(plugin.Id, "1.0.1");
        Assert.Equal("1.0.1", two.VersionOf(plugin.Id));

        Assert.True(await one.Installed.RemoveAsync(plugin.Id));
        Clock.Advance(InstalledPlugins.LooksEvery);
        await two.Installed.FollowAsync();
        Assert.Null(two.Catalogue.Find(plugin.Id));
    }

    [Fact]
    public async Task An_update_that_asks_for_more_waits_everywhere_and_any_process_accepts_or_refuses_it()
    {
        using var plugin = new MadePlugin("shared-three");
        using var more = new MadePlugin("shared-three", "1.1.0", change: MadePlugin.ReachOut);
        var (one, two) = (Start(), Start());
        await one.InstallAsync(plugin);
        Assert.Equal(InstallState.Waiting, await two.InstallAsync(more));
        Assert.Equal("1.0.0", two.VersionOf(plugin.Id));
        Assert.True(await one.Installed.RefuseAsync(plugin.Id));
        Assert.False(await two.Installed.AcceptAsync(plugin.Id));

        Assert.Equal(InstallState.Waiting, await two.InstallAsync(more));
        Assert.True(await one.Installed.AcceptAsync(plugin.Id));
        Assert.Equal("1.1.0", one.VersionOf(plugin.Id));
        Clock.Advance(InstalledPlugins.LooksEvery);
        await two.Installed.FollowAsync();
        Assert.Equal("1.1.0", two.VersionOf(plugin.Id));
        Assert.Empty(two.Installed.AllWaiting());
    }

    [Fact]
    public async Task A_process_that_lags_decides_on_what_is_there_now()
    {
        using var plugin = new MadePlugin("shared-four", "2.0.0");
        using var older = new MadePlugin("shared-four", "1.0.0");
        var (one, two) = (Start(), Start());
        await two.Installed.FollowAsync();
        await one.InstallAsync(plugin);
        Assert.Contains("2.0.0", (await Assert.ThrowsAsync<PluginRefusedException>(() => two.InstallAsync(older))).Message, StringComparison.Ordinal);
        Assert.Equal(InstallState.Unchanged, await two.InstallAsync(plugin));
    }

    [Fact]
    public async Task Packages_that_nothing_points_to_are_swept_and_the_others_stay()
    {
        using var plugin = new MadePlugin("shared-five");
        using var newer = new MadePlugin("shared-five", "1.0.1");
        var one = Start();
        await one.InstallAsync(plugin);
        await one.InstallAsync(newer);
        Assert.Single(await Files.ListAsync("plugins", Stop));
        await Files.CreateAsync("plugins/left-by-a-dead-installer.hubplugin", Stop);
        await one.Installed.SweepAsync(DateTimeOffset.UtcNow - TimeSpan.FromHours(1));
        Assert.Equal(2, (await Files.ListAsync("plugins", Stop)).Count);
        await one.Installed.SweepAsync(DateTimeOffset.UtcNow + TimeSpan.FromHours(1));
        Assert.Single(await Files.ListAsync("plugins", Stop));
        var two = Start();
        await two.Installed.FollowAsync();
        Assert.Equal("1.0.1", two.VersionOf(plugin.Id));
    }

    private protected static CancellationToken Stop => TestContext.Current.CancellationToken;

    private protected Process Start()
    {
        var process = new Process(new PluginShelf(Store, Files), Clock);
        _processes.Add(process);
        return process;
    }

    /// <summary>A hub's process as far as plug-ins go: a folder of its own and what it knows.</summary>
    private protected sealed class Process : IDisposable
    {
        private readonly TempFolder _folder = new();

        public Process(PluginShelf shelf, TimeProvider clock)
        {
            var reader = new PluginFolder(SchemaValidator.Compile(File.ReadAllBytes(Path.Combine(Samples.Repository, "sdk", "plugin.schema.json"))), RecordTypes.Load(Directory.EnumerateFiles(Path.Combine(Samples.Repository, "sdk", "records"), "*.json")));
            Catalogue = new PluginCatalogue([_folder.Path], reader);
            Installed = new InstalledPlugins(_folder.Path, reader, Catalogue, shelf, clock);
        }

        public PluginCatalogue Catalogue { get; }

        public InstalledPlugins Installed { get; }

        public string? VersionOf(string id) => Catalogue.Find(id)?.Manifest.Version;

        public async Task<InstallState> InstallAsync(MadePlugin plugin)
        {
            using var staged = Installed.Stage(plugin.Folder);
            return (await Installed.InstallAsync(staged)).State;
        }

        public void Dispose()
        {
            Installed.Dispose();
            _folder.Dispose();
        }
    }
}
