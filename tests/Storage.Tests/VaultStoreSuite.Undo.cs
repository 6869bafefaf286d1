using Hub.Core.Vaults;
using Xunit;

namespace Storage.Tests;

public abstract partial class VaultStoreSuite
{
    [Fact]
    public async Task Undoing_a_run_takes_out_what_it_made_and_puts_back_what_it_changed()
    {
        await ImportAsync("one", Make.AnEvent("kept", "2024-01-01"), Make.AnEvent("changed", "2024-01-02", "\"amount\":1.50"));
        var before = (await Store.FindAsync("changed"))!;
        await ImportAsync("two", Make.AnEvent("kept", "2024-01-01"), Make.AnEvent("changed", "2024-03-01", "\"amount\":9.50"), Make.AnEvent("new", "2024-06-01"));
        var since = await Store.SequenceAsync();

        Assert.Equal(new UndoCounts(1, 1, 0, 0), await ForeseeAsync("two", ("changed", false), ("new", true)));
        var counts = await UndoAsync("two", ("changed", false), ("new", true));
        Assert.Equal((1, 1, 0, 0), (counts.Deleted, counts.Updated, counts.Withheld, counts.Unchanged));
        Assert.Null(await Store.FindAsync("new"));
        var after = (await Store.FindAsync("changed"))!;
        Assert.Equal((before.Time, before.Provenance), (after.Time, after.Provenance));
        Assert.Equal(before.Data.ToArray(), after.Data.ToArray());
        Assert.Equal([(since + 1, false), (since + 2, true)], (await Store.ChangesAsync(since, 10, _ => true)).Select(change => (change.Sequence, change.Deleted)));
        Assert.Equal(["2024-01-02", "2024-03-01", "2024-06-01"], (await Store.TouchedSinceAsync("test.event", since))!.Times.Select(time => time.ToString()).Order());
        var coverage = Assert.Single(await Store.CoverageAsync());
        Assert.Equal((2, "2024-01-01", "2024-01-02"), (coverage.Count, coverage.First.ToString(), coverage.Last.ToString()));
        var again = await ImportAsync("three", Make.AnEvent("changed", "2024-03-01", "\"amount\":9.50"), Make.AnEvent("new", "2024-06-01"));
        Assert.Equal((1, 1), (again.Updated, again.Created));
        await AssertCleanAsync(Store);
    }

    [Fact]
    public async Task Undoing_twice_finds_nothing_more_to_do()
    {
        await ImportAsync("one", Make.AnEvent("changed", "2024-01-02"));
        await ImportAsync("two", Make.AnEvent("changed", "2024-03-01"), Make.AnEvent("new"));
        await UndoAsync("two", ("changed", false), ("new", true));
        var again = await UndoAsync("two", ("changed", false), ("new", true));
        Assert.Equal((0, 1, 1), (again.Changed, again.Withheld, again.Unchanged));
        Assert.Equal("2024-01-02", (await Store.FindAsync("changed"))!.Time.ToString());
    }

    [Fact]
    public async Task What_a_later_run_changed_is_left_and_undoing_that_one_goes_back_before_both()
    {
        await ImportAsync("zero", Make.AnEvent("old", "2024-01-01"));
        await ImportAsync("one", Make.AnEvent("old", "2024-02-01"), Make.AnEvent("made", "2024-02-01"));
        await ImportAsync("two", Make.AnEvent("old", "2024-03-01"), Make.AnEvent("made", "2024-03-01"));
        Assert.Equal(new UndoCounts(0, 0, 2, 0), await ForeseeAsync("one", ("old", false), ("made", true)));
        var left = await UndoAsync("one", ("old", false), ("made", true));
        Assert.Equal((0, 2), (left.Changed, left.Withheld));
        Assert.Equal("2024-03-01", (await Store.FindAsync("old"))!.Time.ToString());

        Assert.Equal(new UndoCounts(1, 1, 0, 0), await ForeseeAsync("two", ("old", false), ("made", false)));
        var undone = await UndoAsync("two", ("old", false), ("made", false));
        Assert.Equal((1, 1), (undone.Updated, undone.Deleted));
        Assert.Equal("2024-01-01", (await Store.FindAsync("old"))!.Time.ToString());
        Assert.Null(await Store.FindAsync("made"));
        await AssertCleanAsync(Store);
    }

