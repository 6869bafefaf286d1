using System.IO.Compression;
using System.Text;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Specialized;
using Hub.Core.Records;
using Hub.Core.Vaults;
using Hub.Storage.Azure;
using Hub.Storage.Azure.Vaults;
using Hub.Storage.Local.Sqlite;
using Hub.Testing;
using Hub.Testing.Wire.Storage;
using Xunit;

namespace Storage.Tests.Cloud;

/// <summary>What a vault's log does when it grows, when others write, and when what was written must be forgotten.</summary>
public sealed class VaultLogTests : IAsyncLifetime
{
    private const string Vault = "ada";

    private readonly TempFolder _folder = new();
    private readonly string _prefix = $"t{Guid.NewGuid():n}"[..12] + "-";
    private readonly List<ProcessFolder> _made = [];
    private BlobServiceClient _account = null!;

    private BlobContainerClient Container => _account.GetBlobContainerClient(_prefix + Vault);

    public async ValueTask InitializeAsync() => _account = StorageAccount.Parse((await Azurite.SharedAsync()).ConnectionString).Blobs;

    public ValueTask DisposeAsync()
    {
        _made.ForEach(folder => folder.Dispose());
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_commit_too_large_for_one_append_is_there_for_others()
    {
        await using var one = await OpenAsync();
        await using var other = await OpenAsync();
        var counts = await one.PutAsync(Enumerable.Range(0, 8).Select(n => Make.AnEvent($"e{n}", more: $"\"note\":\"{Noise(n, 900_000)}\"")));
        await other.RefreshAsync();

        Assert.Equal(8, counts.Created);
        Assert.Equal((await one.FindAsync("e7"))!.Data.ToArray(), (await other.FindAsync("e7"))!.Data.ToArray());
        Assert.Equal(1, await CountAsync("large/"));
        Assert.Empty(await other.CheckAsync());
    }

    [Fact]
    public async Task A_log_that_has_grown_goes_on_from_a_base_and_who_slept_meanwhile_catches_up()
    {
        await using var sleeper = await OpenAsync();
        await using (var one = await OpenAsync())
        {
            for (var n = 0; n < 12; n++)
            {
                await one.PutAsync(Make.AnEvent($"a{n}", $"2024-01-{n + 1:00}", $"\"note\":\"{Noise(n, 900_000)}\""), Make.AnEvent($"b{n}", $"2024-01-{n + 1:00}", $"\"note\":\"{Noise(-n, 900_000)}\""));
            }
        }

        Assert.Equal(1, await CountAsync("base/"));
        Assert.False(await Container.GetAppendBlobClient(VaultLog.NameOf(1)).ExistsAsync());
        await sleeper.RefreshAsync();
        Assert.Equal(24, await sleeper.SequenceAsync());
        Assert.Equal(1, (await sleeper.PutAsync(Make.AnEvent("late", "2024-02-01"))).Created);
        await using var fresh = await OpenAsync();
        Assert.Equal(25, (await fresh.NamesAsync(new(Make.Event))).Count);
        Assert.Empty(await fresh.CheckAsync());
    }

    [Fact]
    public async Task Who_writes_after_it_slept_writes_into_the_log_that_counts()
    {
        await using var sleeper = await OpenAsync();
        await using (var one = await OpenAsync())
        {
            await one.PutAsync(Make.AnEvent("kept"));
            await one.CommitAsync(Erasing("never there"));
            await one.CommitAsync(Erasing("nor this"));
        }

        Assert.Equal(1, (await sleeper.PutAsync(Make.AnEvent("mine"))).Created);
        await using var fresh = await OpenAsync();
        Assert.NotNull(await fresh.FindAsync("kept"));
        Assert.NotNull(await fresh.FindAsync("mine"));
        Assert.Equal(1, await CountAsync("log/"));
    }

    [Fact]
    public async Task What_was_erased_is_in_no_blob_any_more()
    {
        const string secret = "the-word-that-nobody-may-find";
        await using var store = await OpenAsync();
        await store.PutAsync(Make.AnEvent("gone", more: $"\"note\":\"{secret}\""));
        await store.PutAsync(Make.AnEvent("stays", more: "\"note\":\"another-word\""));
        Assert.True(await HoldsAsync(secret));

        await store.CommitAsync(Erasing("gone"));

        Assert.False(await HoldsAsync(secret));
        Assert.True(await HoldsAsync("another-word"));
        await using var fresh = await OpenAsync();
        Assert.NotNull(await fresh.FindAsync("stays"));
        Assert.Empty(await fresh.CheckAsync());
    }

    [Fact]
    public async Task What_a_process_that_ended_erased_and_could_not_forget_is_forgotten_by_the_next()
    {
        const string secret = "the-word-that-nobody-may-find";
        await using (var store = await OpenAsync())
        {
            await store.PutAsync(Make.AnEvent("gone", more: $"\"note\":\"{secret}\""));
            await store.PutAsync(Make.AnEvent("stays"));
            var first = new RecordBatch { Writer = new("one", "account:ada", "test"), Forgets = false };
            first.Writes.AddRange(Erasing("gone").Writes);
            await store.CommitAsync(first);
            Assert.True(await HoldsAsync(secret));
        }

        await using (var next = await OpenAsync())
        {
            Assert.False(await HoldsAsync(secret));
            Assert.NotNull(await next.FindAsync("stays"));
        }

        var before = await CountAsync("base/");
        await using var fresh = await OpenAsync();
        Assert.Equal(before, await CountAsync("base/"));
        Assert.Empty(await fresh.CheckAsync());
    }

    [Fact]
    public async Task A_base_that_comes_late_does_not_bring_back_what_a_later_one_left_out()
    {
        await using var store = await OpenAsync();
        await store.PutAsync(Make.AnEvent("gone"));
        await store.CommitAsync(Erasing("gone"));
        var late = Path.Combine(_folder.Path, "late");
        await File.WriteAllTextAsync(late, "what another process still had", TestContext.Current.CancellationToken);
        await VaultBase.KeepAsync(Container, 1, late, TestContext.Current.CancellationToken);

        await VaultBase.DropBeforeAsync(Container, 1, 1, TestContext.Current.CancellationToken);

        Assert.Equal(1, await CountAsync("base/"));
        await using var fresh = await OpenAsync();
        Assert.Equal(await store.SequenceAsync(), await fresh.SequenceAsync());
    }

    [Fact]
    public async Task A_frame_that_cannot_be_taken_is_met_again_by_who_reads_again()
    {
        await using var reader = await OpenAsync();
        await using (var writer = await OpenAsync())
        {
            await writer.PutAsync(Make.AnEvent("first"));
        }

        await Container.GetAppendBlobClient(VaultLog.NameOf(1)).AppendBlockAsync(new MemoryStream(FrameOf(VaultSchema.Version + 1, [1, 2, 3])), cancellationToken: TestContext.Current.CancellationToken);

        await Assert.ThrowsAsync<VaultException>(async () => await reader.RefreshAsync());
        await Assert.ThrowsAsync<VaultException>(async () => await reader.RefreshAsync());
    }

    [Fact]
    public async Task Two_processes_that_begin_the_same_vault_at_once_share_it()
    {
        var opened = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(OpenAsync)));
        for (var n = 0; n < opened.Length; n++)
        {
            Assert.Equal(1, (await opened[n].PutAsync(Make.AnEvent($"e{n}"))).Created);
        }

