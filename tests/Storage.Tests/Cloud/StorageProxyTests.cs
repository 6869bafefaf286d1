using System.Diagnostics;
using System.Net;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Specialized;
using Azure.Storage.Queues;
using Azure.Storage.Sas;
using Hub.Testing.Wire.Storage;
using Xunit;

namespace Storage.Tests.Cloud;

/// <summary>The proxy does what it is told, or tests that rely on it prove nothing.</summary>
public sealed class StorageProxyTests : IAsyncLifetime
{
    private static readonly byte[] Body = [.. Enumerable.Range(0, 200_000).Select(number => (byte)number)];
    private readonly string _name = $"proxy-{Guid.NewGuid():n}";
    private StorageProxy _proxy = null!;
    private BlobContainerClient _container = null!;

    public async ValueTask InitializeAsync()
    {
        _proxy = await Proxied.AccountAsync();
        _container = Container(retries: 0);
        await _container.CreateAsync(cancellationToken: Stop);
    }

    public ValueTask DisposeAsync() => _proxy.DisposeAsync();

    [Fact]
    public async Task What_passes_is_counted_by_service_verb_and_kind()
    {
        var queue = new QueueClient(_proxy.ConnectionString, _name);
        var calls = await _proxy.DuringAsync(async () =>
        {
            await Blob().UploadAsync(new MemoryStream(Body), Stop);
            Assert.Equal(Body, (await Blob().DownloadContentAsync(Stop)).Value.Content.ToArray());
            await Append().CreateAsync(cancellationToken: Stop);
            await Append().AppendBlockAsync(new MemoryStream(Body), cancellationToken: Stop);
            await foreach (var blob in _container.GetBlobsAsync(cancellationToken: Stop))
            {
                Assert.NotNull(blob.Name);
            }

            await queue.CreateAsync(cancellationToken: Stop);
            await queue.SendMessageAsync("hello", Stop);
            Assert.Equal("hello", (await queue.ReceiveMessageAsync(cancellationToken: Stop)).Value.Body.ToString());
            await Blob().DeleteAsync(cancellationToken: Stop);
        });
        Assert.Equal(["Put Blob", "Get Blob", "Put Blob", "Append Block", "List Blobs", "Create Queue", "Put Message", "Get Messages", "Delete Blob"], calls.Select(call => call.Operation));
        Assert.Equal([StorageService.Blob, StorageService.Queue], calls.Select(call => call.Service).Distinct());
        Assert.All(calls, call => Assert.True(call is { Reached: true, Status: >= 200 and < 300 }, call.ToString()));
        Assert.Equal((_name, $"{_name}/blob", Body.Length), (calls[0].Container, calls[0].Path, (int)calls[0].BodyLength));
    }

    [Theory]
    [InlineData(500)]
    [InlineData(503)]
    public async Task A_refused_request_does_not_reach_the_account(int status)
    {
        using var rule = _proxy.Play(StorageFault.Refusing(status, "Played"), call => call.Method == "PUT");
        var failed = await Assert.ThrowsAsync<RequestFailedException>(() => Blob().UploadAsync(new MemoryStream(Body), Stop));
        Assert.Equal((status, "Played"), (failed.Status, failed.ErrorCode));
        Assert.False(await Blob().ExistsAsync(Stop));
        Assert.Equal(1, rule.Hits);
        await Blob().UploadAsync(new MemoryStream(Body), Stop);
        Assert.True(await Blob().ExistsAsync(Stop));
    }

    [Fact]
    public async Task A_busy_account_says_when_to_come_again_and_the_client_waits_for_it()
    {
        using var rule = _proxy.Play(StorageFault.Busy(retryAfter: 1), call => call.Method == "PUT");
        var watch = Stopwatch.StartNew();
        await Container(retries: 1).GetBlobClient("blob").UploadAsync(new MemoryStream(Body), Stop);
        Assert.InRange(watch.Elapsed, TimeSpan.FromSeconds(0.9), TimeSpan.FromSeconds(30));
        Assert.Equal([503, 201], _proxy.Calls.TakeLast(2).Select(call => call.Status));
    }

    [Fact]
    public async Task A_throttled_account_refuses_until_it_is_told_otherwise()
    {
        using (var rule = _proxy.Throttle(call => call.Service == StorageService.Blob))
        {
            for (var time = 1; time <= 3; time++)
            {
                Assert.Equal("ServerBusy", (await Assert.ThrowsAsync<RequestFailedException>(() => Blob().UploadAsync(new MemoryStream(Body), Stop))).ErrorCode);
                Assert.Equal(time, rule.Hits);
            }
        }

        await Blob().UploadAsync(new MemoryStream(Body), Stop);
    }

    [Fact]
    public async Task A_silent_account_does_nothing_and_the_caller_gives_up()
    {
        using var rule = _proxy.Play(StorageFault.Silent, call => call.Method == "PUT");
        await Assert.ThrowsAnyAsync<Exception>(() => Container(retries: 0, patience: 0.3).GetBlobClient("blob").UploadAsync(new MemoryStream(Body), Stop));
        Assert.Equal(1, rule.Hits);
        Assert.False(await Blob().ExistsAsync(Stop));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(70_000)]
    public async Task A_connection_reset_within_the_request_leaves_nothing(int bytes)
    {
        using var rule = _proxy.Play(StorageFault.ResetInRequest(bytes), call => call.Method == "PUT");
        Assert.Equal(0, (await Assert.ThrowsAsync<RequestFailedException>(() => Blob().UploadAsync(new MemoryStream(Body), Stop))).Status);
        Assert.Equal(1, rule.Hits);
        Assert.False(await Blob().ExistsAsync(Stop));
        Assert.False(_proxy.Calls.Single(call => call.Method == "PUT" && call.Path.EndsWith("/blob", StringComparison.Ordinal)).Reached);
    }

