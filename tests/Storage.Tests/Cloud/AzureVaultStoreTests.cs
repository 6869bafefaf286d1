using Azure.Storage.Blobs;
using Hub.Core.Vaults;
using Hub.Storage.Azure;
using Hub.Storage.Azure.Vaults;
using Hub.Testing;

namespace Storage.Tests.Cloud;

/// <summary>A vault on a storage account keeps every promise of a vault in a folder.</summary>
public sealed class AzureVaultStoreTests : VaultStoreSuite
{
    private readonly TempFolder _folder = new();
    private readonly string _prefix = $"t{Guid.NewGuid():n}"[..12] + "-";
    private readonly List<ProcessFolder> _made = [];
    private BlobServiceClient _account = null!;

    protected override string SearchFile => Directory.EnumerateFiles(_folder.Path, "search.db", SearchOption.AllDirectories).Single();

    public override async ValueTask InitializeAsync()
    {
        _account = StorageAccount.Parse((await Azurite.SharedAsync()).ConnectionString).Blobs;
        await base.InitializeAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _made.ForEach(folder => folder.Dispose());
        _folder.Dispose();
    }

    protected override IVaultStores MakeStores()
    {
        _made.Add(ProcessFolder.Make(_folder.Path));
        return new AzureVaultStores(_account, _made[^1], TimeProvider.System, _prefix);
    }
}
