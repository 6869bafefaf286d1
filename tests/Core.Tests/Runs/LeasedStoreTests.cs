using Hub.Core.Vaults;
using Hub.Storage.Local;
using Storage.Tests;
using Xunit;

namespace Core.Tests.Runs;

/// <summary>A vault in the hands of who works on it alone: what can wait goes with the next commit.</summary>
public sealed class LeasedStoreTests : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private IVaultStore _store = null!;
    private IVaultLease _lease = null!;
    private LeasedStore _held = null!;

    public async ValueTask InitializeAsync()
    {
        _store = await new LocalVaultStores(_folder.Path, TimeProvider.System).OpenAsync("a", create: true);
        _lease = (await _store.TryLeaseAsync("run"))!;
        _held = new LeasedStore(_store, _lease);
    }

    public async ValueTask DisposeAsync()
    {
        await _held.DisposeAsync();
        await _lease.DisposeAsync();
        await _store.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task What_can_wait_is_seen_by_who_wrote_it_and_written_with_the_next_commit()
    {
        await _held.PutSoonAsync("work", "soon", "1"u8.ToArray());
        await _held.PutSoonAsync("work", "soon", "2"u8.ToArray());
        Assert.Equal("2"u8.ToArray(), await _held.FindDocumentAsync("work", "soon"));
        Assert.Null(await _store.FindDocumentAsync("work", "soon"));
        await _held.PutDocumentAsync("work", "next", "{}"u8.ToArray());
        Assert.Equal("2"u8.ToArray(), await _store.FindDocumentAsync("work", "soon"));
    }

    [Fact]
    public async Task What_is_written_at_once_is_newer_than_what_waited()
    {
        await _held.PutSoonAsync("work", "soon", "1"u8.ToArray());
        await _held.PutDocumentAsync("work", "soon", "2"u8.ToArray());
        await _held.FlushAsync();
        Assert.Equal("2"u8.ToArray(), await _store.FindDocumentAsync("work", "soon"));
    }

    [Fact]
    public async Task What_waits_when_the_work_ends_is_written_then()
    {
        await _held.PutSoonAsync("work", "soon", "1"u8.ToArray());
        await _held.FlushAsync();
        Assert.Equal("1"u8.ToArray(), await _store.FindDocumentAsync("work", "soon"));
    }
}
