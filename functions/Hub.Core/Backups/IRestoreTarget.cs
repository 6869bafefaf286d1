using Hub.Core.Files;
using Hub.Core.Vaults;

namespace Hub.Core.Backups;

/// <summary>A new hub's place, which is empty.</summary>
public interface IRestoreTarget : IDisposable
{
    IHubStore Store { get; }

    IHubFiles Files { get; }

    IVaultStores Vaults { get; }

    /// <summary>Where installed plug-ins belong.</summary>
    string Plugins { get; }

    /// <summary>A new file for the database of a vault, to be filled before the vault is opened.</summary>
    Stream CreateDatabase(string vaultId);

    /// <summary>What there is of a database that did not come whole no longer stands for its vault; it is kept beside, for whoever can read something of it.</summary>
    void SetAsideDatabase(string vaultId);
}
