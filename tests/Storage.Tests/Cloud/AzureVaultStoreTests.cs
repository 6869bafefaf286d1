using Azure.Storage.Blobs;
using Hub.Core.Vaults;
using Hub.Storage.Azure.Vaults;
using Hub.Testing;

namespace Storage.Tests.Cloud;

/// <summary>A vault on a storage account keeps every promise of a vault in a folder.</summary>
public sealed class AzureVaultStoreTests : VaultStoreSuite
{
    private readonly TempFolder _folder = new();
    private readonly string _prefix = $"t{Guid.NewGuid():n}"[..12] + "-";
    private readonly List<AzureVaultStores> _made = [];
    private BlobServiceClient _account = null!;

    public override async ValueTask InitializeAsync()
    {
        _account = new BlobServiceClient((await Azurite.SharedAsync()).ConnectionString);
        await base.InitializeAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _made.ForEach(stores => stores.Dispose());
        _folder.Dispose();
    }

    protected override IVaultStores MakeStores()
    {
        var stores = new AzureVaultStores(_account, _folder.Path, TimeProvider.System, _prefix);
        _made.Add(stores);
        return stores;
    }
}
