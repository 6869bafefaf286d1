using System.Security.Cryptography;
using Azure.Storage.Blobs;
using Hub.Core.Vaults;
using Xunit;

namespace Storage.Tests.Cloud.Faults;

/// <summary>Files that a vault keeps, when the account fails on the way.</summary>
public sealed class FileFaultTests : FaultyAccount
{
    private static readonly byte[] Content = RandomNumberGenerator.GetBytes(300_000);

    public static TheoryData<string> Faults => Fault.All;

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_file_whose_keeping_met_a_fault_is_kept_once_and_whole(string fault)
    {
        await using var plain = await Start().OpenAsync("plain", create: true);
        var calls = await Proxy.DuringAsync(async () => await KeepAsync(plain));
        for (var at = 0; at < calls.Count; at++)
        {
            await using var store = await Start().OpenAsync($"vault{at}", create: true);
            using (Proxy.Play(Fault.Of(fault), _ => true, skip: at))
            {
                await KeepAsync(store);
            }

            await AssertKeptAsync(store);
            Assert.Equal(1, await ContentsAsync($"vault{at}"));
        }
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_file_that_could_not_be_kept_is_told_by_name_and_kept_later(string fault)
    {
        await using var store = await Start().OpenAsync(Vault, create: true);
        foreach (var operation in new[] { "Put Blob", "Append Block" })
        {
            using (Proxy.Play(Fault.Of(fault), call => call.Operation == operation, int.MaxValue))
            {
                var failed = await Record.ExceptionAsync(async () => await KeepAsync(store));
                Assert.True(failed is null ? fault == "reset within the reply" : IsTyped(failed), failed?.ToString());
            }

            Assert.Empty(await store.CheckAsync(null, Stop));
        }

        await KeepAsync(store);
        await AssertKeptAsync(store);
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_file_is_read_whole_or_its_reading_fails(string fault)
    {
        await using var store = await Start().OpenAsync(Vault, create: true);
        var kept = await KeepAsync(store);
        using (var once = Proxy.Play(Fault.Of(fault), call => call.Path.Contains("/files/", StringComparison.Ordinal)))
        {
            Assert.Equal(Content, await ReadAsync(store, kept.Hash));
            Assert.Equal(1, once.Hits);
        }

        using (Proxy.Play(Fault.Of(fault), call => call.Path.Contains("/files/", StringComparison.Ordinal), int.MaxValue))
        {
            byte[]? read = null;
            var failed = await Record.ExceptionAsync(async () => read = await ReadAsync(store, kept.Hash));
            Assert.True(failed is null ? read!.SequenceEqual(Content) : IsTyped(failed), failed?.ToString());
        }

        await AssertKeptAsync(store);
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_file_whose_deletion_met_a_fault_is_gone_and_nothing_points_to_it(string fault)
    {
        await using var plain = await Start().OpenAsync("plain", create: true);
        var calls = await Proxy.DuringAsync(async () => await plain.DeleteFileAsync((await KeepAsync(plain)).Hash));
        var keeping = (await Proxy.DuringAsync(async () => await KeepAsync(plain))).Count;
        for (var at = 0; at < calls.Count - keeping; at++)
        {
            await using var store = await Start().OpenAsync($"vault{at}", create: true);
            var kept = await KeepAsync(store);
            using (Proxy.Play(Fault.Of(fault), _ => true, skip: at))
            {
                Assert.True(await store.DeleteFileAsync(kept.Hash));
            }

            Assert.Null(await store.FindFileAsync(kept.Hash));
            Assert.Empty(await store.CheckAsync(null, Stop));
            Assert.Equal(0, await ContentsAsync($"vault{at}"));
        }
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task An_export_whose_last_step_met_a_fault_is_there_whole(string fault)
    {
        await using var store = await Start().OpenAsync(Vault, create: true);
        using (Proxy.Play(Fault.Of(fault), call => call.Operation == "Put Blob"))
        await using (var artifact = await store.CreateArtifactAsync("export"))
        {
            await artifact.WriteAsync(Content, Stop);
        }

        await using var made = await store.OpenArtifactAsync("export");
        var read = new byte[Content.Length];
        await made!.ReadExactlyAsync(read, Stop);
        Assert.Equal(Content, read);
    }

    private static async Task<Hub.Core.Files.KeptFile> KeepAsync(IVaultStore store) => await store.KeepFileAsync(new MemoryStream(Content), "a.bin", "application/octet-stream", Make.Now, Stop);

    private static async Task<byte[]> ReadAsync(IVaultStore store, string hash)
    {
        await using var file = await store.OpenFileAsync(hash);
        using var all = new MemoryStream();
        await file.CopyToAsync(all, Stop);
        return all.ToArray();
    }

    private static async Task AssertKeptAsync(IVaultStore store)
    {
        var kept = Assert.Single(await store.FilesAsync());
        Assert.Equal(Content, await ReadAsync(store, kept.Hash));
        Assert.Empty(await store.CheckAsync(null, Stop));
    }

    private async Task<int> ContentsAsync(string vault)
    {
        var count = 0;
        await foreach (var _ in new BlobServiceClient(Proxy.ConnectionString).GetBlobContainerClient(Prefix + vault).GetBlobsAsync(prefix: "files/", cancellationToken: Stop))
        {
            count++;
        }

        return count;
    }
}
