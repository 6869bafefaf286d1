using System.Text;
using System.Text.Json;
using Hub.Core.Records;
using Hub.Core.Vaults;
using Xunit;

namespace Storage.Tests;

public abstract partial class VaultStoreSuite
{
    [Fact]
    public async Task A_correction_is_read_everywhere_and_what_the_holder_said_stays_beside_it()
    {
        await ImportAsync("one", Make.AnEvent("a", "2024-01-02", "\"amount\":1.50,\"kind\":\"x\""));
        Assert.Equal((1, 2L), await CorrectAsync("""{"amount":2.75,"note":"mine"}"""));

        var found = (await Store.FindAsync("a"))!;
        Assert.Equal(("""{"amount":2.75,"at":"2024-01-02","kind":"x","note":"mine","ref":"a"}""", """{"amount":1.50,"at":"2024-01-02","kind":"x","ref":"a"}"""), Texts(found));
        Assert.Equal(["amount", "note"], found.Provenance.Corrected!.Fields);
        Assert.Equal(("account:ada", "one", "one"), (found.Provenance.Corrected.By, found.Provenance.Source, found.Provenance.Run));
        Assert.True(Condition.TryParse("/amount:eq:2.75", out var condition));
        Assert.Equal(["a"], await Store.NamesAsync(new(Make.Event) { Where = [condition] }));
        var scanned = new List<string>();
        await Store.ScanAsync("test.event", TimeBounds.None, record => scanned.Add(Encoding.UTF8.GetString(record.Data)));
        Assert.Contains("2.75", Assert.Single(scanned), StringComparison.Ordinal);
        Assert.Contains((await Store.TouchedSinceAsync("test.event", 1))!.Times, time => time.ToString() == "2024-01-02");
        var line = (await Store.JournalAsync(new()))[^1];
        Assert.Equal(("correct", "account:ada", "fields amount, note", 1L), (line.Action, line.Actor, line.Purpose, line.Count));
        await AssertCleanAsync(Store);
        await ReopenAsync();
        Assert.Equal(Texts(found), Texts((await Store.FindAsync("a"))!));
    }

    [Fact]
    public async Task What_a_later_sync_says_goes_under_the_correction_and_the_same_again_changes_nothing()
    {
        await ImportAsync("one", Make.AnEvent("a", "2024-01-02", "\"amount\":1.50"));
        await CorrectAsync("""{"amount":2.75}""");
        var before = (await Store.FindAsync("a"))!;
        var same = await ImportAsync("two", Make.AnEvent("a", "2024-01-02", "\"amount\":1.50"));
        Assert.Equal((0, 1, before.Sequence), (same.Changed, same.Unchanged, same.Sequence));
        Assert.Equal((before.Provenance, Texts(before)), ((await Store.FindAsync("a"))!.Provenance, Texts((await Store.FindAsync("a"))!)));

        var other = await ImportAsync("three", Make.AnEvent("a", "2024-02-02", "\"amount\":9.00,\"kind\":\"new\""));
        Assert.Equal(1, other.Updated);
        var after = (await Store.FindAsync("a"))!;
        Assert.Equal(("""{"amount":2.75,"at":"2024-02-02","kind":"new","ref":"a"}""", """{"amount":9.00,"at":"2024-02-02","kind":"new","ref":"a"}"""), Texts(after));
        Assert.Equal(("three", "2024-02-02"), (after.Provenance.Run, after.Time.ToString()));
        Assert.Equal(before.Provenance.Corrected, after.Provenance.Corrected);

        Assert.Equal((1, after.Sequence + 1), await LiftAsync());
        var lifted = (await Store.FindAsync("a"))!;
        Assert.Equal(("""{"amount":9.00,"at":"2024-02-02","kind":"new","ref":"a"}""", null), Texts(lifted));
        Assert.Null(lifted.Provenance.Corrected);
        Assert.Equal("lift", (await Store.JournalAsync(new()))[^1].Action);
        Assert.Equal((0, lifted.Sequence), await LiftAsync());
        await AssertCleanAsync(Store);
    }

    [Fact]
    public async Task A_correction_of_a_correction_is_held_against_what_the_holder_said()
    {
        await ImportAsync("one", Make.AnEvent("a", "2024-01-02", "\"amount\":1.50,\"kind\":\"x\""));
        await CorrectAsync("""{"amount":2.75,"kind":null}""");
        await CorrectAsync("""{"amount":1.50}""");
        var found = (await Store.FindAsync("a"))!;
        Assert.Equal(["kind"], found.Provenance.Corrected!.Fields);
        Assert.Equal("""{"amount":1.50,"at":"2024-01-02","kind":"x","ref":"a"}""", Texts(found).Said);

        // As the holder said it, nothing is corrected any more.
        await CorrectAsync("""{"kind":"x"}""");
        Assert.Null((await Store.FindAsync("a"))!.Provenance.Corrected);
        await AssertCleanAsync(Store);
    }

    [Fact]
    public async Task Undoing_an_import_gives_back_what_the_holder_said_before_it_under_the_correction()
    {
        await ImportAsync("one", Make.AnEvent("a", "2024-01-02", "\"amount\":1.50"));
        await ImportAsync("two", Make.AnEvent("a", "2024-03-01", "\"amount\":9.00"));
        await CorrectAsync("""{"note":"mine"}""");
        Assert.Equal(new UndoCounts(0, 1, 0, 0), await ForeseeAsync("two", ("a", false)));
        Assert.Equal(1, (await UndoAsync("two", ("a", false))).Updated);
        var back = (await Store.FindAsync("a"))!;
        Assert.Equal(("""{"amount":1.50,"at":"2024-01-02","note":"mine","ref":"a"}""", """{"amount":1.50,"at":"2024-01-02","ref":"a"}"""), Texts(back));
        await AssertCleanAsync(Store);

        Assert.Equal(1, (await UndoAsync("one", ("a", true))).Deleted);
        Assert.Null(await Store.FindAsync("a"));
        await ImportAsync("again", Make.AnEvent("a", "2024-01-02", "\"amount\":1.50"));
        Assert.Equal(("""{"amount":1.50,"at":"2024-01-02","ref":"a"}""", null), Texts((await Store.FindAsync("a"))!));
        await AssertCleanAsync(Store);
    }

