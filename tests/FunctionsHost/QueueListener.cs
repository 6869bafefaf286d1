using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;

namespace FunctionsHost;

/// <summary>
/// Polls a queue and invokes its function, as the storage extension does (QueueListener and QueueProcessor in Azure/azure-sdk-for-net): several at once, each message invisible meanwhile; what
/// failed comes again after visibilityTimeout; what failed too often goes to a queue whose name ends in "-poison".
/// </summary>
internal sealed class QueueListener(AppFolder app, Function function, HandlerPool handlers, PlayOptions options)
{
    private static readonly TimeSpan Held = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan ShortestWait = TimeSpan.FromMilliseconds(100);

    private readonly QueueClient _queue = Client(app, options, function.Binding.GetProperty("queueName").GetString()!);
    private readonly QueueClient _poison = Client(app, options, function.Binding.GetProperty("queueName").GetString() + "-poison");
    private readonly List<Task> _working = [];

    public async Task RunAsync(CancellationToken stopping)
    {
        try
        {
            await _queue.CreateIfNotExistsAsync(cancellationToken: stopping);
            for (var wait = ShortestWait; ; wait = wait * 2 < app.Queues.LongestWait ? wait * 2 : app.Queues.LongestWait)
            {
                _working.RemoveAll(work => work.IsCompleted);
                if (_working.Count > app.Queues.NewBatch)
                {
                    await Task.WhenAny(_working);
                    continue;
                }

                var messages = (await _queue.ReceiveMessagesAsync(app.Queues.Batch, Held, stopping)).Value;
                _working.AddRange(messages.Select(message => WorkAsync(message, stopping)));
                if (messages.Length > 0)
                {
                    wait = ShortestWait;
                    continue;
                }

                await Task.Delay(wait, stopping);
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(_working);
        }
    }

    private static QueueClient Client(AppFolder app, PlayOptions options, string name) =>
        new(options.Storage, name, new QueueClientOptions { MessageEncoding = app.Queues.Encoding == "none" ? QueueMessageEncoding.None : QueueMessageEncoding.Base64 });

    private async Task WorkAsync(QueueMessage message, CancellationToken stopping)
    {
        // Of an instance that was killed there is nobody to count its failure: the next one finds that it was delivered too often.
        if (message.DequeueCount > app.Queues.MostDeliveries)
        {
            await SetAsideAsync(message);
        }
        else if (await handlers.InvokeAsync(function, Envelopes.Queue(function.TriggerName, message), stopping))
        {
            await _queue.DeleteMessageAsync(message.MessageId, message.PopReceipt, CancellationToken.None);
        }
        else if (message.DequeueCount >= app.Queues.MostDeliveries)
        {
            await SetAsideAsync(message);
        }
        else
        {
            await _queue.UpdateMessageAsync(message.MessageId, message.PopReceipt, visibilityTimeout: app.Queues.Visibility, cancellationToken: CancellationToken.None);
        }
    }

    private async Task SetAsideAsync(QueueMessage message)
    {
        Console.WriteLine($"{function.Name}: set aside after {message.DequeueCount} deliveries");
        await _poison.CreateIfNotExistsAsync();
        await _poison.SendMessageAsync(message.Body);
        await _queue.DeleteMessageAsync(message.MessageId, message.PopReceipt);
    }
}
