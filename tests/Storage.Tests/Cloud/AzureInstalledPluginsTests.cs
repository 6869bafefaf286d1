using Hub.Core.Files;
using Hub.Core.Vaults;
using Hub.Storage.Azure;
using Hub.Testing;
using Hub.Testing.Wire.Storage;
using Storage.Tests.Cloud.Faults;
using Xunit;

namespace Storage.Tests.Cloud;

public sealed class AzureInstalledPluginsTests : InstalledPluginsSuite, IAsyncLifetime
{
    private StorageProxy _proxy = null!;
    private AzureHubStore _store = null!;
    private AzureHubFiles _files = null!;

    protected override IHubStore Store => _store;

    protected override IHubFiles Files => _files;

    public async ValueTask InitializeAsync()
    {
        _proxy = await Proxied.AccountAsync();
        var account = StorageAccount.Parse(_proxy.ConnectionString, new StorageAccountOptions { Retries = 2, FirstWait = TimeSpan.FromMilliseconds(1), AnswersWithin = TimeSpan.FromSeconds(1) });
        _store = new AzureHubStore(account.Table($"t{Guid.NewGuid():n}"));
        _files = new AzureHubFiles(account.Blobs.GetBlobContainerClient($"hub-{Guid.NewGuid():n}"));
    }

    public ValueTask DisposeAsync() => _proxy.DisposeAsync();

    [Fact]
    public async Task Looking_costs_one_request_a_minute_at_most_and_a_new_package_two_more()
    {
        using var plugin = new MadePlugin("shared-count");
        var (one, two) = (Start(), Start());
        await one.InstallAsync(plugin);
        var first = await _proxy.DuringAsync(async () => await two.Installed.FollowAsync());
        Assert.Equal(["Query Entities", "Get Blob Properties", "Get Blob"], first.Select(call => call.Operation));
        Assert.Empty(await _proxy.DuringAsync(async () =>
        {
            for (var page = 0; page < 100; page++)
            {
                await two.Installed.FollowAsync(plugin.Id, "1.0.0");
            }
        }));
        Clock.Advance(Hub.Core.Plugins.Installing.InstalledPlugins.LooksEvery);
        Assert.Equal(["Query Entities"], (await _proxy.DuringAsync(async () => await two.Installed.FollowAsync())).Select(call => call.Operation));
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_plugin_whose_installation_met_a_fault_at_any_step_is_there_for_all(string fault)
    {
        using var first = new MadePlugin("shared-first");
        using var plugin = new MadePlugin("shared-faulty");
        var one = Start();
        await one.InstallAsync(first);
        var calls = await _proxy.DuringAsync(async () => await one.InstallAsync(plugin));
        await one.Installed.RemoveAsync(plugin.Id);
        for (var at = 0; at < calls.Count; at++)
        {
            using (var rule = _proxy.Play(Fault.Of(fault), _ => true, skip: at))
            {
                await one.InstallAsync(plugin);
                Assert.Equal(1, rule.Hits);
            }

            var two = Start();
            await two.Installed.FollowAsync();
            Assert.Equal("1.0.0", two.VersionOf(plugin.Id));
            Assert.True(await two.Installed.RemoveAsync(plugin.Id));
        }

        Assert.Single(await Files.ListAsync("plugins", Stop));
    }

    public static TheoryData<string> Faults => Fault.All;
}
