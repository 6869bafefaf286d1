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
        PrivateFolder.Create(Path.GetDirectoryName(DatabaseOf(vaultId))!);
        return File.Create(DatabaseOf(vaultId));
    }

    public void SetAsideDatabase(string vaultId) => File.Move(DatabaseOf(vaultId), DatabaseOf(vaultId) + ".damaged");

    public void Dispose() => _store.Dispose();

    private string DatabaseOf(string vaultId) => Path.Combine(dataFolder, "vaults", PlainName.Checked(vaultId), "vault.db");
}