    [Fact]
    public async Task A_connection_reset_within_the_reply_breaks_what_is_read()
    {
        await Blob().UploadAsync(new MemoryStream(Body), Stop);
        using var rule = _proxy.Play(StorageFault.ResetInReply(70_000), call => call.Method == "GET", times: 2);
        using var client = new HttpClient();
        await Assert.ThrowsAsync<HttpRequestException>(() => client.GetByteArrayAsync(Blob().GenerateSasUri(BlobSasPermissions.Read, DateTimeOffset.UtcNow.AddHours(1)), Stop));

        // The SDK asks for the rest.
        var calls = await _proxy.DuringAsync(async () => Assert.Equal(Body, (await Blob().DownloadContentAsync(Stop)).Value.Content.ToArray()));
        Assert.Equal([200, 206], calls.Select(call => call.Status));
        Assert.Equal(2, rule.Hits);
    }

    [Fact]
    public async Task A_lost_reply_leaves_what_was_written()
    {
        using var rule = _proxy.Play(StorageFault.ReplyLost, call => call.Method == "PUT");
        Assert.Equal(0, (await Assert.ThrowsAsync<RequestFailedException>(() => Blob().UploadAsync(new MemoryStream(Body), Stop))).Status);
        Assert.Equal(Body, (await Blob().DownloadContentAsync(Stop)).Value.Content.ToArray());
        Assert.True(_proxy.Calls.Single(call => call.Method == "PUT" && call.Path.EndsWith("/blob", StringComparison.Ordinal)) is { Reached: true, Status: 0 });
    }

    [Fact]
    public async Task A_delayed_request_is_done_when_it_is_let_go()
    {
        using var rule = _proxy.Play(StorageFault.Delayed, call => call.Method == "PUT");
        var sent = Blob().UploadAsync(new MemoryStream(Body), Stop);
        await rule.Met;
        Assert.False(await Blob().ExistsAsync(Stop));
        rule.Dispose();
        await sent;
        Assert.True(await Blob().ExistsAsync(Stop));
    }

    [Fact]
    public async Task A_delayed_reply_comes_after_the_work_was_done()
    {
        using var rule = _proxy.Play(StorageFault.ReplyDelayed, call => call.Method == "PUT");
        var sent = Blob().UploadAsync(new MemoryStream(Body), Stop);
        await rule.Met;
        while (!await Blob().ExistsAsync(Stop))
        {
            Assert.False(sent.IsCompleted);
        }

        rule.Dispose();
        await sent;
    }

    [Fact]
    public async Task Some_requests_pass_before_a_fault_and_those_that_do_not_match_always()
    {
        using var rule = _proxy.Play(StorageFault.Failing, call => call.Operation == "Append Block", times: 2, skip: 1);
        await Append().CreateAsync(cancellationToken: Stop);
        await Append().AppendBlockAsync(new MemoryStream([1]), cancellationToken: Stop);
        for (var time = 0; time < 2; time++)
        {
            Assert.Equal(500, (await Assert.ThrowsAsync<RequestFailedException>(() => Append().AppendBlockAsync(new MemoryStream([2]), cancellationToken: Stop))).Status);
        }

        await Append().AppendBlockAsync(new MemoryStream([3]), cancellationToken: Stop);
        Assert.Equal([1, 3], (await Append().DownloadContentAsync(Stop)).Value.Content.ToArray());
    }

    [Theory]
    [InlineData(5)]
    [InlineData(-5)]
    public async Task An_account_whose_clock_is_five_minutes_off_says_so_and_answers(int minutes)
    {
        _proxy.Skew = TimeSpan.FromMinutes(minutes);
        var answer = (await Blob().UploadAsync(new MemoryStream(Body), Stop)).GetRawResponse();
        Assert.InRange((answer.Headers.Date!.Value - DateTimeOffset.UtcNow - _proxy.Skew).Duration(), TimeSpan.Zero, TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task A_request_from_a_clock_that_is_far_off_is_refused_as_a_wrong_key_is()
    {
        _proxy.Skew = TimeSpan.FromMinutes(20);
        var failed = await Assert.ThrowsAsync<RequestFailedException>(() => Blob().UploadAsync(new MemoryStream(Body), Stop));
        Assert.Equal((403, "AuthenticationFailed"), (failed.Status, failed.ErrorCode));
        Assert.False(_proxy.Calls[^1].Reached);
    }

    [Fact]
    public async Task One_connection_serves_many_requests()
    {
        using var client = new HttpClient();
        var address = new Uri(_proxy.Table, $"{Hub.Testing.Azurite.Account}/Tables");
        for (var time = 0; time < 50; time++)
        {
            Assert.Equal(HttpStatusCode.Forbidden, (await client.GetAsync(address, Stop)).StatusCode);
        }

        Assert.Equal(50, _proxy.Calls.Count(call => call is { Operation: "Query Tables", Status: 403 }));
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private BlobClient Blob() => _container.GetBlobClient("blob");

    private AppendBlobClient Append() => _container.GetAppendBlobClient("append");

    private BlobContainerClient Container(int retries, double patience = 30)
    {
        var options = new BlobClientOptions { Retry = { MaxRetries = retries, NetworkTimeout = TimeSpan.FromSeconds(patience), Delay = TimeSpan.FromMilliseconds(1) } };
        return new BlobContainerClient(_proxy.ConnectionString, _name, options);
    }
}
