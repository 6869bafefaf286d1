using System.Security.Cryptography;
using System.Text;
using Hub.Core.Journal;
using Hub.Core.Vaults;
using Xunit;

namespace Storage.Tests;

public abstract partial class VaultStoreSuite
{
    [Fact]
    public async Task Documents_are_put_added_once_listed_and_deleted()
    {
        Assert.Null(await Store.FindDocumentAsync("run", "1"));
        Assert.True(await Store.TryAddDocumentAsync("run", "1", "a"u8.ToArray()));
        Assert.False(await Store.TryAddDocumentAsync("run", "1", "b"u8.ToArray()));
        Assert.False(await Store.TryReplaceDocumentAsync("run", "2", "b"u8.ToArray()));
        Assert.Null(await Store.FindDocumentAsync("run", "2"));
        await Store.PutDocumentAsync("run", "2", "b"u8.ToArray());
        Assert.True(await Store.TryReplaceDocumentAsync("run", "2", "c"u8.ToArray()));
        await Store.PutDocumentAsync("run", "2", "d"u8.ToArray());
        await Store.PutDocumentAsync("grant", "2", ReadOnlyMemory<byte>.Empty);
        await Store.PutDocumentAsync("run", "é/../\"'\0", "e"u8.ToArray());
        await ReopenAsync();
        Assert.Equal([("1", "a"), ("2", "d"), ("é/../\"'\0", "e")], (await Store.ListDocumentsAsync("run")).Select(document => (document.Id, Encoding.UTF8.GetString(document.Body))));
        Assert.Empty((await Store.FindDocumentAsync("grant", "2"))!);
        Assert.True(await Store.DeleteDocumentAsync("run", "1"));
        Assert.False(await Store.DeleteDocumentAsync("run", "1"));
        Assert.Null(await Store.FindDocumentAsync("run", "1"));
    }

    [Fact]
    public async Task The_latest_documents_are_listed_from_the_end_or_from_before_an_id()
    {
        foreach (var id in new[] { "b-1", "a-2", "b-3", "a-1", "b~" })
        {
            await Store.PutDocumentAsync("run", id, "x"u8.ToArray());
        }

        await Store.PutDocumentAsync("grant", "b-2", "x"u8.ToArray());
        Assert.Equal(["b~", "b-3"], (await Store.LatestDocumentsAsync("run", 2)).Select(document => document.Id));
        Assert.Equal(["b-3", "b-1"], (await Store.LatestDocumentsAsync("run", 2, "b~")).Select(document => document.Id));
        Assert.Equal(["a-2", "a-1"], (await Store.LatestDocumentsAsync("run", 9, "b-1")).Select(document => document.Id));
        Assert.Empty(await Store.LatestDocumentsAsync("run", 9, "a-1"));
    }

    [Fact]
    public async Task The_journal_is_read_by_place_actor_and_type()
    {
        await Store.AppendJournalAsync([.. Enumerable.Range(0, 10).Select(n => new JournalEntry(0, Make.Now.AddMinutes(n), n % 2 == 0 ? "account:ada" : "token:t", "read", n < 5 ? "test.event" : null, "page", n))]);
        Assert.Equal([1L, 2, 3], (await Store.JournalAsync(new(Limit: 3))).Select(line => line.Number));
        Assert.Equal([10L, 9, 8], (await Store.JournalAsync(new(Limit: 3, NewestFirst: true))).Select(line => line.Number));
        Assert.Equal([7L, 6], (await Store.JournalAsync(new(Limit: 2, NewestFirst: true, Before: 8))).Select(line => line.Number));
        Assert.Equal([8L, 9, 10], (await Store.JournalAsync(new(Since: 7))).Select(line => line.Number));
        Assert.Equal([1L, 3, 5], (await Store.JournalAsync(new(Actor: "account:ada", Type: "test.event"))).Select(line => line.Number));
        Assert.Equal(new JournalEntry(4, Make.Now.AddMinutes(3), "token:t", "read", "test.event", "page", 3), (await Store.JournalAsync(new(Since: 3, Limit: 1)))[0]);
    }

