namespace Hub.Core.Runs;

/// <summary>Messages that outlive the process: each is delivered at least once, in any order, by whoever plays the platform.</summary>
public interface IMessageQueue
{
    /// <summary>The longest that a message may be held back.</summary>
    TimeSpan LongestDelay { get; }

    ValueTask SendAsync(string message, TimeSpan delay, CancellationToken cancellationToken = default);

    /// <summary>Takes away what the platform set aside because it failed too often.</summary>
    ValueTask<IReadOnlyList<string>> TakeSetAsideAsync(CancellationToken cancellationToken = default);
}
