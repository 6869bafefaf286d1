using Hub.Core.Vaults;
using Hub.Core.Files;
using Hub.Storage.Azure;
using Hub.Testing.Wire.Storage;
using Storage.Tests.Cloud.Faults;
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
        var account = StorageAccount.Parse(_proxy.ConnectionString, new StorageAccountOptions { Retries = 2, FirstWait = TimeSpan.FromMilliseconds(1), AnswersWithin = TimeSpan.FromSeconds(1) });
        _files = new AzureHubFiles(account.Blobs.GetBlobContainerClient($"hub-{Guid.NewGuid():n}"));
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

    public static TheoryData<string> Faults => Fault.All;

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task An_upload_meets_each_fault_at_each_of_its_steps_and_arrives_whole(string fault)
    {
        // The first makes the container too.
        await SendAsync("uploads/first");
        var calls = await _proxy.DuringAsync(() => SendAsync("uploads/plain"));
        for (var at = 0; at < calls.Count; at++)
        {
            using var rule = _proxy.Play(Fault.Of(fault), _ => true, skip: at);
            await SendAsync($"uploads/{at}");
            Assert.Equal(1, rule.Hits);
        }
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_chunk_that_never_gets_through_is_told_by_name_and_the_caller_goes_on_from_the_length(string fault)
    {
        await _files.CreateAsync(Name, Stop);
        byte[] whole = [.. Enumerable.Range(0, 100_000).Select(number => (byte)number)];
        await _files.AppendAsync(Name, 0, new MemoryStream(whole[..50_000]), Stop);
        using (_proxy.Play(Fault.Of(fault), call => call.Operation == "Append Block", int.MaxValue))
        {
            var failed = await Record.ExceptionAsync(async () => await _files.AppendAsync(Name, 50_000, new MemoryStream(whole[50_000..]), Stop));
            Assert.True(failed is null ? fault == "reset within the reply" : failed is StorageFullException, failed?.ToString());
        }

        var length = (await _files.FindLengthAsync(Name, Stop))!.Value;
        Assert.True(length is 50_000 or 100_000, $"half a chunk: {length}");
        await _files.AppendAsync(Name, length, new MemoryStream(whole[(int)length..]), Stop);
        Assert.Equal(whole, await ReadAsync(Name));
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

    private async Task SendAsync(string name)
    {
        await _files.CreateAsync(name, Stop);
        Assert.Equal(new Appended(AppendState.Taken, 3), await _files.AppendAsync(name, 0, new MemoryStream([1, 2, 3]), Stop));
        Assert.Equal(new Appended(AppendState.Taken, 5), await _files.AppendAsync(name, 3, new MemoryStream([4, 5]), Stop));
        Assert.Equal(5, await _files.FindLengthAsync(name, Stop));
        Assert.Equal([1, 2, 3, 4, 5], await ReadAsync(name));
        Assert.Contains(name, (await _files.ListAsync("uploads", Stop)).Select(file => file.Name));
        await _files.DeleteAsync(name, Stop);
        Assert.Null(await _files.FindLengthAsync(name, Stop));
    }

    private async Task<byte[]> ReadAsync(string name)
    {
        await using var file = _files.Open(name);
        using var all = new MemoryStream();
        await file.CopyToAsync(all, Stop);
        return all.ToArray();
    }
}
