using Hub.Core.Records;

namespace Hub.Core.Vaults;

/// <summary>
/// The vaults that are open now. Thousands may exist; at most <c>most</c> stay open, and the one unused for longest is closed first.
/// A vault in use is never closed, so under more than <c>most</c> at once the excess closes as soon as it is let go.
/// </summary>
/// <param name="stores">Opens them.</param>
/// <param name="most">How many stay open.</param>
/// <param name="types">To whose versions the records of a vault are brought when it is opened; null where they stay as they are.</param>
public sealed class VaultPool(IVaultStores stores, int most = 200, RecordTypes? types = null) : IAsyncDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    private readonly Dictionary<string, Entry> _open = new(StringComparer.Ordinal);

    // Ids are never given twice, so what was erased is never made again by a request that came too late.
    private readonly HashSet<string> _erased = new(StringComparer.Ordinal);
    private long _tick;

    public IVaultStores Stores => stores;

    /// <summary>For a use that only commits batches and reads nothing: whether somebody else wrote meanwhile, a commit finds out by itself.</summary>
    public ValueTask<VaultHandle> OpenToCommitAsync(string vaultId, bool create = false) => OpenAsync(vaultId, create, fresh: false);

    /// <param name="vaultId">The vault.</param>
    /// <param name="create">Makes it when there is none.</param>
    /// <param name="fresh">Whether what other processes wrote shows. Without, what this process knew last does: for who only writes on condition that it still stands, or asks for the rest when needed.</param>
    public ValueTask<VaultHandle> OpenAsync(string vaultId, bool create = false, bool fresh = true)
    {
        lock (_open)
        {
            if (_erased.Contains(vaultId))
            {
                throw new VaultGoneException();
            }

            if (_open.TryGetValue(vaultId, out var entry))
            {
                RequireThere(entry);
                entry.Users++;
                var refreshed = types is not null && !entry.IsUp ? BringUpAsync(entry) : fresh ? entry.Store.RefreshAsync() : ValueTask.CompletedTask;
                return refreshed.IsCompletedSuccessfully ? ValueTask.FromResult(new VaultHandle(this, entry)) : HandAsync(entry, refreshed);
            }
        }

        return OpenSlowAsync(vaultId, create);
    }

    private async ValueTask<VaultHandle> HandAsync(Entry entry, ValueTask refreshed)
    {
        try
        {
            await refreshed;
            return new VaultHandle(this, entry);
        }
        catch
        {
            Return(entry);
            throw;
        }
    }

    /// <summary>
    /// Closes the vault and removes all of it. Whoever uses it has <paramref name="patience"/> to let it go, and nobody new gets in; who holds on longer is left
    /// with a vault that takes nothing more. Without patience a vault in use is refused.
    /// </summary>
    public async ValueTask EraseAsync(string vaultId, TimeSpan patience = default)
    {
        await LetGoAsync(vaultId, patience);
        await _turn.WaitAsync();
        try
        {
            Entry? entry;
            lock (_open)
            {
                if (_open.Remove(vaultId, out entry) && entry.Users > 0)
                {
                    // Its last user closes it.
                    (entry.IsDetached, entry) = (true, null);
                }
            }

            if (entry is not null)
            {
                await entry.Store.DisposeAsync();
            }

            await stores.EraseAsync(vaultId);
        }
        catch
        {
            lock (_open)
            {
                _erased.Remove(vaultId);
            }

            throw;
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
            if (entry.Users == 0)
            {
                entry.Idle?.TrySetResult();
            }

            idle = entry is { IsDetached: true, Users: 0 } ? [entry] : TakeExcess();
        }

        foreach (var excess in idle)
        {
            // A local store closes at once; a cloud store has nothing to wait for either.
            _ = excess.Store.DisposeAsync().AsTask();
        }
    }

    /// <summary>Whoever opens it meanwhile waits with it; other vaults do not.</summary>
    private ValueTask BringUpAsync(Entry entry) => types is null ? ValueTask.CompletedTask : new ValueTask(entry.BringUpAsync(types));

    private async ValueTask<VaultHandle> OpenSlowAsync(string vaultId, bool create)
    {
        var entry = await OpenEntryAsync(vaultId, create);
        return await HandAsync(entry, BringUpAsync(entry));
    }

    private async ValueTask<Entry> OpenEntryAsync(string vaultId, bool create)
    {
        await _turn.WaitAsync();
        try
        {
            lock (_open)
            {
                if (_erased.Contains(vaultId))
                {
                    throw new VaultGoneException();
                }

                if (_open.TryGetValue(vaultId, out var there))
                {
                    // It was opened after this call began, so it is as new as it has to be.
                    RequireThere(there);
                    there.Users++;
                    return there;
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

            return entry;
        }
        finally
        {
            _turn.Release();
        }
    }

    private async ValueTask LetGoAsync(string vaultId, TimeSpan patience)
    {
        Task idle;
        lock (_open)
        {
            if (!_open.TryGetValue(vaultId, out var entry) || entry.Users == 0)
            {
                _erased.Add(vaultId);
                return;
            }

            if (patience == TimeSpan.Zero)
            {
                throw new VaultException("The vault is in use at this moment. Wait for its runs to end, then try again.");
            }

            _erased.Add(vaultId);
            idle = (entry.Idle ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }

        await Task.WhenAny(idle, Task.Delay(patience));
    }

    /// <summary>Another process may have erased it: its files are still open here, but what is written into them is lost.</summary>
    private void RequireThere(Entry entry)
    {
        var now = Environment.TickCount64;
        if (now - entry.Looked < LookEvery.TotalMilliseconds)
        {
            return;
        }

        entry.Looked = now;
        if (!entry.Store.IsThere)
        {
            _erased.Add(entry.VaultId);
            _open.Remove(entry.VaultId);
            entry.IsDetached = true;
            if (entry.Users == 0)
            {
                _ = entry.Store.DisposeAsync().AsTask();
            }

            throw new VaultGoneException();
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
        private readonly Lock _gate = new();
        private Task? _broughtUp;

        public string VaultId { get; } = vaultId;

        public IVaultStore Store { get; } = store;

        public bool IsUp => _broughtUp is { IsCompletedSuccessfully: true };

        public int Users { get; set; }

        public long LastUse { get; set; }

        /// <summary>When it was last looked whether the vault is there.</summary>
        public long Looked { get; set; } = Environment.TickCount64;

        /// <summary>No longer in the pool: its last user closes it.</summary>
        public bool IsDetached { get; set; }

        /// <summary>Completes when nobody uses it, where somebody waits for that.</summary>
        public TaskCompletionSource? Idle { get; set; }

        /// <summary>Once; again when it failed. Not on the thread of whoever asks, who holds a lock.</summary>
        public Task BringUpAsync(RecordTypes types)
        {
            lock (_gate)
            {
                return _broughtUp is null or { IsFaulted: true } or { IsCanceled: true } ? _broughtUp = Task.Run(() => Store.BringUpAsync(types.Now).AsTask()) : _broughtUp;
            }
        }
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
