using Hub.Core.Vaults;

namespace Hub.Storage.Local;

/// <summary>The vaults of a hub as folders under <c>vaults/</c>.</summary>
public sealed class LocalVaultStores(string dataFolder, TimeProvider clock) : IVaultStores
{
    private readonly string _folder = Path.Combine(dataFolder, "vaults");

    public bool Exists(string vaultId) => IsId(vaultId) && File.Exists(Path.Combine(_folder, vaultId, "vault.db"));

    public IReadOnlyList<string> List() => Directory.Exists(_folder)
        ? [.. Directory.EnumerateDirectories(_folder).Select(path => Path.GetFileName(path)!).Where(Exists).Order(StringComparer.Ordinal)]
        : [];

    public ValueTask<IVaultStore> OpenAsync(string vaultId, bool create = false)
    {
        if (!IsId(vaultId) || (!create && !Exists(vaultId)))
        {
            throw new VaultException("There is no such vault.");
        }

        var folder = Path.Combine(_folder, vaultId);
        PrivateFolder.Create(folder);
        return ValueTask.FromResult<IVaultStore>(new LocalVaultStore(vaultId, folder, clock));
    }

    public ValueTask EraseAsync(string vaultId)
    {
        // The folder decides, not the database in it: an erasure that was cut short goes on where it stopped.
        if (IsId(vaultId) && Path.Combine(_folder, vaultId) is var folder && Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>An id is a folder's name, so it holds nothing that a path could mean.</summary>
    private static bool IsId(string id) => id.Length is > 0 and <= 64 && id.AsSpan().IndexOfAnyExcept("abcdefghijklmnopqrstuvwxyz0123456789-") < 0;
}
