using Hub.Core.Backups;
using Hub.Core.Files;
using Hub.Core.Vaults;
using Hub.Storage.Azure.Vaults;
using Hub.Storage.Local;
using Hub.Storage.Local.Sqlite;

namespace Hub.Storage.Azure;

/// <summary>A storage account that is being filled from a backup: each vault's database becomes the first base of its log.</summary>
public sealed class AzureRestoreTarget : IRestoreTarget
{
    private readonly ProcessFolder _scratch;
    private readonly AzureVaultStores _vaults;
    private readonly Dictionary<(string Vault, string Hash), KeptFile> _known = [];

    public AzureRestoreTarget(IHubStore store, IHubFiles files, AzureVaultStores vaults, ProcessFolder scratch)
    {
        (Store, Files, _vaults, _scratch) = (store, files, vaults, scratch);
        Plugins = scratch.NewFolder();
        PrivateFolder.Create(Plugins);
    }

    public IHubStore Store { get; }

    public IHubFiles Files { get; }

    public IVaultStores Vaults => _vaults;

    public string Plugins { get; }

    public async ValueTask PutDatabaseAsync(string vaultId, Func<Stream, Task> write, CancellationToken cancellationToken)
    {
        var folder = _scratch.NewFolder();
        PrivateFolder.Create(folder);
        try
        {
            var (path, clean) = (Path.Combine(folder, "vault.db"), Path.Combine(folder, "base.db"));
            await using (var file = File.Create(path))
            {
                await write(file);
            }

            Clean(vaultId, path, clean);
            await _vaults.BeginFromAsync(vaultId, clean, cancellationToken);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    public KeptFile? FindKept(string vaultId, string hash) => _known.GetValueOrDefault((vaultId, hash));

    public void Dispose()
    {
        if (Directory.Exists(Plugins))
        {
            Directory.Delete(Plugins, recursive: true);
        }
    }

    /// <summary>Without the contents that it names, which come one by one and then have their names again, and without what only another process had in hand.</summary>
    private void Clean(string vaultId, string path, string clean)
    {
        using var database = new VaultDatabase(path);
        foreach (var file in FileTable.List(database.Writer))
        {
            _known[(vaultId, file.Hash)] = file;
        }

        database.Writer.Execute($"delete from files; delete from documents where kind in ('{AzureVaultStore.ContentKind}', '{LeaseTable.Kind}');");
        database.WriteTo(clean);
    }
}
