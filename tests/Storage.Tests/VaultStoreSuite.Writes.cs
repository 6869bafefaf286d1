using System.Text;
using System.Text.Json;
using Hub.Core.Records;
using Hub.Core.Vaults;
using Xunit;

namespace Storage.Tests;

public abstract partial class VaultStoreSuite
{
    [Fact]
    public async Task What_was_erased_leaves_no_content_and_may_come_again_from_anywhere()
    {
        await Store.PutAsync(Make.AnEvent("kept", "2024-01-01"), Make.AnEvent("gone", "2024-01-02"), Make.AnEvent("twice gone", "2024-01-03"));
        await Store.WriteAsync(Make.Delete(Make.IdOf("twice gone")));
        var before = await Store.SequenceAsync();
        var erased = await Store.WriteAsync(new RecordWrite(WriteKind.Erase, Make.Event, Make.IdOf("gone"), null, null), new RecordWrite(WriteKind.Erase, Make.Event, Make.IdOf("twice gone"), null, null));
        Assert.Equal(2, erased.Deleted);
        Assert.Null(await Store.FindAsync("gone"));
        Assert.Null(await Store.FindAsync("twice gone"));
        Assert.Equal(["kept"], await Store.NamesAsync(new RecordQuery(Make.Event)));
        Assert.All(await Store.ChangesAsync(before, 10, _ => true), change => Assert.True(change.Deleted));
        Assert.Equal(1, Assert.Single(await Store.CoverageAsync()).Count);
        await using (var snapshot = await Store.SnapshotAsync())
        {
            Assert.Equal(["kept"], snapshot.Records("test.event").Select(Make.NameOf));
        }

        Assert.Equal(0, (await Store.WriteAsync(Make.Restore(Make.IdOf("gone")))).Created);
        var again = await Store.CommitAsync(Make.Batch("two", Make.Put(Make.AnEvent("gone", "2024-01-05"), "two"), Make.Put(Make.AnEvent("twice gone", "2024-01-03"), "two")));
        Assert.Equal((2, 0, 0), (again.Created, again.Owned, again.Withheld));
        Assert.Equal("two", (await Store.FindAsync("gone"))!.Provenance.Source);
        Assert.Equal(["kept", "twice gone", "gone"], await Store.NamesAsync(new RecordQuery(Make.Event)));
        Assert.Empty(await Store.CheckAsync());
    }

    [Fact]
    public async Task A_new_record_is_created_a_changed_one_updated_an_equal_one_left_alone()
    {
        var first = await Store.PutAsync(Make.AnEvent("a", "2024-01-01T10:00:00+01:00", "\"amount\":1"), Make.AnEvent("b", "2024-01-02"));
        Assert.Equal(new BatchCounts(2, 0, 0, 0, 0, 0, 0, 0, 2), first);

        var second = await Store.PutAsync(Make.AnEvent("a", "2024-01-01T10:00:00+01:00", "\"amount\":2"), Make.AnEvent("b", "2024-01-02"));
        Assert.Equal(new BatchCounts(0, 1, 1, 0, 0, 0, 0, 0, 3), second);
        var found = (await Store.FindAsync("a"))!;
        Assert.Equal(3, found.Sequence);
        Assert.Contains("\"amount\":2", Encoding.UTF8.GetString(found.Data.Span), StringComparison.Ordinal);
        Assert.Equal("2024-01-01T10:00:00+01:00", found.Time.ToString());
        Assert.Equal(3, await Store.SequenceAsync());
        await AssertCleanAsync(Store);
    }

    [Fact]
    public async Task Where_a_record_comes_from_is_known_after_a_run_that_brought_nothing_new()
    {
        await Store.PutAsync(Make.AnEvent("a"));
        Assert.Equal(1, (await Store.WriteAsync(Make.Put(Make.AnEvent("a"), run: "run-2"))).Unchanged);
        await Store.WriteAsync(Make.Put(Make.AnEvent("b"), run: "run-3"));
        await Store.WriteAsync(Make.Put(Make.AnEvent("c"), run: "run-2"));
        Assert.Equal(["run-1", "run-3", "run-2"], new[] { await Store.FindAsync("a"), await Store.FindAsync("b"), await Store.FindAsync("c") }.Select(record => record!.Provenance.Run));
        await AssertCleanAsync(Store);
    }

    [Fact]
    public async Task The_same_batch_again_changes_nothing_at_all()
    {
        PreparedRecord[] records = [.. Enumerable.Range(0, 50).Select(n => Make.AnEvent($"e{n}", "2024-01-01"))];
        await Store.PutAsync(records);
        var again = await Store.PutAsync(records);
        Assert.Equal(50, again.Unchanged);
        Assert.Equal(0, again.Changed);
        Assert.Equal(50, await Store.SequenceAsync());
        Assert.Single(await Store.JournalAsync(new()));
    }

