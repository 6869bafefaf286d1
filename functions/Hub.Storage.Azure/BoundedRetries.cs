using Azure.Core;
using Azure.Core.Pipeline;

namespace Hub.Storage.Azure;

/// <summary>Tries again as long as a person, or the host of a function app, can be kept waiting. Waits double up to 20 s; where the server says how long and it is longer, that long.</summary>
internal sealed class BoundedRetries(StorageAccountOptions options)
    : RetryPolicy(options.Retries, DelayStrategy.CreateExponentialDelayStrategy(options.FirstWait, TimeSpan.FromSeconds(20)))
{
    protected override bool ShouldRetry(HttpMessage message, Exception? exception) => IsInTime(message) && base.ShouldRetry(message, exception);

    protected override async ValueTask<bool> ShouldRetryAsync(HttpMessage message, Exception? exception) => IsInTime(message) && await base.ShouldRetryAsync(message, exception);

    private bool IsInTime(HttpMessage message) => DateTimeOffset.UtcNow - message.ProcessingContext.StartTime < options.Patience;
}
