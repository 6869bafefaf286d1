using Hub.Core.Vaults;
using Xunit;

namespace Storage.Tests;

public abstract partial class VaultStoreSuite
{
    [Fact]
    public async Task A_withdrawn_record_is_out_of_sight_and_keeps_its_content_and_where_it_came_from()
    {
        await Store.PutAsync(Make.AnEvent("a", "2024-01-01"), Make.AnEvent("b", "2024-01-02"));
        var counts = await Store.WriteAsync(Make.Withdraw(Make.IdOf("a")));
        Assert.Equal((1, 0, 3L), (counts.Withdrawn, counts.Deleted, counts.Sequence));

        var found = (await Store.FindAsync("a"))!;
        Assert.Equal((true, true, "a"), (found.Deleted, found.Withdrawn, Make.NameOf(found)));
        Assert.Equal(Make.From("one") with { Withdrawn = new Withdrawal("run-2", Make.Now) }, found.Provenance);
        Assert.Equal(["b"], await Store.NamesAsync(new(Make.Event)));
        Assert.Equal([true], (await Store.ChangesAsync(2, 10, _ => true)).Select(change => change.Deleted));
        Assert.Contains((await Store.TouchedSinceAsync("test.event", 2))!.Times, time => time.ToString() == "2024-01-01");
        var coverage = Assert.Single(await Store.CoverageAsync());
        Assert.Equal((1, "2024-01-02"), (coverage.Count, coverage.First.ToString()));
        var line = (await Store.JournalAsync(new()))[^1];
        Assert.Equal(("withdraw", 1L), (line.Action, line.Count));
        Assert.Equal((byte)'w', line.Changes![0]);
        await AssertCleanAsync(Store);
    }

    [Fact]
    public async Task Withdrawing_again_or_what_never_was_changes_nothing()
    {
        await Store.PutAsync(Make.AnEvent("a", "2024-01-01"));
        await Store.WriteAsync(Make.Withdraw(Make.IdOf("a")));
        var again = await Store.WriteAsync(Make.Withdraw(Make.IdOf("a")), Make.Withdraw(Make.IdOf("never")));
        Assert.Equal((0, 2, 2L), (again.Changed, again.Unchanged, again.Sequence));
    }

    [Fact]
    public async Task A_withdrawn_record_comes_back_when_it_is_told_again()
    {
        await Store.PutAsync(Make.AnEvent("a", "2024-01-01"));
        await Store.WriteAsync(Make.Withdraw(Make.IdOf("a")));
        var back = await Store.PutAsync(Make.AnEvent("a", "2024-01-01"));
        Assert.Equal((1, 0, 3L), (back.Created, back.Withheld, back.Sequence));
        var found = (await Store.FindAsync("a"))!;
        Assert.Equal((false, false, null), (found.Deleted, found.Withdrawn, found.Provenance.Withdrawn));
        Assert.Equal(1, Assert.Single(await Store.CoverageAsync()).Count);
        await AssertCleanAsync(Store);
    }

    [Fact]
    public async Task Saving_and_withdrawing_in_one_batch_go_in_their_order()
    {
        var counts = await Store.WriteAsync(
            Make.Put(Make.AnEvent("a", "2024-01-01")), Make.Withdraw(Make.IdOf("a")), Make.Withdraw(Make.IdOf("b")), Make.Put(Make.AnEvent("b", "2024-01-02")));
        Assert.Equal((2, 1, 1), (counts.Created, counts.Withdrawn, counts.Unchanged));
        Assert.Equal(["b"], await Store.NamesAsync(new(Make.Event)));
        await AssertCleanAsync(Store);
    }

    [Fact]
    public async Task What_the_person_deleted_stays_deleted_by_the_person()
    {
        await Store.PutAsync(Make.AnEvent("a", "2024-01-01"));
        await Store.WriteAsync(Make.Delete(Make.IdOf("a")));
        Assert.Equal((0, 1), await TellAsync(Make.Withdraw(Make.IdOf("a"))));
        Assert.False((await Store.FindAsync("a"))!.Withdrawn);
        Assert.Equal(1, (await Store.PutAsync(Make.AnEvent("a", "2024-01-01"))).Withheld);
    }