    [Fact]
    public async Task Runs_are_undone_one_after_the_other_from_the_last()
    {
        await ImportAsync("zero", Make.AnEvent("a", "2024-01-01"));
        await ImportAsync("one", Make.AnEvent("a", "2024-02-01"));
        await ImportAsync("two", Make.AnEvent("a", "2024-03-01"));
        Assert.Equal(1, (await UndoAsync("two", ("a", false))).Updated);
        Assert.Equal("2024-02-01", (await Store.FindAsync("a"))!.Time.ToString());
        Assert.Equal(1, (await UndoAsync("one", ("a", false))).Updated);
        Assert.Equal("2024-01-01", (await Store.FindAsync("a"))!.Time.ToString());
        await AssertCleanAsync(Store);
    }

    [Fact]
    public async Task A_record_that_a_run_told_twice_goes_back_to_what_it_was_before_the_run()
    {
        await ImportAsync("one", Make.AnEvent("a", "2024-01-01"));
        await ImportAsync("two", Make.AnEvent("a", "2024-02-01"));
        await ImportAsync("two", Make.AnEvent("a", "2024-03-01"));
        Assert.Equal(1, (await UndoAsync("two", ("a", false))).Updated);
        Assert.Equal("2024-01-01", (await Store.FindAsync("a"))!.Time.ToString());
    }

    [Fact]
    public async Task What_the_person_deleted_meanwhile_stays_deleted_and_loses_what_the_run_brought()
    {
        await ImportAsync("one", Make.AnEvent("old", "2024-01-01"));
        await ImportAsync("two", Make.AnEvent("old", "2024-02-01"), Make.AnEvent("made", "2024-02-01"));
        await Store.WriteAsync(Make.Delete(Make.IdOf("old")), Make.Delete(Make.IdOf("made")));
        var undone = await UndoAsync("two", ("old", false), ("made", true));
        Assert.Equal((1, 1), (undone.Updated, undone.Deleted));
        Assert.True((await Store.FindAsync("made"))!.Removed);
        var old = (await Store.FindAsync("old"))!;
        Assert.Equal((true, false, "2024-01-01"), (old.Deleted, old.Removed, old.Time.ToString()));
        Assert.NotNull(old.Provenance.Deleted);
        Assert.Equal(2, (await ImportAsync("three", Make.AnEvent("old", "2024-02-01"), Make.AnEvent("made", "2024-02-01"))).Withheld);
        await Store.WriteAsync(Make.Restore(Make.IdOf("old")));
        Assert.Equal(1, Assert.Single(await Store.CoverageAsync()).Count);
        await AssertCleanAsync(Store);
    }

    [Fact]
    public async Task What_a_run_withdrew_comes_back_and_what_it_brought_back_is_withdrawn_again()
    {
        await ImportAsync("one", Make.AnEvent("withdrawn", "2024-01-01"), Make.AnEvent("revived", "2024-01-02"));
        await Store.WriteAsync(Make.Withdraw(Make.IdOf("revived")));
        await Store.WriteAsync(Make.Withdraw(Make.IdOf("withdrawn")) with { Provenance = Make.From("one", "three") });
        await ImportAsync("three", Make.AnEvent("revived", "2024-05-01"));
        var undone = await UndoAsync("three", ("withdrawn", false), ("revived", true));
        Assert.Equal((2, 0), (undone.Updated, undone.Withheld));
        var back = (await Store.FindAsync("withdrawn"))!;
        Assert.Equal((false, null), (back.Deleted, back.Provenance.Withdrawn));
        var again = (await Store.FindAsync("revived"))!;
        Assert.Equal((true, "2024-01-02"), (again.Withdrawn, again.Time.ToString()));
        Assert.Equal(1, Assert.Single(await Store.CoverageAsync()).Count);
        await AssertCleanAsync(Store);
    }

