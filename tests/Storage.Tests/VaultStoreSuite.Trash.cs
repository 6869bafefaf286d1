using Hub.Core.Vaults;
using Xunit;

namespace Storage.Tests;

public abstract partial class VaultStoreSuite
{
    [Fact]
    public async Task What_was_deleted_says_since_when_and_by_whom_until_it_is_taken_back()
    {
        await Store.PutAsync(Make.AnEvent("a", "2024-01-01"));
        await Store.WriteAsync(Make.Delete(Make.IdOf("a")));
        var deleted = (await Store.FindAsync("a"))!.Provenance;
        Assert.Equal("plugin:one", deleted.Deleted!.By);
        Assert.Equal(0, deleted.Deleted.At.Ticks % TimeSpan.TicksPerSecond);
        Assert.Equal(Make.From("one"), deleted with { Deleted = null });

        await Store.WriteAsync(Make.Restore(Make.IdOf("a")));
        Assert.Equal(Make.From("one"), (await Store.FindAsync("a"))!.Provenance);
        await AssertCleanAsync(Store);
    }

    [Fact]
    public async Task The_trash_tells_the_latest_first_and_only_what_can_be_taken_back()
    {
        await Store.PutAsync(Make.AnEvent("first"), Make.AnEvent("second"), Make.AnEvent("third"), Make.AnEvent("live"), Make.AnEvent("erased"), Make.AnEvent("withdrawn"), Make.AnEvent("removed"));
        await Store.WriteAsync(Make.Delete(Make.IdOf("first")), Make.Delete(Make.IdOf("erased")), Make.Delete(Make.IdOf("removed")));
        await Store.WriteAsync(Make.Delete(Make.IdOf("second")), Make.Withdraw(Make.IdOf("withdrawn")), Make.Erase(Make.IdOf("erased")), Make.Remove(Make.IdOf("removed")));
        await Store.WriteAsync(Make.Delete(Make.IdOf("third")));

        var page = await Store.TrashAsync(null, 2);
        Assert.Equal(["third", "second"], page.Items.Select(Make.NameOf));
        Assert.All(page.Items, record => Assert.True(record is { Deleted: true, Withdrawn: false, Removed: false }));
        var rest = await Store.TrashAsync(page.Next, 2);
        Assert.Equal(["first"], rest.Items.Select(Make.NameOf));
        Assert.Null(rest.Next);
        await Store.WriteAsync(Make.Restore(Make.IdOf("second")));
        Assert.Equal(["third", "first"], (await Store.TrashAsync(null, 10)).Items.Select(Make.NameOf));
    }

    [Fact]
    public async Task What_was_removed_for_good_leaves_no_content_and_is_withheld_until_it_may_come_again()
    {
        await Store.PutAsync(Make.AnEvent("a", "2024-01-01"), Make.AnEvent("live", "2024-01-02"));
        await Store.WriteAsync(Make.Delete(Make.IdOf("a")));
        var removed = await Store.WriteAsync(Make.Remove(Make.IdOf("a")));
        Assert.Equal((1, 4L), (removed.Deleted, removed.Sequence));
        var found = (await Store.FindAsync("a"))!;
        Assert.Equal((true, true, "{}"), (found.Deleted, found.Removed, System.Text.Encoding.UTF8.GetString(found.Data.Span)));
        Assert.NotNull(found.Provenance.Deleted);

        var put = await Store.PutAsync(Make.AnEvent("a", "2024-03-01"));
        Assert.Equal((1, 0), (put.Withheld, put.Changed));
        Assert.Equal([new WithheldRecord("test.event", Make.IdOf("a"))], put.Held);
        Assert.Equal(0, (await Store.WriteAsync(Make.Remove(Make.IdOf("a")), Make.Delete(Make.IdOf("a")))).Changed);
        await AssertCleanAsync(Store);

        Assert.Equal(0, (await Store.WriteAsync(Make.Restore(Make.IdOf("a")))).Changed);
        Assert.Null(await Store.FindAsync("a"));
        Assert.Equal((1, 5L), ((await Store.PutAsync(Make.AnEvent("a", "2024-03-01"))) is var came ? came.Created : 0, await Store.SequenceAsync()));
        Assert.Equal(["a", "live"], (await Store.NamesAsync(new(Make.Event))).Order());
        Assert.Equal(2, Assert.Single(await Store.CoverageAsync()).Count);
        await AssertCleanAsync(Store);
    }

    [Fact]
    public async Task A_live_record_is_removed_for_good_in_one_step_and_the_feed_tells_it()
    {
        await Store.PutAsync(Make.AnEvent("a", "2024-01-01"), Make.AnEvent("b", "2024-01-02"));
        Assert.Equal(1, (await Store.WriteAsync(Make.Remove(Make.IdOf("a")))).Deleted);
        Assert.Equal([(3L, true)], (await Store.ChangesAsync(2, 10, _ => true)).Select(change => (change.Sequence, change.Deleted)));
        Assert.Equal("2024-01-01", Assert.Single((await Store.TouchedSinceAsync("test.event", 2))!.Times).ToString());
        Assert.Equal(1, Assert.Single(await Store.CoverageAsync()).Count);
        await AssertCleanAsync(Store);
    }

    [Fact]
    public async Task A_restore_brings_that_something_was_removed_and_removes_nothing()
    {
        await Store.PutAsync(Make.AnEvent("mine", "2024-01-01"));
        RecordWrite Removed(string name) => new(WriteKind.Remove, Make.Event, Make.IdOf(name), null, Make.From("old"));
        var counts = await Store.WriteAsync(Removed("mine"), Removed("gone"));
        Assert.Equal((1, 1), (counts.Deleted, counts.Unchanged));
        Assert.False((await Store.FindAsync("mine"))!.Deleted);
        Assert.True((await Store.FindAsync("gone"))!.Removed);
        Assert.Equal(1, (await Store.PutAsync(Make.AnEvent("gone", "2024-01-01"))).Withheld);
        await AssertCleanAsync(Store);
    }

    [Fact]
    public async Task A_batch_tells_which_of_its_records_were_held_back()
    {
        await Store.PutAsync(Make.AnEvent("a"), Make.AnEvent("b"), Make.AnEvent("c"));
        await Store.WriteAsync(Make.Delete(Make.IdOf("a")), Make.Delete(Make.IdOf("c")));
        var counts = await Store.PutAsync(Make.AnEvent("a"), Make.AnEvent("b"), Make.AnEvent("c"), Make.AnEvent("d"));
        Assert.Equal((1, 1, 2), (counts.Created, counts.Unchanged, counts.Withheld));
        Assert.Equal([Make.IdOf("a"), Make.IdOf("c")], counts.Held.Select(held => held.Id));
        Assert.Empty((await Store.PutAsync(Make.AnEvent("e"))).Held);
    }
}
