using Hub.Core.Vaults;
using Hub.Storage.Local;
using Xunit;

namespace Storage.Tests.Local;

/// <summary>How long what a record was before an import is kept.</summary>
public sealed class PriorsTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private DateTimeOffset _now = Make.Now;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_is_old_goes_with_the_next_change_and_what_is_not_stays()
    {
        await using var store = await new LocalVaultStores(_folder.Path, new SetClock(() => _now)).OpenAsync("ada", create: true);
        await ImportAsync(store, "zero", "2024-01-01");
        await ImportAsync(store, "one", "2024-02-01");
        _now += Writer.PriorsLive - TimeSpan.FromDays(1);
        await ImportAsync(store, "two", "2024-03-01");
        Assert.Equal(2, Count(store));
        _now += TimeSpan.FromDays(2);
        await ImportAsync(store, "three", "2024-04-01");
        Assert.Equal(2, Count(store));
        Assert.Equal(1, (await UndoAsync(store, "three")).Returns);
        Assert.Equal(0, (await UndoAsync(store, "one")).Returns);
    }

    [Fact]
    public async Task New_records_and_syncs_keep_nothing()
    {
        await using var store = await new LocalVaultStores(_folder.Path, TimeProvider.System).OpenAsync("ada", create: true);
        await ImportAsync(store, "zero", "2024-01-01");
        await store.WriteAsync(Make.Put(Make.AnEvent("a", "2024-02-01"), run: "sync"));
        Assert.Equal(0, Count(store));
    }

    private static long Count(IVaultStore store) => ((Hub.Storage.Local.Sqlite.SqliteVaultStore)store).Writer.Scalar("select count(*) from priors");

    private static ValueTask<UndoCounts> UndoAsync(IVaultStore store, string run) => store.ForeseeUndoAsync(run, [new RecordWrite(WriteKind.Undo, Make.Event, Make.IdOf("a"), null, null)]);

    private static async Task ImportAsync(IVaultStore store, string run, string at)
    {
        var batch = new RecordBatch { Writer = new Writer("one", "plugin:one", $"run {run}", KeepsPriors: true) };
        batch.Writes.Add(Make.Put(Make.AnEvent("a", at), run: run));
        await store.CommitAsync(batch);
    }

    private sealed class SetClock(Func<DateTimeOffset> now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now();
    }
}
