using Azure.Storage.Queues;
using Hub.Storage.Azure;
using Hub.Testing;
using Xunit;

namespace Storage.Tests.Cloud;

public sealed class AzureMessageQueueTests
{
    private readonly string _name = $"q-{Guid.NewGuid():n}";

    [Fact]
    public async Task A_message_is_sent_to_a_queue_that_was_not_there_and_read_as_it_was_written()
    {
        var (queue, client) = await OpenAsync(_name);
        await queue.SendAsync("CfDJ8-_x", TimeSpan.Zero);
        var message = (await client.ReceiveMessageAsync()).Value;
        Assert.Equal("CfDJ8-_x", message.Body.ToString());
        Assert.True(message.ExpiresOn > DateTimeOffset.UtcNow.AddYears(1));
    }

    [Fact]
    public async Task A_message_may_be_held_back_for_as_long_as_is_said()
    {
        var (queue, client) = await OpenAsync(_name);
        await queue.SendAsync("later", queue.LongestDelay);
        Assert.Null((await client.ReceiveMessageAsync()).Value);
        Assert.Equal(1, (await client.GetPropertiesAsync()).Value.ApproximateMessagesCount);
    }

    [Fact]
    public async Task What_the_host_set_aside_is_taken_once()
    {
        var (queue, _) = await OpenAsync(_name);
        Assert.Empty(await queue.TakeSetAsideAsync());
        var (_, poison) = await OpenAsync(_name + "-poison");
        await poison.CreateAsync();
        await poison.SendMessageAsync("one");
        await poison.SendMessageAsync("two");
        Assert.Equal(["one", "two"], (await queue.TakeSetAsideAsync()).Order(StringComparer.Ordinal));
        Assert.Empty(await queue.TakeSetAsideAsync());
    }

    private static async Task<(AzureMessageQueue Queue, QueueClient Client)> OpenAsync(string name)
    {
        var azurite = await Azurite.SharedAsync();
        return (new AzureMessageQueue(StorageAccount.Parse(azurite.ConnectionString), name), new QueueClient(azurite.ConnectionString, name));
    }
}