    [Fact]
    public async Task Without_a_copy_of_what_it_was_a_changed_record_is_left()
    {
        await Store.PutAsync(Make.AnEvent("a", "2024-01-01"));
        await Store.WriteAsync(Make.Put(Make.AnEvent("a", "2024-02-01"), run: "two"));
        Assert.Equal(1, (await UndoAsync("two", ("a", false))).Withheld);
        Assert.Equal("2024-02-01", (await Store.FindAsync("a"))!.Time.ToString());
    }

    [Fact]
    public async Task An_erased_record_leaves_no_copy_of_what_it_was()
    {
        await ImportAsync("one", Make.AnEvent("a", "2024-01-01"));
        await ImportAsync("two", Make.AnEvent("a", "2024-02-01"));
        await Store.WriteAsync(Make.Erase(Make.IdOf("a")));
        await ImportAsync("two", Make.AnEvent("a", "2024-02-01"));
        Assert.Equal(new UndoCounts(0, 0, 1, 0), await ForeseeAsync("two", ("a", false)));
    }

    [Fact]
    public async Task An_undo_stands_in_the_journal_with_what_it_did()
    {
        await ImportAsync("one", Make.AnEvent("a", "2024-01-01"));
        await ImportAsync("two", Make.AnEvent("a", "2024-02-01"), Make.AnEvent("b"));
        await UndoAsync("two", ("a", false), ("b", true));
        var line = Assert.Single(await Store.JournalAsync(new(Purpose: "run undo")));
        Assert.Equal(("undo", 2L, "account:ada"), (line.Action, line.Count, line.Actor));
    }

    [Fact]
    public async Task What_came_from_a_file_is_counted_by_type_while_it_is_live()
    {
        var hash = Make.From("one").Raw!;
        await Store.WriteAsync(Make.Put(Make.AnEvent("a")), Make.Put(Make.AnEvent("b"), run: "run-2"), Make.Put(Make.AnEvent("elsewhere")) with { Provenance = Make.From("one") with { Raw = "sha256-" + new string('b', 64) } });
        await Store.WriteAsync(Make.Put(Make.Record(Make.Reading, """{"ref":"r","at":"2024-01-01T00:00:00Z","step":1800,"amount":0.132}"""), type: Make.Reading));
        Assert.Equal([("test.event", 2L), ("test.reading", 1L)], (await Store.CameFromAsync(hash)).Select(type => (type.Key, type.Value)).Order());
        await Store.WriteAsync(Make.Delete(Make.IdOf("a")));
        Assert.Equal(1, (await Store.CameFromAsync(hash))["test.event"]);
        Assert.Empty(await Store.CameFromAsync("sha256-" + new string('c', 64)));
    }

    private ValueTask<BatchCounts> ImportAsync(string run, params IEnumerable<Hub.Core.Records.PreparedRecord> records)
    {
        var batch = new RecordBatch { Writer = new Writer("one", "plugin:one", $"run {run}", KeepsPriors: true) };
        batch.Writes.AddRange(records.Select(record => Make.Put(record, run: run)));
        return Store.CommitAsync(batch);
    }

    private ValueTask<BatchCounts> UndoAsync(string run, params IEnumerable<(string Name, bool WasCreated)> records)
    {
        var batch = new RecordBatch { Writer = new Writer("", "account:ada", "run undo"), Undoing = run };
        batch.Writes.AddRange(Undos(records));
        return Store.CommitAsync(batch);
    }

    private ValueTask<UndoCounts> ForeseeAsync(string run, params IEnumerable<(string Name, bool WasCreated)> records) => Store.ForeseeUndoAsync(run, [.. Undos(records)]);

    private static IEnumerable<RecordWrite> Undos(IEnumerable<(string Name, bool WasCreated)> records) =>
        records.Select(record => new RecordWrite(WriteKind.Undo, Make.Event, Make.IdOf(record.Name), null, null) { WasCreated = record.WasCreated });
}
