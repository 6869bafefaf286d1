using Hub.Core.Vaults;
using Hub.Storage.Local;

namespace Storage.Tests.Local;

public sealed class LocalHubStoreTests : DocumentStoreSuite, IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly LocalHubStore _store;
    private readonly LocalHubStore _other;

    public LocalHubStoreTests()
    {
        _store = new LocalHubStore(_folder.Path);
        _other = new LocalHubStore(_folder.Path);
    }

    protected override IHubStore Store => _store;

    protected override IHubStore Other => _other;

    public void Dispose()
    {
        _store.Dispose();
        _other.Dispose();
        _folder.Dispose();
    }
}
