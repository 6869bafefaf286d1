using Hub.Core.Records;
using Hub.Core.Vaults;
using Xunit;

namespace Storage.Tests;

public abstract partial class VaultStoreSuite
{
    [Fact]
    public async Task The_feed_tells_each_records_latest_change()
    {
        await Store.PutAsync(Make.AnEvent("a"), Make.AnEvent("b"), Make.AnEvent("c"));
        await Store.PutAsync(Make.AnEvent("a", "2024-01-01"));
        await Store.WriteAsync(Make.Delete(Make.IdOf("b")));
        var changes = await Store.ChangesAsync(0, 100, _ => true);
        Assert.Equal(
            [new Change(3, false, "test.event", Make.IdOf("c")), new Change(4, false, "test.event", Make.IdOf("a")), new Change(5, true, "test.event", Make.IdOf("b"))],
            changes);
        Assert.Equal([4L, 5L], (await Store.ChangesAsync(3, 100, _ => true)).Select(change => change.Sequence));
        Assert.Equal([3L], (await Store.ChangesAsync(0, 1, _ => true)).Select(change => change.Sequence));
        Assert.Empty(await Store.ChangesAsync(5, 100, _ => true));
        Assert.Empty(await Store.ChangesAsync(0, 100, type => type != "test.event"));
    }

    [Fact]
    public async Task Two_writers_never_make_a_number_appear_below_one_already_served()
    {
        const int batches = 40;
        await using var second = await MakeStores().OpenAsync(Vault);
        await using var third = await MakeStores().OpenAsync(Vault);
        var served = new List<long>();
        var latest = new Dictionary<RecordId, long>();
        var writing = Task.WhenAll(Task.Run(() => WriteAsync(Store, "one")), Task.Run(() => WriteAsync(second, "two")));
        for (var done = false; ;)
        {
            done = writing.IsCompleted;
            await third.RefreshAsync();
            foreach (var change in await third.ChangesAsync(served.Count == 0 ? 0 : served[^1], 50, _ => true))
            {
                Assert.True(served.Count == 0 || change.Sequence > served[^1]);
                served.Add(change.Sequence);
                latest[change.Id] = change.Sequence;
            }

            if (done && served.Count > 0 && served[^1] == await third.SequenceAsync())
            {
                break;
            }

            await Task.Yield();
        }

        await writing;
        await Store.RefreshAsync();
        var now = await third.ChangesAsync(0, int.MaxValue, _ => true);
        Assert.Equal(now.ToDictionary(change => change.Id, change => change.Sequence), latest);
        Assert.Equal(2 * batches * 20, await Store.SequenceAsync());
        Assert.Equal(2 * 60, now.Count);
        await AssertCleanAsync(third);

        static async Task WriteAsync(IVaultStore store, string source)
        {
            for (var batch = 0; batch < batches; batch++)
            {
                var counts = await store.CommitAsync(Make.Batch(source, Enumerable.Range(0, 20).Select(n => Make.Put(Make.AnEvent($"{source}{((batch % 3) * 20) + n}", more: $"\"amount\":{batch}"), source, $"run-{batch}"))));
                Assert.Equal(20, counts.Changed);
            }
        }
    }

    [Fact]
    public async Task What_changes_touched_is_told_with_the_times_before_and_after()
    {
        await Store.PutAsync(Make.AnEvent("a", "2024-01-01"), Make.AnEvent("b", "2024-02-01"), Make.AnEvent("c", "2024-03-01"));
        var since = await Store.SequenceAsync();
        Assert.Empty((await Store.TouchedSinceAsync("test.event", since))!.Times);
        await Store.PutAsync(Make.AnEvent("a", "2025-01-01"));
        await Store.PutAsync(Make.AnEvent("a", "2026-01-01"));
        await Store.WriteAsync(Make.Delete(Make.IdOf("b")));
        await Store.PutAsync(Make.AnEvent("d", "2024-04-01"));
        var touched = (await Store.TouchedSinceAsync("test.event", since))!;
        Assert.Equal(["2024-01-01", "2024-02-01", "2024-04-01", "2025-01-01", "2026-01-01"], touched.Times.Select(time => time.ToString()).Order(StringComparer.Ordinal));
        Assert.Equal(await Store.SequenceAsync(), touched.Sequence);
        Assert.Empty((await Store.TouchedSinceAsync("test.reading", since))!.Times);
    }

    [Fact]
    public async Task A_snapshot_shows_the_vault_as_it_was()
    {
        await Store.PutAsync(Make.AnEvent("a", "2024-01-01"), Make.AnEvent("b", "2024-01-02"), Make.AnEvent("gone", "2024-01-03"));
        await Store.WriteAsync(Make.Delete(Make.IdOf("gone")));
        await Store.PutDocumentAsync("kind", "x", "1"u8.ToArray());
        await Store.KeepFileAsync(new MemoryStream([1, 2, 3]), "f", "text/plain", Make.Now);
        await using var snapshot = await Store.SnapshotAsync();
        var names = snapshot.Records("test.event").GetEnumerator();
        Assert.True(names.MoveNext());

        await Store.PutAsync(Make.AnEvent("a", "2030-01-01"), Make.AnEvent("new", "2024-01-01"));
        await Store.CommitAsync(Make.Batch("one", Make.Put(Make.Record(Make.Reading, """{"ref":"r","at":"2024-01-01","step":60,"amount":1}"""), type: Make.Reading)));
        await Store.WriteAsync(Make.Delete(Make.IdOf("b")));
        await Store.PutDocumentAsync("kind", "x", "2"u8.ToArray());
        await Store.KeepFileAsync(new MemoryStream([4]), "g", "text/plain", Make.Now);

        Assert.Equal(4, snapshot.Sequence);
        Assert.Equal(["test.event"], snapshot.Types);
        Assert.Equal("a", Make.NameOf(names.Current));
        // A second walk beside the first one.
        Assert.Equal([("a", "2024-01-01", false), ("b", "2024-01-02", false), ("gone", "2024-01-03", true)], snapshot.Records("test.event").Select(record => (Make.NameOf(record), record.Time.ToString(), record.Deleted)));
        Assert.True(names.MoveNext());
        Assert.Equal("b", Make.NameOf(names.Current));
        names.Dispose();
        Assert.Empty(snapshot.Records("test.reading"));
        Assert.Equal("1"u8.ToArray(), Assert.Single(snapshot.Documents("kind")).Body);
        Assert.Equal("f", Assert.Single(snapshot.Files).Name);
        Assert.Equal(2, snapshot.Journal().Count());
        Assert.Equal(["new"], await Store.NamesAsync(new(Make.Event) { Bounds = TimeBounds.TryParse("2024-01-01", "2025-01-01", TimeZoneInfo.Utc, out var bounds) ? bounds : default }));
    }
}
