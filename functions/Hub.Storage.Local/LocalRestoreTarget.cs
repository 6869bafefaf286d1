using Hub.Core.Backups;
using Hub.Core.Files;
using Hub.Core.Vaults;

namespace Hub.Storage.Local;

/// <summary>A data folder that is being made of a backup.</summary>
public sealed class LocalRestoreTarget(string dataFolder, TimeProvider clock) : IRestoreTarget
{
    private readonly LocalHubStore _store = new(dataFolder);

    public IHubStore Store => _store;

    public IHubFiles Files { get; } = new LocalHubFiles(dataFolder);

    public IVaultStores Vaults { get; } = new LocalVaultStores(dataFolder, clock);

    public string Plugins => Path.Combine(dataFolder, "plugins");

    public async ValueTask PutDatabaseAsync(string vaultId, Func<Stream, Task> write, CancellationToken cancellationToken)
    {
        var path = Path.Combine(dataFolder, "vaults", PlainName.Checked(vaultId), "vault.db");
        PrivateFolder.Create(Path.GetDirectoryName(path)!);
        try
        {
            await using var file = File.Create(path);
            await write(file);
        }
        catch (BackupDamageException)
        {
            File.Move(path, path + ".damaged");
            throw;
        }
    }

    public KeptFile? FindKept(string vaultId, string hash) => null;

    public void Dispose() => _store.Dispose();
}
