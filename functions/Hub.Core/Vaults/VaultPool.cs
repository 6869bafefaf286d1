namespace Hub.Core.Vaults;

/// <summary>
/// The vaults that are open now. Thousands may exist; at most <c>most</c> stay open, and the one unused for longest is closed first.
/// A vault in use is never closed, so under more than <c>most</c> at once the excess closes as soon as it is let go.
/// </summary>
public sealed class VaultPool(IVaultStores stores, int most = 200) : IAsyncDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly Dictionary<string, Entry> _open = new(StringComparer.Ordinal);
    private long _tick;

    public IVaultStores Stores => stores;

    public ValueTask<VaultHandle> OpenAsync(string vaultId, bool create = false)
    {
        lock (_open)
        {
            if (_open.TryGetValue(vaultId, out var entry))
            {
                entry.Users++;
                return ValueTask.FromResult(new VaultHandle(this, entry));
            }
        }

        return OpenSlowAsync(vaultId, create);
    }

    /// <summary>Closes the vault and removes all of it. Whoever still uses it is waited for by refusing: the caller ends its runs first.</summary>
    public async ValueTask EraseAsync(string vaultId)
    {
        await _turn.WaitAsync();
        try
        {
            Entry? entry;
            lock (_open)
            {
                if (_open.TryGetValue(vaultId, out entry) && entry.Users > 0)
                {
                    throw new VaultException("The vault is in use at this moment. Wait for its runs to end, then try again.");
                }

                _open.Remove(vaultId);
            }

            if (entry is not null)
            {
                await entry.Store.DisposeAsync();
            }

            await stores.EraseAsync(vaultId);
        }
        finally
        {
            _turn.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var entry in _open.Values)
        {
            await entry.Store.DisposeAsync();
        }

        _open.Clear();
        _turn.Dispose();
    }

    internal void Return(Entry entry)
    {
        IReadOnlyList<Entry> idle;
        lock (_open)
        {
            entry.Users--;
            entry.LastUse = ++_tick;
            idle = TakeExcess();
        }

        foreach (var excess in idle)
        {
            // A local store closes at once; a cloud store has nothing to wait for either.
            _ = excess.Store.DisposeAsync().AsTask();
        }
    }

    private async ValueTask<VaultHandle> OpenSlowAsync(string vaultId, bool create)
    {
        await _turn.WaitAsync();
        try
        {
            lock (_open)
            {
                if (_open.TryGetValue(vaultId, out var there))
                {
                    there.Users++;
                    return new VaultHandle(this, there);
                }
            }

            var entry = new Entry(vaultId, await stores.OpenAsync(vaultId, create)) { Users = 1 };
            IReadOnlyList<Entry> idle;
            lock (_open)
            {
                _open.Add(vaultId, entry);
                idle = TakeExcess();
            }

            foreach (var excess in idle)
            {
                await excess.Store.DisposeAsync();
            }

            return new VaultHandle(this, entry);
        }
        finally
        {
            _turn.Release();
        }
    }

    private List<Entry> TakeExcess()
    {
        var excess = new List<Entry>();
        while (_open.Count > most && _open.Values.Where(entry => entry.Users == 0).MinBy(entry => entry.LastUse) is { } oldest)
        {
            _open.Remove(oldest.VaultId);
            excess.Add(oldest);
        }

        return excess;
    }

    internal sealed class Entry(string vaultId, IVaultStore store)
    {
        public string VaultId { get; } = vaultId;

        public IVaultStore Store { get; } = store;

        public int Users { get; set; }

        public long LastUse { get; set; }
    }
}

/// <summary>The use of an open vault. Dispose it to let the vault go.</summary>
public sealed class VaultHandle : IAsyncDisposable
{
    private readonly VaultPool _pool;
    private VaultPool.Entry? _entry;

    internal VaultHandle(VaultPool pool, VaultPool.Entry entry)
    {
        _pool = pool;
        _entry = entry;
    }

    public IVaultStore Store => (_entry ?? throw new ObjectDisposedException(nameof(VaultHandle))).Store;

    public ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _entry, null) is { } entry)
        {
            _pool.Return(entry);
        }

        return ValueTask.CompletedTask;
    }
}
