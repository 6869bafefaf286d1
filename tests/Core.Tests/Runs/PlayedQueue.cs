using Hub.Core.Runs;

namespace Core.Tests.Runs;

/// <summary>What was sent, in order; the test delivers.</summary>
internal sealed class PlayedQueue : IMessageQueue
{
    private readonly List<(string Message, TimeSpan Delay)> _waiting = [];

    public TimeSpan LongestDelay => TimeSpan.FromDays(6);

    public List<string> SetAside { get; } = [];

    public IReadOnlyList<(string Message, TimeSpan Delay)> Waiting => _waiting;

    public ValueTask SendAsync(string message, TimeSpan delay, CancellationToken cancellationToken = default)
    {
        lock (_waiting)
        {
            _waiting.Add((message, delay));
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask<IReadOnlyList<string>> TakeSetAsideAsync(CancellationToken cancellationToken = default)
    {
        IReadOnlyList<string> taken = [.. SetAside];
        SetAside.Clear();
        return ValueTask.FromResult(taken);
    }

    public string Single()
    {
        var message = _waiting[0].Message;
        _waiting.RemoveAt(0);
        return message;
    }

    public IReadOnlyList<(string Message, TimeSpan Delay)> TakeAll()
    {
        IReadOnlyList<(string, TimeSpan)> taken = [.. _waiting];
        _waiting.Clear();
        return taken;
    }
}