    [Fact]
    public async Task A_record_told_twice_in_one_batch_is_kept_once_as_told_last()
    {
        var counts = await Store.PutAsync(Make.AnEvent("a", "2024-01-01"), Make.AnEvent("a", "2024-02-01"));
        Assert.Equal((1, 1), (counts.Created, counts.Updated));
        Assert.Equal("2024-02-01", (await Store.FindAsync("a"))!.Time.ToString());
        Assert.Equal(1, Assert.Single(await Store.CoverageAsync()).Count);
        await AssertCleanAsync(Store);
    }

    [Fact]
    public async Task A_deleted_record_is_withheld_until_it_is_taken_back()
    {
        await Store.PutAsync(Make.AnEvent("a", "2024-01-01"));
        var deleted = await Store.WriteAsync(Make.Delete(Make.IdOf("a")));
        Assert.Equal((1, 2L), (deleted.Deleted, deleted.Sequence));
        Assert.True((await Store.FindAsync("a"))!.Deleted);
        Assert.Empty(await Store.NamesAsync(new(Make.Event)));

        var put = await Store.PutAsync(Make.AnEvent("a", "2024-03-01"));
        Assert.Equal((1, 0), (put.Withheld, put.Changed));
        var again = await Store.WriteAsync(Make.Delete(Make.IdOf("a")));
        Assert.Equal((0, 1), (again.Deleted, again.Unchanged));

        var restored = await Store.WriteAsync(Make.Restore(Make.IdOf("a")));
        Assert.Equal((1, 3L), (restored.Created, restored.Sequence));
        Assert.Equal("2024-01-01", (await Store.FindAsync("a"))!.Time.ToString());
        Assert.Equal(1, (await Store.PutAsync(Make.AnEvent("a", "2024-03-01"))).Updated);
        await AssertCleanAsync(Store);
    }

    [Fact]
    public async Task What_is_not_there_is_neither_deleted_nor_taken_back()
    {
        var counts = await Store.WriteAsync(Make.Delete(Make.IdOf("a")), Make.Restore(Make.IdOf("b")));
        Assert.Equal(0, counts.Changed);
        Assert.Null(await Store.FindAsync("a"));
        Assert.Equal(0, await Store.SequenceAsync());
    }

    [Fact]
    public async Task Another_sources_record_is_left_alone()
    {
        await Store.PutAsync(Make.AnEvent("a", "2024-01-01"));
        var other = await Store.CommitAsync(Make.Batch("two", Make.Put(Make.AnEvent("a", "2025-01-01"), "two")));
        Assert.Equal((1, 0), (other.Owned, other.Changed));
        var found = (await Store.FindAsync("a"))!;
        Assert.Equal(("one", "2024-01-01"), (found.Provenance.Source, found.Time.ToString()));
    }

    [Fact]
    public async Task A_restore_adds_what_is_missing_and_leaves_what_is_there()
    {
        await Store.PutAsync(Make.AnEvent("mine", "2024-01-01"), Make.AnEvent("deleted", "2024-01-01"));
        await Store.WriteAsync(Make.Delete(Make.IdOf("deleted")));
        RecordWrite Add(string name) => Make.Put(Make.AnEvent(name, "2020-01-01"), "old") with { Kind = WriteKind.Add };
        var tomb = Make.Put(Make.AnEvent("tomb", "2020-01-01"), "old") with { Kind = WriteKind.Delete };
        var mine = Make.Put(Make.AnEvent("mine", "2020-01-01"), "old") with { Kind = WriteKind.Delete };

        var counts = await Store.CommitAsync(Make.Batch("restore", Add("mine"), Add("deleted"), Add("new"), tomb, mine));
        Assert.Equal((1, 2, 1, 1), (counts.Created, counts.Unchanged, counts.Withheld, counts.Deleted));
        Assert.Equal(["mine", "new"], (await Store.NamesAsync(new(Make.Event))).Order());
        Assert.Equal("old", (await Store.FindAsync("new"))!.Provenance.Source);
        Assert.True((await Store.FindAsync("tomb"))!.Deleted);
        Assert.Equal(1, (await Store.PutAsync(Make.AnEvent("tomb", "2024-01-01"))).Withheld);
        await AssertCleanAsync(Store);
    }

    [Fact]
    public async Task A_record_keeps_where_it_came_from_and_whom_it_is_about()
    {
        var record = Make.Record(Make.Event, "{\"ref\":\"a\"}", "léa");
        var provenance = Make.From("one", "run-7");
        await Store.CommitAsync(Make.Batch("one", new RecordWrite(WriteKind.Put, Make.Event, record.Id, record, provenance)));
        await ReopenAsync();
        var found = (await Store.FindAsync(Make.Event, record.Id))!;
        Assert.Equal(provenance, found.Provenance);
        Assert.Equal("léa", found.Subject);
        Assert.Equal("run-7", JsonDocument.Parse(found.ProvenanceJson).RootElement.GetProperty("run").GetString());
        Assert.True(found.Time.IsNone);
    }

