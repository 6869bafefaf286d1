using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using Hub.Testing;
using Xunit;

namespace Storage.Tests.Cloud;

/// <summary>The stand-in for a storage account, and the packages that speak to it.</summary>
public sealed class AzuriteTests
{
    [Fact]
    public async Task Blobs_and_queues_answer()
    {
        var azurite = await Azurite.SharedAsync();
        var container = new BlobServiceClient(azurite.ConnectionString).GetBlobContainerClient("c" + Guid.NewGuid().ToString("n"));
        await container.CreateAsync();
        var body = new byte[300_000];
        new Random(1).NextBytes(body);

        // Even without checksums this asks for the assembly that the SDK lends; Azurite refuses them.
        await container.GetBlobClient("one").UploadAsync(new MemoryStream(body));
        Assert.Equal(body, (await container.GetBlobClient("one").DownloadContentAsync()).Value.Content.ToArray());

        var queue = new QueueServiceClient(azurite.ConnectionString).GetQueueClient("q" + Guid.NewGuid().ToString("n"));
        await queue.CreateAsync();
        await queue.SendMessageAsync("hello");
        Assert.Equal("hello", (await queue.ReceiveMessageAsync()).Value.MessageText);
    }

    [Fact]
    public async Task It_ends_when_the_process_that_started_it_is_gone()
    {
        var azurite = await Azurite.StartAsync();
        using var client = new HttpClient();
        using (await client.GetAsync(azurite.Table))
        {
        }

        await azurite.AbandonAsync();
        await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync(azurite.Table));
    }
}
