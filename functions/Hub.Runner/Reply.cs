namespace Hub.Runner;

/// <summary>What the hub answers to one request; the bytes go straight into the buffer that the request brought.</summary>
internal sealed class Reply(int id, byte[] buffer)
{
    private readonly object _gate = new();
    private byte[] _buffer = buffer;
    private int _length;
    private bool _complete;

    public int Id => id;

    /// <summary>Blocks until the answer is there: the process has nothing else to do.</summary>
    public ReadOnlyMemory<byte> Wait()
    {
        lock (_gate)
        {
            while (!_complete)
            {
                Monitor.Wait(_gate);
            }

            return _buffer.AsMemory(0, _length);
        }
    }

    public Span<byte> Room(int length)
    {
        if (_buffer.Length < length)
        {
            _buffer = new byte[length];
        }

        _length = length;
        return _buffer.AsSpan(0, length);
    }

    public void Complete()
    {
        lock (_gate)
        {
            _complete = true;
            Monitor.PulseAll(_gate);
        }
    }
}
