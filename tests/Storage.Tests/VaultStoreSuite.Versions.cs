using System.Text;
using System.Text.Json;
using Hub.Core.Records;
using Hub.Core.Search;
using Hub.Core.Vaults;
using Xunit;

namespace Storage.Tests;

public abstract partial class VaultStoreSuite
{
    private const string Energy = """{"energy":132,"meter":"a","quality":"measured","start":"2024-01-01T00:30:00+01:00"}""";

    [Fact]
    public async Task Records_of_an_earlier_version_of_their_type_become_todays_and_stay_the_same_records()
    {
        PreparedRecord[] old =
        [
            Meters.Old("a"), Meters.Old("b", "1.50", ",\"kind\":\"elec\",\"note\":\"attic\",\"place\":{\"town\":\"Exampleville\"},\"lines\":[{\"code\":\"A\",\"amount\":12.50},{\"code\":\"B\"}]"),
            Meters.Old("child", subject: "child"), Meters.Old("deleted"), Meters.Old("withdrawn"), Meters.Old("erased"),
        ];
        await PutAllAsync(Meters.First, old);
        await Store.WriteAsync(Make.Delete(old[3].Id, Meters.First), new RecordWrite(WriteKind.Withdraw, Meters.First, old[4].Id, null, Make.From("one", "run-2")), new RecordWrite(WriteKind.Erase, Meters.First, old[5].Id, null, null));
        await Store.PutAsync(Make.AnEvent("other", "2024-01-02"));
        var (since, coverage) = (await Store.SequenceAsync(), await Store.CoverageAsync());
        await ReopenAsync();

        await Store.BringUpAsync([Meters.Second, Make.Event]);

        var found = (await Store.FindAsync(Meters.Second, old[0].Id))!;
        Assert.Equal((Energy, old[0].Time, Make.From("one")), (Encoding.UTF8.GetString(found.Data.Span), found.Time, found.Provenance));
        Assert.Equal(
            """{"commodity":"electricity","energy":1500,"lines":[{"code":"base","cost":0.125},{"code":"peak"}],"meter":"b","quality":"measured","remark":"attic","start":"2024-01-01T00:30:00+01:00","town":"Exampleville"}""",
            Encoding.UTF8.GetString((await Store.FindAsync(Meters.Second, old[1].Id))!.Data.Span));
        Assert.Equal("child", (await Store.FindAsync(Meters.Second, old[2].Id))!.Subject);
        Assert.Equal(old.Take(5).Select(record => record.Id), (await Store.ChangesAsync(since, 100, _ => true)).Select(change => change.Id));
        Assert.Single((await Store.TouchedSinceAsync("test.meter", since))!.Times);
        Assert.Equal(coverage, await Store.CoverageAsync());
        Assert.Contains("\"meter\":\"deleted\"", Encoding.UTF8.GetString(Assert.Single((await Store.TrashAsync(null, 10)).Items).Data.Span), StringComparison.Ordinal);
        Assert.True((await Store.FindAsync(Meters.Second, old[4].Id))!.Withdrawn);
        Assert.True(Condition.TryParse("/energy:eq:1500", out var condition));
        Assert.Equal(old[1].Id, Assert.Single((await Store.QueryAsync(new(Meters.Second) { Where = [condition] })).Items).Id);
        var line = (await Store.JournalAsync(new()))[^1];
        Assert.Equal(("bring-up", "hub", "version 2", 5L), (line.Action, line.Actor, line.Purpose, line.Count));

        var (sequence, again) = (await Store.SequenceAsync(), await PutAllAsync(Meters.Second, [.. old.Take(5).Select(Meters.Told)]));
        Assert.Equal((0, 3, 1, 1, sequence), (again.Updated, again.Unchanged, again.Withheld, again.Created, again.Sequence - 1));
        await AssertCleanAsync(Store);
        await ReopenAsync();
        sequence = await Store.SequenceAsync();
        await Store.BringUpAsync([Meters.Second]);
        Assert.Equal(sequence, await Store.SequenceAsync());
    }

    [Fact]
    public async Task What_was_found_by_its_old_words_is_found_by_its_new_ones()
    {
        var texts = new RecordTexts(RecordTypes.Load([Path.Combine(Hub.Testing.Samples.Repository, "tests", "Hub.Testing", "Meters", "2", "test.meter.json")]));
        await PutAllAsync(Meters.First, Meters.Old("a", more: ",\"kind\":\"elec\",\"note\":\"attic\""));
        Assert.Empty(await FindAllAsync("Electricity"));
        await Store.BringUpAsync([Meters.Second]);
        Assert.Equal("attic", JsonElement.Parse(Assert.Single(await FindAllAsync("Electricity")).Record!.Data.Span).GetProperty("remark").GetString());
        Assert.Single(await FindAllAsync("attic"));

        async Task<List<SearchHit>> FindAllAsync(string words)
        {
            var found = new List<SearchHit>();
            SearchPlace? place = null;
            SearchPage page;
            do
            {
                page = await Store.SearchAsync(new SearchQuestion(SearchWords.Of(words), _ => true, false, 10, place), texts, TestContext.Current.CancellationToken);
                found.AddRange(page.Items);
                place = page.Next ?? place;
            }
            while (page.Next is not null || page.Unread > 0);
            return found;
        }
    }

