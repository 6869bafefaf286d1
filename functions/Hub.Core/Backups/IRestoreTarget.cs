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

    /// <summary>Makes a vault of its database, before it is opened. What did not come whole does not stand for its vault; where it can be, it is kept beside, for whoever can read something of it.</summary>
    ValueTask PutDatabaseAsync(string vaultId, Func<Stream, Task> write, CancellationToken cancellationToken);

    /// <summary>Under which name a content comes back, where the vault that was made does not know it any more.</summary>
    KeptFile? FindKept(string vaultId, string hash);
}
