namespace Hub.Testing.Wire.Storage;

/// <summary>A fault that is played on the requests that it matches, so many times, until it is disposed.</summary>
public sealed class FaultRule : IDisposable
{
    private readonly Func<StorageCall, bool> _match;
    private readonly TaskCompletionSource _met = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _skip;
    private int _left;
    private int _hits;

    internal FaultRule(StorageFault fault, Func<StorageCall, bool> match, int skip, int times) => (Fault, _match, _skip, _left) = (fault, match, skip, times);

    /// <summary>How often it was played.</summary>
    public int Hits => Volatile.Read(ref _hits);

    /// <summary>Ends when it is played for the first time.</summary>
    public Task Met => _met.Task;

    internal StorageFault Fault { get; }

    internal Task Released => _released.Task;

    /// <summary>Lets go what it holds, and plays it no more.</summary>
    public void Dispose()
    {
        Volatile.Write(ref _left, 0);
        _released.TrySetResult();
    }

    /// <summary>One call at a time asks, in the proxy's turn.</summary>
    internal bool Takes(StorageCall call)
    {
        if (Volatile.Read(ref _left) <= 0 || !_match(call))
        {
            return false;
        }

        if (_skip > 0)
        {
            _skip--;
            return false;
        }

        Interlocked.Decrement(ref _left);
        Interlocked.Increment(ref _hits);
        _met.TrySetResult();
        return true;
    }
}
