using System.Text.Json;
using Hub.Core.Vaults;
using Hub.Storage.Local;
using Hub.Storage.Local.Sqlite;
using Xunit;

namespace Storage.Tests.Local;

/// <summary>Bringing records to another version of their type is cut short after some, and goes on when the vault is opened again.</summary>
public sealed class CutCastTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_was_done_is_not_done_twice()
    {
        var stores = new LocalVaultStores(_folder.Path, TimeProvider.System);
        await using (var store = await stores.OpenAsync("cut", create: true))
        {
            await store.CommitAsync(Make.Batch("one", Enumerable.Range(0, 1500).Select(n => Meters.Put(Meters.First, Meters.Old($"m{n:d4}")))));
            var database = ((SqliteVaultStore)store).Writer;
            Assert.NotNull(database.Write(() => new RecordCasts(database, new VaultKeys(database), Meters.Second, TimeProvider.System).TakeSome(0)));
            Assert.Equal(1000, await CountAsync(store, "132"));
        }

        await using var again = await stores.OpenAsync("cut");
        await again.BringUpAsync([Meters.Second]);
        Assert.Equal(1500, await CountAsync(again, "132"));
        Assert.Empty(await again.CheckAsync());
        var sequence = await again.SequenceAsync();
        await again.BringUpAsync([Meters.Second]);
        Assert.Equal((3000, 3000), (sequence, await again.SequenceAsync()));
    }

    [Fact]
    public async Task A_record_that_would_be_none_stays_as_it_is_and_the_journal_says_which()
    {
        await using var store = await new LocalVaultStores(_folder.Path, TimeProvider.System).OpenAsync("odd", create: true);
        var (good, odd) = (Meters.Old("good"), Meters.Old("odd", more: ",\"lines\":[{\"code\":\"none of these\"}]"));
        await store.CommitAsync(Make.Batch("one", Meters.Put(Meters.First, good), Meters.Put(Meters.First, odd)));

        await store.BringUpAsync([Meters.Second]);

        Assert.Equal(odd.Data.ToArray(), (await store.FindAsync(Meters.Second, odd.Id))!.Data.ToArray());
        var line = Assert.Single(await store.JournalAsync(new()), line => line.Action == "bring-up-left");
        Assert.Equal((1L, odd.Id), (line.Count, Hub.Core.Records.RecordId.FromBytes(line.Changes.AsSpan(1, 16))));
        Assert.Equal(1, await CountAsync(store, "132"));
    }

    private static async Task<int> CountAsync(IVaultStore store, string energy)
    {
        var count = 0;
        await store.ScanAsync("test.meter", TimeBounds.None, record => count += JsonElement.Parse(record.Data).GetProperty("energy").GetRawText() == energy ? 1 : 0);
        return count;
    }
}
