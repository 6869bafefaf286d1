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

    public Stream CreateDatabase(string vaultId)
    {
        var folder = Path.Combine(dataFolder, "vaults", PlainName.Checked(vaultId));
        PrivateFolder.Create(folder);
        return File.Create(Path.Combine(folder, "vault.db"));
    }

    public void Dispose() => _store.Dispose();
}
