using Hub.Wire;

namespace Hub.Runner;

/// <summary>One pass over the file. While the plug-in works on one chunk, the hub already sends the next.</summary>
internal sealed class PipedFileStream : Stream
{
    private readonly HubLink _link;
    private readonly int _number;
    private ReadOnlyMemory<byte> _chunk;
    private byte[] _spare = new byte[Protocol.ChunkSize];
    private byte[] _inUse = new byte[Protocol.ChunkSize];
    private Reply? _next;
    private bool _ended;

    public PipedFileStream(HubLink link, int number)
    {
        (_link, _number) = (link, number);
        _link.Send(FrameKind.Open, static (frames, it) => frames.Write(it), number);
        AskNext();
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty || (_chunk.IsEmpty && !TakeNext()))
        {
            return 0;
        }

        var count = Math.Min(buffer.Length, _chunk.Length);
        _chunk.Span[..count].CopyTo(buffer);
        _chunk = _chunk[count..];
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    // Waiting blocks the thread: nothing else is to be done in this process, and a state machine a line would cost more.
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => ValueTask.FromResult(Read(buffer.Span));

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => Task.FromResult(Read(buffer.AsSpan(offset, count)));

    public override void Flush()
    {
        // Nothing is written.
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing && !_ended)
        {
            _ended = true;
            _chunk = default;
            _link.Send(FrameKind.Close, static (frames, it) => frames.Write(it), _number);
        }

        base.Dispose(disposing);
    }

    private bool TakeNext()
    {
        if (_ended)
        {
            return false;
        }

        _chunk = _next!.Wait();
        (_spare, _inUse) = (_inUse, _spare);
        if (_chunk.IsEmpty)
        {
            _ended = true; // the hub closes its side at the end by itself
            return false;
        }

        AskNext();
        return true;
    }

    private void AskNext() => _next = _link.Ask(FrameKind.Read, static (frames, it) => frames.Write(it), _number, _spare);
}