    [Fact]
    public async Task What_is_withdrawn_can_be_deleted_for_good_or_kept_all_the_same()
    {
        await Store.PutAsync(Make.AnEvent("deleted", "2024-01-01"), Make.AnEvent("kept", "2024-01-02"));
        await Store.WriteAsync(Make.Withdraw(Make.IdOf("deleted")), Make.Withdraw(Make.IdOf("kept")));
        await Store.WriteAsync(Make.Delete(Make.IdOf("deleted")), Make.Restore(Make.IdOf("kept")));
        Assert.Equal(1, (await Store.PutAsync(Make.AnEvent("deleted", "2024-01-01"))).Withheld);
        Assert.Equal(["kept"], await Store.NamesAsync(new(Make.Event)));
        Assert.NotNull((await Store.FindAsync("kept"))!.Provenance.Withdrawn);

        // The holder tells it again: then it is no more than any other.
        Assert.Equal(1, (await Store.PutAsync(Make.AnEvent("kept", "2024-01-02"))).Updated);
        Assert.Null((await Store.FindAsync("kept"))!.Provenance.Withdrawn);
        await AssertCleanAsync(Store);
    }

    [Fact]
    public async Task Another_sources_record_is_not_withdrawn()
    {
        await Store.PutAsync(Make.AnEvent("a", "2024-01-01"));
        var other = await Store.CommitAsync(Make.Batch("two", Make.Withdraw(Make.IdOf("a"), "two")));
        Assert.Equal((1, 0), (other.Owned, other.Changed));
        Assert.False((await Store.FindAsync("a"))!.Deleted);
    }

    [Fact]
    public async Task An_earlier_edition_neither_withdraws_nor_brings_back()
    {
        var told = Make.Put(Make.AnEvent("a", "2024-01-01"));
        RecordWrite Told(string produced) => told with { Provenance = told.Provenance! with { Produced = produced } };
        await Store.WriteAsync(Told("2024-02-01"));
        Assert.Equal((0, 1), await TellAsync(Make.Withdraw(told.Id, produced: "2024-01-01")));
        Assert.Equal((1, 0), await TellAsync(Make.Withdraw(told.Id, produced: "2024-03-01")));
        Assert.Equal((0, 1), await TellAsync(Told("2024-02-15")));
        Assert.True((await Store.FindAsync("a"))!.Withdrawn);
        Assert.Equal(1, (await Store.WriteAsync(Told("2024-04-01"))).Created);
    }

    [Fact]
    public async Task A_snapshot_and_a_restore_keep_that_it_was_withdrawn()
    {
        await Store.PutAsync(Make.AnEvent("a", "2024-01-01"));
        await Store.WriteAsync(Make.Withdraw(Make.IdOf("a")));
        await using (var snapshot = await Store.SnapshotAsync())
        {
            Assert.True(Assert.Single(snapshot.Records("test.event")).Withdrawn);
        }

        var restored = Make.Put(Make.AnEvent("b", "2024-01-01")) with { Kind = WriteKind.Withdraw };
        var mine = Make.Put(Make.AnEvent("mine", "2024-01-01"));
        await Store.WriteAsync(mine);
        Assert.Equal((1, 1), await TellAsync(restored, mine with { Kind = WriteKind.Withdraw }));
        Assert.True((await Store.FindAsync("b"))!.Withdrawn);
        Assert.False((await Store.FindAsync("mine"))!.Deleted);
        await AssertCleanAsync(Store);
    }

    private async Task<(int Withdrawn, int Unchanged)> TellAsync(params RecordWrite[] writes)
    {
        var counts = await Store.WriteAsync(writes);
        return (counts.Withdrawn, counts.Unchanged);
    }
}