    [Fact]
    public async Task A_correction_outlives_the_trash_and_a_withdrawal_and_goes_with_an_erasure()
    {
        await ImportAsync("one", Make.AnEvent("a", "2024-01-02", "\"amount\":1.50"));
        await CorrectAsync("""{"amount":2.75}""");
        var corrected = Texts((await Store.FindAsync("a"))!);
        await Store.WriteAsync(Make.Delete(Make.IdOf("a")));
        Assert.Equal(1, (await ImportAsync("two", Make.AnEvent("a", "2024-01-02", "\"amount\":5"))).Withheld);
        Assert.Equal(corrected, Texts(Assert.Single((await Store.TrashAsync(null, 10)).Items)));
        await Store.WriteAsync(Make.Restore(Make.IdOf("a")));
        Assert.Equal(corrected, Texts((await Store.FindAsync("a"))!));
        await Store.WriteAsync(Make.Withdraw(Make.IdOf("a")));
        await ImportAsync("three", Make.AnEvent("a", "2024-01-02", "\"amount\":6"));
        Assert.Equal(("""{"amount":2.75,"at":"2024-01-02","ref":"a"}""", """{"amount":6,"at":"2024-01-02","ref":"a"}"""), Texts((await Store.FindAsync("a"))!));
        await AssertCleanAsync(Store);

        await Store.WriteAsync(Make.Erase(Make.IdOf("a")));
        await ImportAsync("four", Make.AnEvent("a", "2024-01-02", "\"amount\":6"));
        Assert.Equal(("""{"amount":6,"at":"2024-01-02","ref":"a"}""", null), Texts((await Store.FindAsync("a"))!));
    }

    [Fact]
    public async Task A_restore_brings_both_and_a_lift_there_gives_back_the_holders()
    {
        var (said, corrected) = (Make.AnEvent("a", "2024-01-02", "\"amount\":1.50"), Make.AnEvent("a", "2024-01-02", "\"amount\":2.75"));
        var provenance = Make.From("one") with { Corrected = new Correction(Make.Now, "account:ada", ["amount"]) };
        await Store.WriteAsync(new RecordWrite(WriteKind.Add, Make.Event, corrected.Id, corrected, provenance) { Said = said });
        var found = (await Store.FindAsync("a"))!;
        Assert.Equal((provenance, Encoding.UTF8.GetString(said.Data.Span)), (found.Provenance, Texts(found).Said));
        Assert.Equal(1, (await Store.PutAsync(said)).Unchanged);
        Assert.Equal(provenance, (await Store.FindAsync("a"))!.Provenance);
        await LiftAsync();
        Assert.Equal(Encoding.UTF8.GetString(said.Data.Span), Texts((await Store.FindAsync("a"))!).Data);
        await AssertCleanAsync(Store);
    }

    [Fact]
    public async Task A_correction_of_what_changed_meanwhile_is_withheld()
    {
        await ImportAsync("one", Make.AnEvent("a", "2024-01-02", "\"amount\":1.50"));
        var read = (await Store.FindAsync("a"))!;
        await ImportAsync("two", Make.AnEvent("a", "2024-01-02", "\"amount\":3"));
        Assert.Equal(1, (await CommitCorrectionAsync(Corrections.Prepare(Make.Event, read, JsonElement.Parse("""{"amount":2.75}"""), new RecordErrors())!.Value)).Withheld);
        Assert.Null((await Store.FindAsync("a"))!.Said);
    }

    [Theory]
    [InlineData("""{"ref":"b"}""", "/ref")]
    [InlineData("""{"at":"2025-01-01"}""", "/at")]
    [InlineData("""{"amount":"much"}""", "/amount")]
    [InlineData("[1]", "")]
    public async Task What_tells_the_record_or_its_time_and_what_its_schema_refuses_cannot_be_corrected(string patch, string path)
    {
        await ImportAsync("one", Make.AnEvent("a", "2024-01-02", "\"amount\":1.50"));
        var errors = new RecordErrors();
        Assert.Null(Corrections.Prepare(Make.Event, (await Store.FindAsync("a"))!, JsonElement.Parse(patch), errors));
        Assert.Equal(path, errors.Items[0].Path);
    }

    private static (string Data, string? Said) Texts(StoredRecord record) =>
        (Encoding.UTF8.GetString(record.Data.Span), record.Said is { } said ? Encoding.UTF8.GetString(said.Span) : null);

    private async Task<(int Updated, long Sequence)> CorrectAsync(string patch)
    {
        var errors = new RecordErrors();
        var write = Corrections.Prepare(Make.Event, (await Store.FindAsync("a"))!, JsonElement.Parse(patch), errors) ?? throw new InvalidOperationException(errors.Items[0].ToString());
        var counts = await CommitCorrectionAsync(write);
        return (counts.Updated, counts.Sequence);
    }

    private async Task<(int Updated, long Sequence)> LiftAsync()
    {
        var counts = await CommitCorrectionAsync(Corrections.Lift(Make.Event, (await Store.FindAsync("a"))!));
        return (counts.Updated, counts.Sequence);
    }

    private ValueTask<BatchCounts> CommitCorrectionAsync(RecordWrite write) =>
        Store.CommitAsync(Corrections.Batch(write, "account:ada"));
}
