using System.Collections.Concurrent;
using Hub.Core.Vaults;
using Hub.Storage.Local;
using Xunit;

namespace Storage.Tests;

public sealed class VaultPoolTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Vaults_that_are_unused_stay_open_up_to_the_limit_and_the_oldest_closes_first()
    {
        await using var pool = MakePool(2);
        var a = await UseAsync(pool, "a");
        var b = await UseAsync(pool, "b");
        Assert.Same(a, await UseAsync(pool, "a"));
        await UseAsync(pool, "c");
        Assert.True(await IsClosedAsync(b));
        Assert.False(await IsClosedAsync(a));
        Assert.Same(a, await UseAsync(pool, "a"));
        Assert.NotSame(b, await UseAsync(pool, "b"));
    }

    [Fact]
    public async Task Opening_one_more_closes_an_unused_one_at_once()
    {
        await using var pool = MakePool(1);
        var a = await UseAsync(pool, "a");
        await using var b = await pool.OpenAsync("b", create: true);
        Assert.True(await IsClosedAsync(a));
        Assert.False(await IsClosedAsync(b.Store));
    }

    [Fact]
    public async Task A_vault_in_use_is_never_closed()
    {
        await using var pool = MakePool(1);
        var a = await pool.OpenAsync("a", create: true);
        var b = await pool.OpenAsync("b", create: true);
        var c = await pool.OpenAsync("c", create: true);
        Assert.False(await IsClosedAsync(a.Store) || await IsClosedAsync(b.Store) || await IsClosedAsync(c.Store));
        var stores = new[] { a.Store, b.Store, c.Store };
        await a.DisposeAsync();
        await a.DisposeAsync();
        Assert.True(await IsClosedAsync(stores[0]));
        await b.DisposeAsync();
        Assert.True(await IsClosedAsync(stores[1]));
        Assert.Equal(0, await c.Store.SequenceAsync());
        await c.DisposeAsync();
        Assert.False(await IsClosedAsync(stores[2]));
    }

    [Fact]
    public async Task Erasing_waits_for_nobody_and_refuses_while_in_use()
    {
        await using var pool = MakePool(5);
        var a = await pool.OpenAsync("a", create: true);
        await Assert.ThrowsAsync<VaultException>(async () => await pool.EraseAsync("a"));
        await a.Store.PutAsync(Make.AnEvent("x"));
        await a.DisposeAsync();
        await pool.EraseAsync("a");
        Assert.False(await pool.Stores.ExistsAsync("a"));
        await Assert.ThrowsAsync<VaultGoneException>(async () => await pool.OpenAsync("a"));
        await Assert.ThrowsAsync<VaultGoneException>(async () => await pool.OpenAsync("a", create: true));
    }

    [Fact]
    public async Task Who_uses_a_vault_may_let_it_go_before_it_is_erased()
    {
        await using var pool = MakePool(5);
        var a = await pool.OpenAsync("a", create: true);
        var erasing = pool.EraseAsync("a", TimeSpan.FromMinutes(5)).AsTask();
        await Assert.ThrowsAsync<VaultGoneException>(async () => await pool.OpenAsync("a"));
        await a.Store.PutAsync(Make.AnEvent("x"));
        Assert.False(erasing.IsCompleted);
        await a.DisposeAsync();
        await erasing;
        Assert.False(await pool.Stores.ExistsAsync("a"));
    }

    [Fact]
    public async Task Who_does_not_let_go_is_left_with_a_vault_that_takes_nothing_more()
    {
        await using var pool = MakePool(5);
        var a = await pool.OpenAsync("a", create: true);
        await pool.EraseAsync("a", TimeSpan.FromMilliseconds(1));
        await Assert.ThrowsAsync<VaultGoneException>(async () => await a.Store.PutAsync(Make.AnEvent("x")));
        await Assert.ThrowsAsync<VaultGoneException>(async () => await a.Store.KeepFileAsync(new MemoryStream([1]), "x.txt", "text/plain", Make.Now));
        await Assert.ThrowsAsync<VaultGoneException>(async () => await a.Store.TryLeaseAsync("x"));
        var store = a.Store;
        await a.DisposeAsync();
        Assert.True(await IsClosedAsync(store));
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(_folder.Path, "vaults")));
    }

    [Fact]
    public async Task A_vault_that_another_process_erased_is_noticed_and_not_made_again()
    {
        await using var pool = MakePool(5);
        var store = await UseAsync(pool, "a");
        await new LocalVaultStores(_folder.Path, TimeProvider.System).EraseAsync("a");
        Assert.False(store.IsThere);
        await Assert.ThrowsAsync<VaultGoneException>(async () => await store.PutAsync(Make.AnEvent("x")));
        await Assert.ThrowsAsync<VaultGoneException>(async () =>
        {
            // The pool looks once a second.
            for (var begun = Environment.TickCount64; Environment.TickCount64 - begun < 10_000; await Task.Yield())
            {
                await UseAsync(pool, "a");
            }
        });
        Assert.False(await pool.Stores.ExistsAsync("a"));
    }

    [Fact]
    public async Task Many_who_open_one_vault_at_once_share_one_store()
    {
        await using var pool = MakePool(3);
        var handles = new ConcurrentBag<VaultHandle>();
        await Parallel.ForEachAsync(Enumerable.Range(0, 64), new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (n, _) => handles.Add(await pool.OpenAsync($"v{n % 4}", create: true)));
        Assert.Equal(4, handles.Select(handle => handle.Store).Distinct().Count());
        foreach (var handle in handles)
        {
            Assert.False(await IsClosedAsync(handle.Store));
            await handle.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_vault_that_cannot_be_opened_does_not_stand_in_the_way()
    {
        await using var pool = MakePool(1);
        await Assert.ThrowsAsync<VaultException>(async () => await pool.OpenAsync("none"));
        await UseAsync(pool, "none");
    }

    private static async Task<bool> IsClosedAsync(IVaultStore store)
    {
        try
        {
            await store.PutDocumentAsync("probe", "probe", "1"u8.ToArray());
            return false;
        }
        catch (ObjectDisposedException)
        {
            return true;
        }
    }

    private static async Task<IVaultStore> UseAsync(VaultPool pool, string id)
    {
        await using var handle = await pool.OpenAsync(id, create: true);
        return handle.Store;
    }

    private VaultPool MakePool(int most) => new(new LocalVaultStores(_folder.Path, TimeProvider.System), most);
}
