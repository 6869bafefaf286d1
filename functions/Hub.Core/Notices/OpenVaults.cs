using Hub.Core.Accounts;
using Hub.Core.Vaults;

namespace Hub.Core.Notices;

/// <summary>The vaults of one account, each opened when it is first needed.</summary>
internal sealed class OpenVaults(VaultPool pool, Account account) : IAsyncDisposable
{
    private readonly Dictionary<string, VaultHandle> _open = new(StringComparer.Ordinal);

    /// <summary>Null when the account does not open it any more, or it is gone.</summary>
    public async ValueTask<IVaultStore?> FindAsync(string id)
    {
        if (_open.TryGetValue(id, out var there))
        {
            return there.Store;
        }

        if (!account.Vaults.Contains(id, StringComparer.Ordinal) || !await pool.Stores.ExistsAsync(id))
        {
            return null;
        }

        return (_open[id] = await pool.OpenAsync(id)).Store;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var vault in _open.Values)
        {
            await vault.DisposeAsync();
        }
    }
}