    [Fact]
    public async Task Where_the_lines_of_a_purpose_and_its_parts_stand_is_told_at_once()
    {
        string[] purposes = ["run a", "run a-1", "page", "run ab", "run a-2", "run a-1", "run a-2-1", "run a.", "run a"];
        await Store.AppendJournalAsync([.. purposes.Select(purpose => new JournalEntry(0, Make.Now, "hub", "write", "test.event", purpose, 1))]);
        Assert.Equal(
            new Dictionary<string, (long, long)> { ["run a"] = (1, 9), ["run a-1"] = (2, 6), ["run a-2"] = (5, 5), ["run a-2-1"] = (7, 7) },
            await Store.JournalSpansAsync("run a"));
        Assert.Empty(await Store.JournalSpansAsync("run b"));
    }

    [Fact]
    public async Task The_same_content_is_kept_once_under_its_hash()
    {
        var content = RandomNumberGenerator.GetBytes(300_000);
        var kept = await Store.KeepFileAsync(new MemoryStream(content), "a.csv", "text/csv", Make.Now);
        Assert.Equal("sha256-" + Convert.ToHexStringLower(SHA256.HashData(content)), kept.Hash);
        Assert.Equal(300_000, kept.Length);
        Assert.Equal(kept, await Store.KeepFileAsync(new MemoryStream(content), "b.csv", "text/plain", Make.Now.AddDays(1)));
        var empty = await Store.KeepFileAsync(new MemoryStream(), "../../etc/passwd\0", "x", Make.Now);
        await ReopenAsync();
        Assert.Equal(2, (await Store.FilesAsync()).Count);
        Assert.Equal("../../etc/passwd\0", (await Store.FindFileAsync(empty.Hash))!.Name);
        Assert.Equal(content, await ReadAsync(kept.Hash));
        Assert.Empty(await ReadAsync(empty.Hash));
        await AssertCleanAsync(Store);
    }

    [Fact]
    public async Task A_deleted_file_is_gone_with_its_content_and_may_come_again()
    {
        var kept = await Store.KeepFileAsync(new MemoryStream([1, 2, 3]), "a.csv", "text/csv", Make.Now);
        var other = await Store.KeepFileAsync(new MemoryStream([4]), "b.csv", "text/csv", Make.Now);
        Assert.True(await Store.DeleteFileAsync(kept.Hash));
        Assert.False(await Store.DeleteFileAsync(kept.Hash));
        Assert.False(await Store.DeleteFileAsync("../vault.db"));
        await Assert.ThrowsAsync<FileNotFoundException>(() => ReadAsync(kept.Hash));
        Assert.Equal([other], await Store.FilesAsync());
        await AssertCleanAsync(Store);
        await Store.KeepFileAsync(new MemoryStream([1, 2, 3]), "c.csv", "text/csv", Make.Now);
        Assert.Equal([1, 2, 3], await ReadAsync(kept.Hash));
    }

    [Fact]
    public async Task A_content_that_is_kept_while_it_is_deleted_is_there_or_not_and_never_half()
    {
        var content = RandomNumberGenerator.GetBytes(20_000);
        var hash = "sha256-" + Convert.ToHexStringLower(SHA256.HashData(content));
        for (var i = 0; i < 30; i++)
        {
            await Task.WhenAll(
                Task.Run(async () => await Store.KeepFileAsync(new MemoryStream(content), "a", "x", Make.Now)),
                Task.Run(async () => await Store.DeleteFileAsync(hash)),
                Task.Run(async () => await Store.KeepFileAsync(new MemoryStream(content), "a", "x", Make.Now)));
            Assert.Equal(await Store.FindFileAsync(hash) is null ? [] : content, await Store.FindFileAsync(hash) is null ? [] : await ReadAsync(hash));
        }

        await AssertCleanAsync(Store);
    }

    [Fact]
    public async Task What_one_run_set_aside_is_deleted_without_that_of_another()
    {
        var batch = new RecordBatch { Writer = new("s", "plugin:p", "run") };
        batch.Rejects.AddRange(new[] { "run-1", "run-2" }.Select(run => new RejectedRecord(run, 1, "test.event", null, "[]"u8.ToArray(), null)));
        await Store.CommitAsync(batch);
        await Store.DeleteRejectsAsync("run-1");
        Assert.Empty(await Store.RejectsAsync("run-1", -1, 10));
        Assert.Single(await Store.RejectsAsync("run-2", -1, 10));
    }

