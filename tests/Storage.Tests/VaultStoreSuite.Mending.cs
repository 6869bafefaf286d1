using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Hub.Core.Checks;
using Hub.Core.Journal;
using Hub.Core.Vaults;
using Xunit;

namespace Storage.Tests;

public abstract partial class VaultStoreSuite
{
    private static readonly Mending Repair = new("operator");
    private static readonly byte[] Content = RandomNumberGenerator.GetBytes(5000);

    /// <summary>Changes what lies there of the database behind the hub's back.</summary>
    protected abstract Task TamperAsync(string sql);

    /// <summary>Changes a kept content as it lies there, or removes it.</summary>
    protected abstract Task DamageAsync(string hash, Func<byte[], byte[]?> damage);

    /// <summary>Puts a content where it would lie, as an upload does whose listing broke off.</summary>
    protected abstract Task LeaveBehindAsync(string hash, byte[] packed);

    /// <summary>How many contents lie there.</summary>
    protected abstract Task<int> ContentsAsync();

    [Theory]
    [InlineData("update meta set value=1 where key='seq'", FindingKind.Sequence)]
    [InlineData("delete from meta", FindingKind.Sequence)]
    [InlineData("update coverage set count=count+1", FindingKind.Counts)]
    [InlineData("update coverage set first=first-1", FindingKind.Counts)]
    [InlineData("delete from coverage", FindingKind.Counts)]
    [InlineData("insert into coverage select type, 'ghost', 3, 0, 10000, 0, 10000 from coverage", FindingKind.Counts)]
    [InlineData("delete from records where seq=2", FindingKind.Counts)]
    [InlineData("update records set deleted=1 where seq=2", FindingKind.Counts)]
    [InlineData("insert into documents values('aggregate', 'x', cast('{\"sequence\":1000,\"cells\":[]}' as blob))", FindingKind.Totals)]
    [InlineData("insert into documents values('aggregate', 'x', cast('{\"seq' as blob))", FindingKind.Totals)]
    [InlineData("update files set length=1", FindingKind.FileLength)]
    public async Task What_can_be_made_of_what_is_there_is_put_right_and_journalled(string damage, FindingKind kind)
    {
        await FillAsync();
        var records = await RecordsAsync();
        await TamperAsync(damage);
        await ReopenAsync();
        var told = await Store.CheckAsync();
        Assert.Contains(told, finding => finding.Kind == kind && !finding.Mended && finding.Evidence.Count > 0);
        Assert.Equal(told.Select(finding => finding.Kind), (await Store.CheckAsync()).Select(finding => finding.Kind));
        Assert.Empty(await RepairsAsync());

        Assert.All(await Store.CheckAsync(Repair), finding => Assert.True(finding.Mended));
        Assert.Contains($"check {kind}", (await RepairsAsync()).Select(line => line.Purpose));
        await AssertCleanAsync(Store);

        // For whoever opens it next, too.
        await ReopenAsync();
        await AssertCleanAsync(Store);
        Assert.Equal(damage.Contains("records", StringComparison.Ordinal) ? 4 : 5, (await RecordsAsync()).Count);
        Assert.Empty((await RecordsAsync()).Except(records));
        var lines = (await RepairsAsync()).Count;
        Assert.Empty(await Store.CheckAsync(Repair));
        Assert.Equal(lines, (await RepairsAsync()).Count);
        var sequence = await Store.SequenceAsync();
        Assert.Equal(sequence + 1, (await Store.PutAsync(Make.AnEvent("after"))).Sequence);
    }

    [Theory]
    [InlineData("update records set provenance=99 where seq=2")]
    [InlineData("update records set type=99 where seq=2")]
    public async Task What_nothing_tells_any_more_is_told_and_left(string damage)
    {
        await FillAsync();
        await TamperAsync(damage);
        await ReopenAsync();
        Assert.Contains(await Store.CheckAsync(), finding => finding.Kind == FindingKind.Origin);
        Assert.DoesNotContain(await Store.CheckAsync(), finding => finding.Kind == FindingKind.Damage);
        Assert.Contains(await Store.CheckAsync(Repair), finding => finding is { Kind: FindingKind.Origin, Mended: false });
        Assert.Equal(FindingKind.Origin, Assert.Single(await Store.CheckAsync()).Kind);
    }

