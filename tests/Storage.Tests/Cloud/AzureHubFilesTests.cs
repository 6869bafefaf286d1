using Azure.Storage.Blobs;
using Hub.Core.Files;
using Hub.Storage.Azure;
using Hub.Testing.Wire.Storage;
using Xunit;

namespace Storage.Tests.Cloud;

public sealed class AzureHubFilesTests : HubFilesSuite, IAsyncLifetime
{
    private const string Name = "uploads/1";
    private StorageProxy _proxy = null!;
    private AzureHubFiles _files = null!;

    protected override IHubFiles Files => _files;

    public async ValueTask InitializeAsync()
    {
        _proxy = await Proxied.AccountAsync();
        var container = new BlobContainerClient(_proxy.ConnectionString, $"hub-{Guid.NewGuid():n}", new BlobClientOptions { Retry = { Delay = TimeSpan.FromMilliseconds(10) } });
        await container.CreateAsync(cancellationToken: Stop);
        _files = new AzureHubFiles(container);
    }

    public ValueTask DisposeAsync() => _proxy.DisposeAsync();

    [Fact]
    public async Task A_chunk_of_eight_megabytes_is_one_request()
    {
        await _files.CreateAsync(Name, Stop);
        var calls = await _proxy.DuringAsync(async () => await _files.AppendAsync(Name, 0, new MemoryStream(new byte[IHubFiles.WholeChunk]), Stop));
        Assert.Equal(["Append Block"], calls.Select(call => call.Operation));
    }

    [Fact]
    public async Task A_chunk_whose_reply_was_lost_is_there_once_and_taken()
    {
        await _files.CreateAsync(Name, Stop);
        using var rule = _proxy.Play(StorageFault.ReplyLost, call => call.Operation == "Append Block");
        Assert.Equal(new Appended(AppendState.Taken, 4), await _files.AppendAsync(Name, 0, new MemoryStream([1, 2, 3, 4]), Stop));
        Assert.Equal((1, 4), (rule.Hits, await _files.FindLengthAsync(Name, Stop)));
    }

    [Fact]
    public async Task Another_chunk_of_the_same_length_is_not_taken_for_ones_own()
    {
        await _files.CreateAsync(Name, Stop);
        await _files.AppendAsync(Name, 0, new MemoryStream([1, 2, 3, 4]), Stop);
        Assert.Equal(new Appended(AppendState.ElsewhereNow, 4), await _files.AppendAsync(Name, 0, new MemoryStream([5, 6, 7, 8]), Stop));
    }

    [Fact]
    public async Task A_deletion_whose_reply_was_lost_is_done()
    {
        await _files.CreateAsync(Name, Stop);
        using var rule = _proxy.Play(StorageFault.ReplyLost, call => call.Operation == "Delete Blob");
        await _files.DeleteAsync(Name, Stop);
        Assert.Null(await _files.FindLengthAsync(Name, Stop));
        Assert.Equal(1, rule.Hits);
    }
}
