using System.Collections.Concurrent;
using System.Threading.Channels;

namespace Hub.Core.Runs;

/// <summary>Tells who waits that a run went on or ended, or that one began in a vault, within this process. What is told is only "look again".</summary>
public sealed class RunEvents
{
    private readonly ConcurrentDictionary<string, ConcurrentDictionary<Channel<bool>, bool>> _waiting = new(StringComparer.Ordinal);

    /// <param name="id">A run, or the vault in which one begins.</param>
    public void Publish(string id)
    {
        if (_waiting.TryGetValue(id, out var channels))
        {
            foreach (var channel in channels.Keys)
            {
                channel.Writer.TryWrite(true);
            }
        }
    }

    /// <summary>Begins to listen. Read the run's state after this call, then wait for <see cref="Subscription.NextAsync"/>, and no change is missed.</summary>
    public Subscription Subscribe(string id)
    {
        var subscription = new Subscription(this);
        subscription.Follow(id);
        return subscription;
    }

    public sealed class Subscription : IDisposable
    {
        private readonly RunEvents _events;
        private readonly HashSet<string> _ids = new(StringComparer.Ordinal);
        private readonly Channel<bool> _channel = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

        internal Subscription(RunEvents events) => _events = events;

        /// <summary>Listens to that one too.</summary>
        public void Follow(string id)
        {
            if (_ids.Add(id))
            {
                _events._waiting.GetOrAdd(id, _ => new ConcurrentDictionary<Channel<bool>, bool>()).TryAdd(_channel, true);
            }
        }

        public ValueTask<bool> NextAsync(CancellationToken cancellationToken) => _channel.Reader.ReadAsync(cancellationToken);

        public void Dispose()
        {
            foreach (var id in _ids)
            {
                if (_events._waiting.TryGetValue(id, out var channels) && channels.TryRemove(_channel, out _) && channels.IsEmpty)
                {
                    _events._waiting.TryRemove(id, out _);
                }
            }
        }
    }
}
