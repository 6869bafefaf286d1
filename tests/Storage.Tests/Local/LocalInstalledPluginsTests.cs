using Hub.Core.Files;
using Hub.Core.Vaults;
using Hub.Storage.Local;

namespace Storage.Tests.Local;

public sealed class LocalInstalledPluginsTests : InstalledPluginsSuite
{
    private readonly TempFolder _folder = new();
    private readonly LocalHubStore _store;

    public LocalInstalledPluginsTests() => (_store, Files) = (new LocalHubStore(_folder.Path), new LocalHubFiles(_folder.Path));

    protected override IHubStore Store => _store;

    protected override IHubFiles Files { get; }

    public override void Dispose()
    {
        base.Dispose();
        _store.Dispose();
        _folder.Dispose();
    }
}
