using Hub.Core.Vaults;
using Xunit;

namespace Storage.Tests;

/// <summary>What every store of vaults promises. Each implementation runs all of it.</summary>
public abstract partial class VaultStoreSuite : IAsyncLifetime
{
    protected const string Vault = "ada";

    /// <summary>Made anew for each test, over a place that is empty.</summary>
    protected IVaultStores Stores { get; private set; } = null!;

    protected IVaultStore Store { get; set; } = null!;

    /// <summary>The hub's time.</summary>
    protected AheadClock Clock { get; } = new();

    /// <summary>Another hub's view of the same place.</summary>
    protected abstract IVaultStores MakeStores();

    public virtual async ValueTask InitializeAsync()
    {
        Stores = MakeStores();
        Store = await Stores.OpenAsync(Vault, create: true);
    }

    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await Store.DisposeAsync();
    }

    protected async Task ReopenAsync()
    {
        await Store.DisposeAsync();
        Store = await Stores.OpenAsync(Vault);
    }

    protected static async Task AssertCleanAsync(IVaultStore store) => Assert.Empty(await store.CheckAsync());
}