    [Fact]
    public async Task A_correction_stands_over_what_the_holder_says_in_the_new_version()
    {
        var old = Meters.Old("a", more: ",\"note\":\"cellar\"");
        await PutAllAsync(Meters.First, old);
        var record = (await Store.FindAsync(Meters.First, old.Id))!;
        var write = Corrections.Prepare(Meters.First, record, JsonElement.Parse("""{"note":"attic"}"""), new RecordErrors())!.Value;
        await Store.CommitAsync(Corrections.Batch(write, "account:ada"));

        await Store.BringUpAsync([Meters.Second]);

        var found = (await Store.FindAsync(Meters.Second, old.Id))!;
        Assert.Equal(["remark"], found.Provenance.Corrected!.Fields);
        Assert.Contains("\"remark\":\"attic\"", Encoding.UTF8.GetString(found.Data.Span), StringComparison.Ordinal);
        Assert.Contains("\"remark\":\"cellar\"", Encoding.UTF8.GetString(found.Said!.Value.Span), StringComparison.Ordinal);
        Assert.Equal(1, (await PutAllAsync(Meters.Second, Meters.Told(old))).Unchanged);
        await PutAllAsync(Meters.Second, Meters.Told(Meters.Old("a", "2", ",\"note\":\"cellar\"")));
        Assert.Contains("\"energy\":2000,\"meter\":\"a\",\"quality\":\"measured\",\"remark\":\"attic\"", Encoding.UTF8.GetString((await Store.FindAsync(Meters.Second, old.Id))!.Data.Span), StringComparison.Ordinal);
        await Store.CommitAsync(Corrections.Batch(Corrections.Lift(Meters.Second, (await Store.FindAsync(Meters.Second, old.Id))!), "account:ada"));
        Assert.Contains("\"remark\":\"cellar\"", Encoding.UTF8.GetString((await Store.FindAsync(Meters.Second, old.Id))!.Data.Span), StringComparison.Ordinal);
        await AssertCleanAsync(Store);
    }

    [Fact]
    public async Task An_import_before_the_step_can_be_undone_after_it()
    {
        var (before, after) = (Meters.Old("a"), Meters.Old("a", "9"));
        await PutAllAsync(Meters.First, before);
        var import = Make.Batch("one", Meters.Put(Meters.First, after, "run-2"));
        await Store.CommitAsync(new RecordBatch { Writer = import.Writer with { KeepsPriors = true }, Writes = { import.Writes[0] } });

        await Store.BringUpAsync([Meters.Second]);
        await Store.CommitAsync(new RecordBatch { Writer = new Writer("one", "account:ada", "undo"), Undoing = "run-2", Writes = { new RecordWrite(WriteKind.Undo, Meters.Second, before.Id, null, null) } });

        Assert.Equal(Energy, Encoding.UTF8.GetString((await Store.FindAsync(Meters.Second, before.Id))!.Data.Span));
        await AssertCleanAsync(Store);
    }

    [Fact]
    public async Task A_version_that_is_not_known_is_refused_with_what_to_do_and_nothing_is_written()
    {
        await PutAllAsync(Meters.First, Meters.Old("a"));
        var early = await Assert.ThrowsAsync<VaultException>(async () => await PutAllAsync(Meters.Second, Meters.Told(Meters.Old("b"))));
        Assert.Equal("This vault holds test.meter in version 1, and this hub writes version 2. Start the hub again.", early.Message);
        await Store.BringUpAsync([Meters.Second]);
        var sequence = await Store.SequenceAsync();

        const string Newer = "This vault holds test.meter in version 2, written by a newer hub; this one knows version 1. Start the newer version, or restore an export made with it.";
        Assert.Equal(Newer, (await Assert.ThrowsAsync<NewerVaultException>(async () => await Store.BringUpAsync([Meters.First]))).Message);
        Assert.Equal(Newer, (await Assert.ThrowsAsync<NewerVaultException>(async () => await PutAllAsync(Meters.First, Meters.Old("b")))).Message);
        Assert.Equal(sequence, await Store.SequenceAsync());
    }

    [Fact]
    public async Task A_vault_that_holds_none_of_a_type_takes_its_present_version_at_once()
    {
        var sequence = await Store.SequenceAsync();
        await Store.BringUpAsync([Meters.Second]);
        Assert.Equal(sequence, await Store.SequenceAsync());
        var record = Meters.Told(Meters.Old("a"));
        await PutAllAsync(Meters.Second, record);
        await ReopenAsync();
        await Store.BringUpAsync([Meters.Second]);
        Assert.Equal(Energy, Encoding.UTF8.GetString((await Store.FindAsync(Meters.Second, record.Id))!.Data.Span));
    }

    [Fact]
    public async Task Two_hubs_that_open_it_at_once_bring_each_record_up_once()
    {
        await PutAllAsync(Meters.First, [.. Enumerable.Range(0, 1200).Select(n => Meters.Old($"m{n:d4}"))]);
        await using var other = await MakeStores().OpenAsync(Vault);

        await Task.WhenAll(Task.Run(async () => await Store.BringUpAsync([Meters.Second])), Task.Run(async () => await other.BringUpAsync([Meters.Second])));

        foreach (var store in new[] { Store, other })
        {
            await store.RefreshAsync();
            var energies = new List<string>();
            await store.ScanAsync("test.meter", TimeBounds.None, record => energies.Add(JsonElement.Parse(record.Data).GetProperty("energy").GetRawText()));
            Assert.Equal((1200, "132"), (energies.Count, Assert.Single(energies.Distinct())));
            await AssertCleanAsync(store);
        }
    }

    private ValueTask<BatchCounts> PutAllAsync(RecordType type, params PreparedRecord[] records) => Store.CommitAsync(Make.Batch("one", records.Select(record => Meters.Put(type, record))));
}
