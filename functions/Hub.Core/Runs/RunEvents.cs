using System.Collections.Concurrent;
using System.Threading.Channels;

namespace Hub.Core.Runs;

/// <summary>Tells who waits that a run went on or ended, within this process. What is told is only "look again".</summary>
public sealed class RunEvents
{
    private readonly ConcurrentDictionary<string, ConcurrentDictionary<Channel<bool>, bool>> _waiting = new(StringComparer.Ordinal);

    public void Publish(string runId)
    {
        if (_waiting.TryGetValue(runId, out var channels))
        {
            foreach (var channel in channels.Keys)
            {
                channel.Writer.TryWrite(true);
            }
        }
    }

    /// <summary>Begins to listen. Read the run's state after this call, then wait for <see cref="Subscription.NextAsync"/>, and no change is missed.</summary>
    public Subscription Subscribe(string runId)
    {
        var channel = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
        _waiting.GetOrAdd(runId, _ => new ConcurrentDictionary<Channel<bool>, bool>()).TryAdd(channel, true);
        return new Subscription(this, runId, channel);
    }

    public sealed class Subscription : IDisposable
    {
        private readonly RunEvents _events;
        private readonly string _runId;
        private readonly Channel<bool> _channel;

        internal Subscription(RunEvents events, string runId, Channel<bool> channel)
        {
            _events = events;
            _runId = runId;
            _channel = channel;
        }

        public ValueTask<bool> NextAsync(CancellationToken cancellationToken) => _channel.Reader.ReadAsync(cancellationToken);

        public void Dispose()
        {
            if (_events._waiting.TryGetValue(_runId, out var channels) && channels.TryRemove(_channel, out _) && channels.IsEmpty)
            {
                _events._waiting.TryRemove(_runId, out _);
            }
        }
    }
}