    [Fact]
    public async Task An_id_is_found_under_its_own_type_only()
    {
        await Store.PutAsync(Make.AnEvent("a"));
        Assert.Null(await Store.FindAsync(Make.Reading, Make.IdOf("a")));
    }

    [Fact]
    public async Task A_record_of_900_KB_comes_back_whole()
    {
        var record = Make.AnEvent("big", "2024-01-01", $"\"note\":\"{new string('é', 450_000)}\"");
        await Store.PutAsync(record);
        await ReopenAsync();
        Assert.True((await Store.FindAsync("big"))!.Data.Span.SequenceEqual(record.Data.Span));
        await AssertCleanAsync(Store);
    }

    [Fact]
    public async Task A_batch_whose_documents_fail_leaves_nothing_behind()
    {
        await Store.PutAsync(Make.AnEvent("before", "2024-01-01"));
        var reading = Make.Record(Make.Reading, """{"ref":"r","at":"2024-01-01","step":60,"amount":1}""");
        var failing = new RecordBatch { Writer = new("new", "plugin:new", "import"), Documents = _ => throw new InvalidDataException() };
        failing.Writes.Add(Make.Put(reading, "new", "lost", Make.Reading));
        failing.Writes.Add(Make.Put(Make.AnEvent("lost"), "new", "lost"));
        failing.Rejects.Add(new RejectedRecord("lost", 1, "test.event", null, [1], null));
        await Assert.ThrowsAsync<InvalidDataException>(async () => await Store.CommitAsync(failing));

        Assert.Equal(1, await Store.SequenceAsync());
        Assert.Null(await Store.FindAsync("lost"));
        Assert.Empty(await Store.RejectsAsync("lost", 0, 10));
        Assert.Single(await Store.JournalAsync(new()));
        // The keys that the lost batch had learned are not used for what comes next.
        await Store.CommitAsync(Make.Batch("other", Make.Put(Make.AnEvent("next"), "other", "next")));
        await Store.CommitAsync(Make.Batch("new", Make.Put(reading, "new", "again", Make.Reading)));
        await ReopenAsync();
        Assert.Equal("next", (await Store.FindAsync("next"))!.Provenance.Run);
        Assert.Equal("again", (await Store.FindAsync(Make.Reading, reading.Id))!.Provenance.Run);
        await AssertCleanAsync(Store);
    }

    [Fact]
    public async Task Documents_rejects_and_the_journal_line_stand_with_the_records()
    {
        var batch = new RecordBatch { Writer = new("one", "plugin:reader", "import"), Documents = counts => [new DocumentWrite("run", "r1", Encoding.UTF8.GetBytes($"{counts.Created}/{counts.Rejected}/{counts.Sequence}"))] };
        batch.Writes.Add(Make.Put(Make.AnEvent("a")));
        batch.Rejects.Add(new RejectedRecord("r1", 2, "test.event", "line 2", "[]"u8.ToArray(), "{\0"u8.ToArray()));
        batch.Rejects.Add(new RejectedRecord("r1", 5, "test.event", null, "[]"u8.ToArray(), null));
        await Store.CommitAsync(batch);
        await ReopenAsync();

        Assert.Equal("1/2/1", Encoding.UTF8.GetString((await Store.FindDocumentAsync("run", "r1"))!));
        var rejects = await Store.RejectsAsync("r1", 0, 10);
        Assert.Equal([2L, 5L], rejects.Select(reject => reject.Ordinal));
        Assert.Equal(("line 2", "{\0"), (rejects[0].At, Encoding.UTF8.GetString(rejects[0].Data!)));
        Assert.Null(rejects[1].Data);
        Assert.Equal(5, Assert.Single(await Store.RejectsAsync("r1", 2, 10)).Ordinal);
        var line = Assert.Single(await Store.JournalAsync(new()));
        Assert.Equal(("plugin:reader", "write", "test.event", "import", 1L), (line.Actor, line.Action, line.Type, line.Purpose, line.Count));
        Assert.Equal([(byte)'c', .. Make.IdOf("a").ToByteArray()], line.Changes!);
    }

    [Fact]
    public async Task A_cancelled_commit_writes_nothing()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await Store.CommitAsync(Make.Batch("one", Make.Put(Make.AnEvent("a"))), cancelled.Token));
        Assert.Equal(1, (await Store.PutAsync(Make.AnEvent("a"))).Created);
    }
}