    [Theory]
    [InlineData("")]
    [InlineData("sha256-")]
    [InlineData("../vault.db")]
    [InlineData("sha256-../../../../../../../../../../../../../../../../../../etc/passwd/....")]
    [InlineData("sha256-E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855")]
    [InlineData("sha256-e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    public async Task A_hash_that_is_not_of_this_vault_opens_nothing(string hash)
    {
        await using var other = await Stores.OpenAsync("other", create: true);
        await other.KeepFileAsync(new MemoryStream(), "empty", "x", Make.Now);
        await Assert.ThrowsAsync<FileNotFoundException>(async () => await Store.OpenFileAsync(hash));
        Assert.Null(await Store.FindFileAsync(hash));
    }

    [Fact]
    public async Task A_content_that_breaks_off_is_not_kept()
    {
        await Assert.ThrowsAsync<InvalidDataException>(async () => await Store.KeepFileAsync(new BreakingStream(), "a", "x", Make.Now));
        Assert.Empty(await Store.FilesAsync());
        await AssertCleanAsync(Store);
    }

    [Fact]
    public async Task An_artifact_shows_once_it_is_closed()
    {
        await using (var made = await Store.CreateArtifactAsync("export-1"))
        {
            await made.WriteAsync("0123456789"u8.ToArray());
            await made.FlushAsync();
            Assert.Null(await Store.OpenArtifactAsync("export-1"));
        }

        await using (var opened = (await Store.OpenArtifactAsync("export-1"))!)
        {
            opened.Seek(5, SeekOrigin.Begin);
            Assert.Equal('5', opened.ReadByte());
        }

        await Store.DeleteArtifactAsync("export-1");
        await Store.DeleteArtifactAsync("export-1");
        Assert.Null(await Store.OpenArtifactAsync("export-1"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("../vault.db")]
    [InlineData("a/b")]
    [InlineData("a.zip")]
    public async Task An_artifacts_name_is_never_a_path(string name)
    {
        await Assert.ThrowsAsync<ArgumentException>(async () => await Store.CreateArtifactAsync(name));
        await Assert.ThrowsAsync<ArgumentException>(async () => await Store.OpenArtifactAsync(name));
    }

    [Fact]
    public async Task A_lease_has_one_holder_at_a_time()
    {
        await using var second = await MakeStores().OpenAsync(Vault);
        var held = await Store.TryLeaseAsync("source/../x");
        Assert.NotNull(held);
        Assert.Null(await Store.TryLeaseAsync("source/../x"));
        Assert.Null(await second.TryLeaseAsync("source/../x"));
        await using (var other = await second.TryLeaseAsync("another"))
        {
            Assert.NotNull(other);
        }

        await held.DisposeAsync();
        var next = await second.TryLeaseAsync("source/../x");
        Assert.NotNull(next);
        Assert.Null(await Store.TryLeaseAsync("source/../x"));
        await next.DisposeAsync();
    }

    [Fact]
    public async Task What_is_written_with_a_lease_rests_on_what_stood_before_it()
    {
        await using var second = await MakeStores().OpenAsync(Vault);
        await second.PutDocumentAsync("kind", "there", "1"u8.ToArray());
        await using var held = await Store.TryLeaseAsync("x", find => find("kind", "there") is { } there ? [new DocumentWrite("kind", "first", there)] : []);
        Assert.NotNull(held);
        Assert.Equal("1"u8.ToArray(), await Store.FindDocumentAsync("kind", "first"));
        Assert.Null(await second.TryLeaseAsync("x", _ => [new DocumentWrite("kind", "second", "2"u8.ToArray())]));
        await second.RefreshAsync(TestContext.Current.CancellationToken);
        Assert.Null(await second.FindDocumentAsync("kind", "second"));
    }

    [Fact]
    public async Task Documents_are_written_together_if_others_are_as_they_were_read()
    {
        DocumentWrite Of(string id, string? body) => new("kind", id, body is null ? default(ReadOnlyMemory<byte>?) : Encoding.UTF8.GetBytes(body));
        var stop = TestContext.Current.CancellationToken;
        Assert.True(await Store.TryWriteAsync([Of("a", null)], [Of("a", "1"), Of("b", "1")], stop));
        Assert.False(await Store.TryWriteAsync([Of("a", null)], [Of("a", "2")], stop));
        Assert.False(await Store.TryWriteAsync([Of("a", "1"), Of("b", "2")], [Of("a", "2")], stop));
        Assert.False(await Store.TryWriteAsync([Of("none", "1")], [Of("a", "2")], stop));
        Assert.True(await Store.TryWriteAsync([Of("a", "1"), Of("b", "1")], [Of("a", null), Of("b", "2")], stop));
        Assert.Null(await Store.FindDocumentAsync("kind", "a"));
        Assert.Equal("2"u8.ToArray(), await Store.FindDocumentAsync("kind", "b"));
    }

    [Fact]
    public async Task Of_two_who_write_on_the_same_condition_one_does()
    {
        await using var second = await MakeStores().OpenAsync(Vault);
        var stop = TestContext.Current.CancellationToken;
        for (var round = 0; round < 10; round++)
        {
            DocumentWrite[] expected = [new("kind", "turn", round == 0 ? default(ReadOnlyMemory<byte>?) : Encoding.UTF8.GetBytes($"{round - 1}"))];
            var written = await Task.WhenAll(new[] { Store, second }.Select((store, n) => store.TryWriteAsync(expected, [new("kind", "turn", Encoding.UTF8.GetBytes($"{round}")), new("kind", $"by-{round}-{n}", "{}"u8.ToArray())], stop).AsTask()));
            Assert.Single(written, true);
        }

        await Store.RefreshAsync(stop);
        Assert.Equal(11, (await Store.ListDocumentsAsync("kind")).Count);
    }

    [Fact]
    public async Task A_batch_takes_documents_away_and_adds_lines_to_the_journal()
    {
        await Store.PutDocumentAsync("kind", "old", "{}"u8.ToArray());
        var batch = new RecordBatch { Writer = new Writer("a", "b", "c"), Documents = _ => [new DocumentWrite("kind", "old", null)] };
        batch.Journal.Add(new JournalEntry(0, DateTimeOffset.UnixEpoch, "plugin:a", "read", "t", "why", 7));
        await Store.CommitAsync(batch, TestContext.Current.CancellationToken);
        Assert.Null(await Store.FindDocumentAsync("kind", "old"));
        Assert.Equal(7, Assert.Single(await Store.JournalAsync(new JournalQuery())).Count);
    }

    [Fact]
    public async Task A_vault_knows_nothing_of_another()
    {
        await Store.PutAsync(Make.AnEvent("a"));
        await using var other = await Stores.OpenAsync("bob", create: true);
        Assert.Null(await other.FindAsync("a"));
        Assert.Equal(0, await other.SequenceAsync());
        Assert.Equal(["ada", "bob"], await Stores.ListAsync());
        await other.DisposeAsync();
        await Stores.EraseAsync("bob");
        Assert.Equal(["ada"], await Stores.ListAsync());
        Assert.False(await Stores.ExistsAsync("bob"));
        Assert.NotNull(await Store.FindAsync("a"));
    }

    [Theory]
    [InlineData("nobody")]
    [InlineData("")]
    [InlineData("..")]
    [InlineData("../ada")]
    [InlineData("ADA")]
    public async Task A_vault_that_does_not_exist_is_not_opened(string id)
    {
        Assert.False(await Stores.ExistsAsync(id));
        await Assert.ThrowsAsync<VaultException>(async () => await Stores.OpenAsync(id));
        await Stores.EraseAsync(id);
        Assert.True(await Stores.ExistsAsync(Vault));
    }

    private async Task<byte[]> ReadAsync(string hash)
    {
        await using var content = await Store.OpenFileAsync(hash);
        using var copy = new MemoryStream();
        await content.CopyToAsync(copy);
        return copy.ToArray();
    }

    private sealed class BreakingStream : MemoryStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => throw new InvalidDataException();
    }
}
