using Hub.Core.Vaults;
using Hub.Sdk;
using Hub.Storage.Local.Files;

namespace Hub.Storage.Local;

/// <summary>The vaults of a hub as folders under <c>vaults/</c>.</summary>
public sealed class LocalVaultStores(string dataFolder, TimeProvider clock) : IVaultStores
{
    // No vault's id begins like this.
    private const string Erased = ".erased-";

    private readonly string _folder = Path.Combine(dataFolder, "vaults");

    /// <summary>Files leave with their folder; what the disk's free space or somebody's backup holds is told where the hub tells what it does not encrypt.</summary>
    public Text? Remains => null;

    public ValueTask<bool> ExistsAsync(string vaultId) => ValueTask.FromResult(Exists(vaultId));

    private bool Exists(string vaultId) => IsId(vaultId) && File.Exists(Path.Combine(_folder, vaultId, "vault.db"));

    public ValueTask<IReadOnlyList<string>> ListAsync() => ValueTask.FromResult(List());

    private IReadOnlyList<string> List() => Directory.Exists(_folder)
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
            // It loses its name first: another process that has it open finds no folder to write into.
            try
            {
                Directory.Move(folder, Path.Combine(_folder, $"{Erased}{vaultId}-{Guid.NewGuid():n}"));
            }
            catch (IOException inUse)
            {
                throw new VaultException("Another program uses the vault's files at this moment. Stop the hub, then try again.", inUse);
            }
        }

        Sweep();
        return ValueTask.CompletedTask;
    }

    public ValueTask SweepAsync(DateTimeOffset before)
    {
        Sweep();
        foreach (var folder in List().Select(id => Path.Combine(_folder, id, "artifacts")).Where(Directory.Exists))
        {
            foreach (var old in Directory.EnumerateFiles(folder).Where(path => !path.EndsWith(Parts.Ending, StringComparison.Ordinal) && File.GetLastWriteTimeUtc(path) < before.UtcDateTime).ToList())
            {
                File.Delete(old);
            }
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>Removes what is left of erasures that were cut short.</summary>
    private void Sweep()
    {
        if (Directory.Exists(_folder))
        {
            foreach (var erased in Directory.EnumerateDirectories(_folder, Erased + "*").ToList())
            {
                Directory.Delete(erased, recursive: true);
            }
        }
    }

    /// <summary>An id is a folder's name, so it holds nothing that a path could mean.</summary>
    private static bool IsId(string id) => id.Length is > 0 and <= 64 && id.AsSpan().IndexOfAnyExcept("abcdefghijklmnopqrstuvwxyz0123456789-") < 0;
}
