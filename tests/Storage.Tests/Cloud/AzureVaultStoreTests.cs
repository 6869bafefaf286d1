using Azure.Storage.Blobs;
using Hub.Core.Vaults;
using Hub.Storage.Azure;
using Hub.Storage.Azure.Vaults;
using Hub.Storage.Local.Sqlite;
using Hub.Testing;
using Xunit;

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
        return new AzureVaultStores(_account, _made[^1], Clock, _prefix);
    }

    /// <summary>In the base, which is all of the vault once the log before it is forgotten.</summary>
    protected override async Task TamperAsync(string sql)
    {
        await Store.PutAsync(Make.AnEvent("to be forgotten"));
        await Store.WriteAsync(Make.Erase(Make.IdOf("to be forgotten")));
        await Store.DisposeAsync();
        var container = _account.GetBlobContainerClient(_prefix + Vault);
        var path = Path.Combine(_folder.Path, "tampered.db");
        var number = (await VaultBase.FetchAsync(container, path, TestContext.Current.CancellationToken))!.Value.Number;
        using (var database = new Database(path, readOnly: false, cacheKibibytes: 256))
        {
            database.Execute(sql);
            database.TryEmptyLog();
        }

        await container.GetBlobClient($"base/{number:D8}").DeleteAsync();
        await VaultBase.KeepAsync(container, number, path, TestContext.Current.CancellationToken);
        File.Delete(path);
    }

    protected override async Task DamageAsync(string hash, Func<byte[], byte[]?> damage)
    {
        var container = _account.GetBlobContainerClient(_prefix + Vault);
        var blob = container.GetBlobClient((await Store.FindDocumentAsync(AzureVaultStore.ContentKind, hash)) is { } name ? System.Text.Encoding.ASCII.GetString(name) : throw new InvalidOperationException());
        if (damage((await blob.DownloadContentAsync()).Value.Content.ToArray()) is { } bytes)
        {
            await blob.UploadAsync(BinaryData.FromBytes(bytes), overwrite: true);
        }
        else
        {
            await blob.DeleteAsync();
        }
    }

    protected override async Task LeaveBehindAsync(string hash, byte[] packed) =>
        await _account.GetBlobContainerClient(_prefix + Vault).GetBlobClient($"files/{hash}.{Guid.NewGuid():n}").UploadAsync(BinaryData.FromBytes(packed));

    protected override async Task<int> ContentsAsync()
    {
        var count = 0;
        await foreach (var _ in _account.GetBlobContainerClient(_prefix + Vault).GetBlobsAsync(prefix: "files/"))
        {
            count++;
        }

        return count;
    }
}