    [Fact]
    public async Task Altered_content_is_written_anew_by_what_comes_next_and_only_after_a_repair()
    {
        await FillAsync();
        var records = await RecordsAsync();
        await TamperAsync("update records set data=cast('{}' as blob) where seq=3");
        await ReopenAsync();
        await Store.PutAsync(Events());
        Assert.Equal(FindingKind.Content, Assert.Single(await Store.CheckAsync()).Kind);

        Assert.False(Assert.Single(await Store.CheckAsync(Repair)).Mended);
        Assert.False(Assert.Single(await Store.CheckAsync(Repair)).Mended);
        Assert.Equal("check Content", Assert.Single(await RepairsAsync()).Purpose);
        var counts = await Store.PutAsync(Events());
        Assert.Equal((1, 4), (counts.Updated, counts.Unchanged));
        await AssertCleanAsync(Store);
        Assert.Equal(records, await RecordsAsync());
    }

    [Fact]
    public async Task Indexes_of_which_rows_are_missing_are_built_anew_for_everybody()
    {
        await FillAsync();
        // The same index made over fewer records, then given back its name: what a torn write leaves.
        await TamperAsync("""
            pragma writable_schema=on;
            update sqlite_schema set sql='create index records_time on records(type, time, id) where deleted = 7' where name='records_time';
            pragma writable_schema=reset; reindex;
            pragma writable_schema=on;
            update sqlite_schema set sql='create index records_time on records(type, time, id) where deleted = 0' where name='records_time';
            pragma writable_schema=reset;
            """);
        await ReopenAsync();
        Assert.Empty(await Store.NamesAsync(new(Make.Event)));
        Assert.Contains("records_time", string.Concat((await Store.CheckAsync()).SelectMany(finding => finding.Evidence)), StringComparison.Ordinal);
        Assert.True(Assert.Single(await Store.CheckAsync(Repair), finding => finding.Kind == FindingKind.Index).Mended);
        await ReopenAsync();
        await AssertCleanAsync(Store);
        Assert.Equal(5, (await Store.NamesAsync(new(Make.Event))).Count);
        Assert.Contains("check Index", (await RepairsAsync()).Select(line => line.Purpose));
    }

    [Theory]
    [InlineData("missing", FindingKind.FileMissing)]
    [InlineData("reversed", FindingKind.FileDamage)]
    [InlineData("cut", FindingKind.FileDamage)]
    public async Task A_kept_content_that_is_lost_takes_its_place_again_when_it_is_added_again(string how, FindingKind kind)
    {
        var file = await FillAsync();
        await DamageAsync(file.Hash, bytes => how switch { "missing" => null, "cut" => bytes[..(bytes.Length / 2)], _ => [.. bytes.Reverse()] });
        Assert.Equal(kind, Assert.Single(await Store.CheckAsync()).Kind);
        Assert.All(await Store.CheckAsync(Repair), finding => Assert.False(finding.Mended));
        Assert.Contains(Assert.Single(await Store.CheckAsync()).Kind, new[] { kind, FindingKind.FileMissing });

        Assert.Equal(file, await Store.KeepFileAsync(new MemoryStream(Content), "another name", "text/plain", Make.Now));
        await AssertCleanAsync(Store);
        Assert.Equal(1, await ContentsAsync());
        await using (var content = await Store.OpenFileAsync(file.Hash))
        {
            Assert.Equal(SHA256.HashData(Content), await SHA256.HashDataAsync(content, TestContext.Current.CancellationToken));
        }

        Assert.True(await Store.DeleteFileAsync(file.Hash));
        Assert.Equal(0, await ContentsAsync());
    }

    [Fact]
    public async Task A_file_whose_content_is_lost_can_be_deleted_with_what_is_left_of_it()
    {
        var file = await FillAsync();
        await DamageAsync(file.Hash, bytes => [.. bytes.Reverse()]);
        await Store.CheckAsync(Repair);
        Assert.True(await Store.DeleteFileAsync(file.Hash));
        Assert.Equal(0, await ContentsAsync());
        await AssertCleanAsync(Store);
    }

