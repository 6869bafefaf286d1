using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using Hub.Core.Runs;

namespace Hub.Storage.Azure;

/// <summary>The queue that wakes function apps. A message costs one request to send; receiving it is the host's doing.</summary>
public sealed class AzureMessageQueue(StorageAccount account, string name = AzureMessageQueue.Usual) : IMessageQueue
{
    /// <summary>As run/function.json names it.</summary>
    public const string Usual = "hub-runs";

    /// <summary>How the host names the queue for what failed too often.</summary>
    private const string SetAside = "-poison";

    private const int MostAtOnce = 32;

    private static readonly TimeSpan ForEver = TimeSpan.FromSeconds(-1);

    private readonly QueueClient _queue = account.Queues.GetQueueClient(name);
    private readonly QueueClient _setAside = account.Queues.GetQueueClient(name + SetAside);

    /// <summary>The service takes seven days.</summary>
    public TimeSpan LongestDelay { get; } = TimeSpan.FromDays(6);

    public async ValueTask SendAsync(string message, TimeSpan delay, CancellationToken cancellationToken = default)
    {
        try
        {
            await _queue.SendMessageAsync(message, delay, ForEver, cancellationToken);
        }
        catch (RequestFailedException missing) when (missing.Says(QueueErrorCode.QueueNotFound))
        {
            await _queue.CreateIfNotExistsAsync(cancellationToken: cancellationToken);
            await _queue.SendMessageAsync(message, delay, ForEver, cancellationToken);
        }
    }

    public async ValueTask<IReadOnlyList<string>> TakeSetAsideAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            QueueMessage[] messages = await _setAside.ReceiveMessagesAsync(MostAtOnce, cancellationToken: cancellationToken);
            foreach (var message in messages)
            {
                await _setAside.DeleteMessageAsync(message.MessageId, message.PopReceipt, cancellationToken);
            }

            return [.. messages.Select(message => message.Body.ToString())];
        }
        catch (RequestFailedException missing) when (missing.Says(QueueErrorCode.QueueNotFound))
        {
            // The host makes it when it first has something to put there.
            return [];
        }
    }
}