        foreach (var store in opened)
        {
            await store.RefreshAsync();
            Assert.Equal(4, await store.SequenceAsync());
            await store.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_log_of_a_newer_format_is_refused_and_left_alone()
    {
        await using (var store = await OpenAsync())
        {
            await store.PutAsync(Make.AnEvent("a"));
        }

        var newer = FrameOf(VaultSchema.Version + 1, [1, 2, 3]);
        await Container.GetAppendBlobClient(VaultLog.NameOf(1)).AppendBlockAsync(new MemoryStream(newer));
        var refused = await Assert.ThrowsAsync<VaultException>(OpenAsync);
        Assert.Contains("newer hub", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(30)]
    public async Task A_damaged_log_is_told_and_nothing_is_made_up(int cut)
    {
        await using (var store = await OpenAsync())
        {
            await store.PutAsync(Make.AnEvent("a"));
        }

        var frame = FrameOf(VaultSchema.Version, new byte[500]);
        await Container.GetAppendBlobClient(VaultLog.NameOf(1)).AppendBlockAsync(new MemoryStream(frame, 0, cut));
        var refused = await Assert.ThrowsAsync<VaultException>(OpenAsync);
        Assert.Contains("damaged", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_seems_unchanged_to_a_process_that_slept_is_judged_by_the_vault_as_it_is()
    {
        await using var sleeper = await OpenAsync();
        await sleeper.PutAsync(Make.AnEvent("a"), Make.AnEvent("b"));
        await using (var other = await OpenAsync())
        {
            await other.WriteAsync(Make.Delete(Make.IdOf("a")));
        }

        var counts = await sleeper.PutAsync(Make.AnEvent("a"), Make.AnEvent("b"));
        Assert.Equal((1, 1), (counts.Withheld, counts.Unchanged));
    }

    [Fact]
    public async Task What_is_new_to_a_process_that_slept_is_judged_by_the_vault_as_it_is()
    {
        await using var sleeper = await OpenAsync();
        await using (var other = await OpenAsync())
        {
            await other.PutAsync(Make.AnEvent("a"));
        }

        var counts = await sleeper.PutAsync(Make.AnEvent("a"), Make.AnEvent("b"));
        Assert.Equal((1, 1), (counts.Created, counts.Unchanged));
    }

    [Fact]
    public async Task A_batch_costs_one_request_whether_it_changes_something_or_not()
    {
        await using var proxy = await Proxied.AccountAsync();
        var stores = NewStores(StorageAccount.Parse(proxy.ConnectionString).Blobs);
        await using var store = await stores.OpenAsync(Vault, create: true);
        PreparedRecord[] records = [.. Enumerable.Range(0, 20).Select(n => Make.AnEvent($"e{n}"))];
        Assert.Equal(["Append Block"], await OperationsAsync(proxy, async () => await store.PutAsync(records)));
        Assert.Equal(["Get Blob"], await OperationsAsync(proxy, async () => await store.CommitAsync(Make.Batch("one", records.Select(record => Make.Put(record, run: "run-2"))))));
    }

    [Fact]
    public async Task Opening_a_vault_that_is_there_asks_for_its_base_and_its_log()
    {
        await using (var store = await OpenAsync())
        {
            await store.PutAsync(Make.AnEvent("a"));
        }

        await using var proxy = await Proxied.AccountAsync();
        var stores = NewStores(StorageAccount.Parse(proxy.ConnectionString).Blobs);
        Assert.Equal(["List Blobs", "Get Blob", "Get Blob"], await OperationsAsync(proxy, async () => await (await stores.OpenAsync(Vault, create: true)).DisposeAsync()));
    }

    [Fact]
    public async Task A_vault_that_is_not_there_is_not_made_by_looking()
    {
        await Assert.ThrowsAsync<VaultException>(async () => await NewStores().OpenAsync("nobody"));
        Assert.False(await NewStores().ExistsAsync("nobody"));
    }

    [Fact]
    public async Task A_vault_that_was_erased_elsewhere_takes_nothing_more()
    {
        var stores = NewStores();
        await using var store = await stores.OpenAsync(Vault, create: true);
        await using var other = await OpenAsync();
        await store.PutAsync(Make.AnEvent("a"));
        await NewStores().EraseAsync(Vault);

        await Assert.ThrowsAsync<VaultGoneException>(async () => await store.PutAsync(Make.AnEvent("b")));
        await Assert.ThrowsAsync<VaultGoneException>(async () => await other.RefreshAsync());
        Assert.False(store.IsThere);
        Assert.False(other.IsThere);
        Assert.False(await stores.ExistsAsync(Vault));
    }

    [Theory]
    [InlineData("a--b")]
    [InlineData("-a")]
    [InlineData("a-")]
    [InlineData("x0abc")]
    [InlineData("aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffffgggg")]
    public async Task An_id_that_no_container_can_be_called_has_its_own_all_the_same(string id)
    {
        var stores = NewStores();
        await using (var store = await stores.OpenAsync(id, create: true))
        {
            await store.PutAsync(Make.AnEvent("a"));
        }

        Assert.Equal([id], await stores.ListAsync());
        Assert.True(await stores.ExistsAsync(id));
        await stores.EraseAsync(id);
        Assert.Empty(await stores.ListAsync());
    }

    [Fact]
    public void Copies_go_with_their_process_and_those_of_a_killed_one_when_the_next_starts()
    {
        var dead = Path.Combine(_folder.Path, "dead");
        Directory.CreateDirectory(dead);
        File.WriteAllText(Path.Combine(dead, "lock"), "");
        using (ProcessFolder.Make(_folder.Path))
        {
            Assert.False(Directory.Exists(dead));
            using var another = ProcessFolder.Make(_folder.Path);
            Assert.Equal(2, Directory.GetDirectories(_folder.Path).Length);
        }

        Assert.Empty(Directory.GetDirectories(_folder.Path));
    }

    private static async Task<IReadOnlyList<string>> OperationsAsync(StorageProxy proxy, Func<Task> work) => [.. (await proxy.DuringAsync(work)).Select(call => call.Operation)];

    private static byte[] FrameOf(int format, byte[] changes)
    {
        using var packed = new MemoryStream();
        using (var zip = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            zip.Write(changes);
        }

        var frame = new LogFrame(FrameKind.Changes, format, Guid.NewGuid(), changes.Length, packed.ToArray());
        var bytes = new byte[frame.Size];
        frame.CopyTo(bytes);
        return bytes;
    }

    private static RecordBatch Erasing(string name)
    {
        var batch = new RecordBatch { Writer = new("one", "account:ada", "test") };
        batch.Writes.Add(new RecordWrite(WriteKind.Erase, Make.Event, Make.AnEvent(name).Id, null, null));
        return batch;
    }

    private static string Noise(int seed, int length)
    {
        var bytes = new byte[length * 3 / 4];
        new Random(seed).NextBytes(bytes);
        return Convert.ToBase64String(bytes);
    }

    private AzureVaultStores NewStores(BlobServiceClient? account = null)
    {
        _made.Add(ProcessFolder.Make(_folder.Path));
        return new AzureVaultStores(account ?? _account, _made[^1], TimeProvider.System, _prefix);
    }

    private async Task<IVaultStore> OpenAsync() => await NewStores().OpenAsync(Vault, create: true);

    private async Task<int> CountAsync(string prefix)
    {
        var count = 0;
        await foreach (var _ in Container.GetBlobsAsync(prefix: prefix))
        {
            count++;
        }

        return count;
    }

    /// <summary>Whether any blob of the vault holds the word, unpacked.</summary>
    private async Task<bool> HoldsAsync(string word)
    {
        await foreach (var blob in Container.GetBlobsAsync())
        {
            ReadOnlyMemory<byte> content = (await Container.GetBlobClient(blob.Name).DownloadContentAsync()).Value.Content.ToMemory();
            using var all = new MemoryStream();
            if (blob.Name.StartsWith("log/", StringComparison.Ordinal))
            {
                while (content.Length > 0)
                {
                    all.Write(LogFrame.Take(ref content) is { Length: > 0 } frame ? frame.Unpack() : []);
                }
            }
            else if (blob.Name.StartsWith("base/", StringComparison.Ordinal))
            {
                using var zip = new GZipStream(new MemoryStream(content.ToArray()), CompressionMode.Decompress);
                await zip.CopyToAsync(all);
            }

            if (all.ToArray().AsSpan().IndexOf(Encoding.UTF8.GetBytes(word)) >= 0)
            {
                return true;
            }
        }

        return false;
    }
}