    [Fact]
    public async Task A_content_that_nothing_names_is_removed_once_it_has_settled()
    {
        await FillAsync();
        await LeaveBehindAsync("sha256-" + Convert.ToHexStringLower(SHA256.HashData("left"u8)), Packed("left"u8));
        await AssertCleanAsync(Store);
        Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(FindingKind.FileStray, Assert.Single(await Store.CheckAsync()).Kind);
        Assert.Equal(2, await ContentsAsync());
        Assert.True(Assert.Single(await Store.CheckAsync(Repair)).Mended);
        Assert.Equal(1, await ContentsAsync());
        await AssertCleanAsync(Store);
        Assert.Equal("check FileStray", Assert.Single(await RepairsAsync()).Purpose);
    }

    [Theory]
    [InlineData("delete from docs where rowid in (select rowid from docs limit 1)")]
    [InlineData("update meta set value=1000 where key='seq'")]
    [InlineData("update words_content set c0='other', c1='words'")]
    [InlineData("damage")]
    public async Task Words_that_are_not_those_of_the_records_are_read_again(string damage)
    {
        await Store.PutAsync(Make.AnEvent("a", more: "\"note\":\"facture dupont\""), Make.AnEvent("b", more: "\"note\":\"dupont\""));
        Assert.Equal(2, (await FindAsync("dupont")).Count);
        await AssertCleanAsync(Store);
        if (damage == "damage")
        {
            var bytes = await File.ReadAllBytesAsync(SearchFile, TestContext.Current.CancellationToken);
            bytes.AsSpan(bytes.Length / 2).Fill(0x55);
            await File.WriteAllBytesAsync(SearchFile, bytes, TestContext.Current.CancellationToken);
        }
        else
        {
            using var index = new Hub.Storage.Local.Sqlite.Database(SearchFile, readOnly: false, cacheKibibytes: 256);
            index.Execute(damage);
        }

        var before = await File.ReadAllBytesAsync(SearchFile, TestContext.Current.CancellationToken);
        Assert.Equal(FindingKind.Words, Assert.Single(await Store.CheckAsync()).Kind);
        Assert.Equal(before, await File.ReadAllBytesAsync(SearchFile, TestContext.Current.CancellationToken));
        Assert.True(Assert.Single(await Store.CheckAsync(Repair)).Mended);
        await AssertCleanAsync(Store);
        Assert.Equal(2, (await FindAsync("dupont")).Count);
        Assert.Equal(["a"], await FindAsync("facture"));
        await AssertCleanAsync(Store);
    }

    [Fact]
    public async Task Only_what_was_asked_for_is_put_right()
    {
        await FillAsync();
        await TamperAsync("update coverage set count=count+1; update meta set value=1 where key='seq'");
        await ReopenAsync();
        var mended = await Store.CheckAsync(Repair with { Only = FindingKind.Counts });
        Assert.Equal([(FindingKind.Sequence, false), (FindingKind.Counts, true)], mended.Select(finding => (finding.Kind, finding.Mended)));
        Assert.Equal(FindingKind.Sequence, Assert.Single(await Store.CheckAsync()).Kind);
    }

    protected static string Told(IReadOnlyList<Finding> found) => string.Join('\n', found.SelectMany(finding => finding.Evidence));

    protected async Task<Hub.Core.Files.KeptFile> FillAsync()
    {
        await Store.PutAsync(Events());
        var file = await Store.KeepFileAsync(new MemoryStream(Content), "f", "text/plain", Make.Now);
        await AssertCleanAsync(Store);
        return file;
    }

    private static IEnumerable<Hub.Core.Records.PreparedRecord> Events() => Enumerable.Range(0, 5).Select(n => Make.AnEvent($"e{n}", $"2024-01-0{n + 1}"));

    private static byte[] Packed(ReadOnlySpan<byte> content)
    {
        using var packed = new MemoryStream();
        using (var zip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            zip.Write(content);
        }

        return packed.ToArray();
    }

    private async Task<IReadOnlyList<string>> RecordsAsync() =>
        [.. (await Store.QueryAsync(new RecordQuery(Make.Event) { Limit = 100 })).Items.Select(record => $"{record.Id} {record.Time} {Encoding.UTF8.GetString(record.Data.Span)} {Encoding.UTF8.GetString(record.ProvenanceJson)}").Order(StringComparer.Ordinal)];

    private async Task<IReadOnlyList<JournalEntry>> RepairsAsync() => [.. (await Store.JournalAsync(new JournalQuery(Limit: 1000))).Where(line => line is { Action: "repair", Actor: "operator" })];
}
