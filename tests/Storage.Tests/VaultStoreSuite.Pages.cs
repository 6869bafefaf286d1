using Hub.Core.Records;
using Hub.Core.Vaults;
using Xunit;

namespace Storage.Tests;

public abstract partial class VaultStoreSuite
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Pages_show_each_record_once_in_order(bool descending)
    {
        // Many share a time, some have none, and some are dates among instants.
        await Store.PutAsync(Enumerable.Range(0, 200).Select(n => Make.AnEvent($"e{n}", (n % 4) switch { 0 => "2024-01-01", 1 => "2024-01-01T00:00:00Z", 2 => $"2024-01-01T00:{n % 60:00}:00Z", _ => null })));
        var all = (await Store.QueryAsync(new(Make.Event) { Limit = 1000, Descending = descending })).Items;
        Assert.Equal(200, all.Count);
        var keys = all.Select(record => (record.Time.UnixMilliseconds, record.Id.ToString())).ToList();
        Assert.Equal(descending ? keys.OrderDescending() : keys.Order(), keys);
        foreach (var limit in new[] { 1, 7, 199, 200, 201 })
        {
            Assert.Equal(all.Select(Make.NameOf), await Store.NamesAsync(new(Make.Event) { Limit = limit, Descending = descending }));
        }
    }

    [Fact]
    public async Task A_page_of_large_records_is_cut_short_and_the_next_goes_on()
    {
        var note = $"\"note\":\"{new string('x', 900_000)}\"";
        await Store.PutAsync(Enumerable.Range(0, 20).Select(n => Make.AnEvent($"e{n:00}", "2024-01-01", note)));
        var page = await Store.QueryAsync(new(Make.Event) { Limit = 1000 });
        Assert.InRange(page.Items.Count, 1, 10);
        Assert.NotNull(page.Next);
        Assert.Equal(20, (await Store.NamesAsync(new(Make.Event) { Limit = 1000 })).Distinct().Count());
    }

    [Fact]
    public async Task Large_rejects_are_listed_a_few_at_a_time()
    {
        var batch = Make.Batch("one");
        batch.Rejects.AddRange(Enumerable.Range(0, 20).Select(n => new RejectedRecord("run-1", n, "test.event", null, "[]"u8.ToArray(), new byte[900_000])));
        await Store.CommitAsync(batch);
        var first = await Store.RejectsAsync("run-1", -1, 1000);
        Assert.InRange(first.Count, 1, 10);
        Assert.Equal(first[^1].Ordinal + 1, (await Store.RejectsAsync("run-1", first[^1].Ordinal, 1000))[0].Ordinal);
    }

    [Fact]
    public async Task A_page_with_conditions_goes_on_where_it_stopped()
    {
        await Store.PutAsync(Enumerable.Range(0, 100).Select(n => Make.AnEvent($"e{n:000}", $"2024-01-01T00:00:{n % 60:00}Z", $"\"amount\":{n % 10}")));
        var query = new RecordQuery(Make.Event) { Limit = 3, Where = [Where("/amount:eq:4")] };
        Assert.Equal(Enumerable.Range(0, 10).Select(n => $"e{(n * 10) + 4:000}"), (await Store.NamesAsync(query)).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, true)]
    [InlineData(3, false)]
    [InlineData(4, true)]
    public async Task Pages_stay_right_while_records_arrive_move_and_go(int seed, bool descending)
    {
        var random = new Random(seed);
        string Time() => $"2024-01-{random.Next(1, 20):00}T{random.Next(24):00}:00:00Z";
        await Store.PutAsync(Enumerable.Range(0, 150).Select(n => Make.AnEvent($"e{n}", Time())));
        for (var walk = 0; walk < 8; walk++)
        {
            var before = (await Store.NamesAsync(new(Make.Event) { Limit = 1000 })).ToHashSet();
            var touched = new HashSet<string>();
            var seen = new List<string>();
            PagePlace? place = null;
            do
            {
                var page = await Store.QueryAsync(new(Make.Event) { Limit = random.Next(1, 30), Descending = descending, After = place });
                seen.AddRange(page.Items.Select(Make.NameOf));
                place = page.Next;
                foreach (var name in Enumerable.Range(0, 4).Select(_ => $"e{random.Next(300)}"))
                {
                    touched.Add(name);
                    await (random.Next(4) switch
                    {
                        0 => Store.WriteAsync(Make.Delete(Make.IdOf(name))),
                        1 => Store.WriteAsync(Make.Restore(Make.IdOf(name))),
                        _ => Store.PutAsync(Make.AnEvent(name, Time(), $"\"amount\":{random.Next(100)}")),
                    });
                }
            }
            while (place is not null);

            var untouched = seen.Where(name => !touched.Contains(name)).ToList();
            Assert.Equal(before.Except(touched).Order(), untouched.Order());
        }

        await AssertCleanAsync(Store);
    }

    [Fact]
    public async Task Coverage_follows_records_that_come_move_go_and_come_back()
    {
        var random = new Random(5);
        var model = new Dictionary<string, (string Source, RecordTime Time)>();
        for (var step = 0; step < 300; step++)
        {
            var name = $"e{random.Next(25)}";
            var source = random.Next(2) == 0 ? "one" : "two";
            var record = Make.AnEvent(name, random.Next(6) == 0 ? null : $"20{random.Next(10, 25)}-01-0{random.Next(1, 9)}");
            var existing = await Store.FindAsync(name);
            switch (random.Next(4))
            {
                case 0:
                    await Store.CommitAsync(Make.Batch("me", Make.Delete(record.Id)));
                    model.Remove(name);
                    break;
                case 1:
                    await Store.CommitAsync(Make.Batch("me", Make.Restore(record.Id)));
                    if (existing is { Deleted: true })
                    {
                        model[name] = (existing.Provenance.Source, existing.Time);
                    }

                    break;
                default:
                    var counts = await Store.CommitAsync(Make.Batch(source, Make.Put(record, source)));
                    if (counts.Changed > 0)
                    {
                        model[name] = (source, record.Time);
                    }

                    break;
            }

            var expected = model.Values.GroupBy(item => item.Source).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => (group.Key, (long)group.Count(), Edge(group, first: true), Edge(group, first: false)));
            Assert.Equal(expected, (await Store.CoverageAsync()).Select(item => (item.Source, item.Count, item.First.ToString(), item.Last.ToString())));
        }

        await AssertCleanAsync(Store);

        static string Edge(IEnumerable<(string Source, RecordTime Time)> items, bool first)
        {
            var times = items.Select(item => item.Time).Where(time => !time.IsNone).OrderBy(time => time.UnixMilliseconds).ToList();
            return times.Count == 0 ? "" : times[first ? 0 : ^1].ToString();
        }
    }
}
