using Hub.Wire;

namespace Hub.Runner.Archives;

/// <summary>The archive's bytes, read through the hub wherever its list says: one piece is held at a time.</summary>
internal sealed class PipedArchive(long length, HubLink link) : Stream
{
    private readonly byte[] _buffer = new byte[Protocol.ChunkSize];
    private ReadOnlyMemory<byte> _piece;
    private long _from;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => length;

    public override long Position { get; set; }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty || Position < 0 || Position >= length)
        {
            return 0;
        }

        if (Position < _from || Position >= _from + _piece.Length)
        {
            // On multiples of its size, because the list at the end is looked for backwards.
            _from = Position - (Position % Protocol.ChunkSize);
            _piece = link.Ask(FrameKind.ReadAt, static (frames, at) => frames.Write(at), _from, _buffer).Wait();
        }

        var piece = _piece.Span[(int)Math.Min(Position - _from, _piece.Length)..];
        var count = Math.Min(buffer.Length, piece.Length);
        piece[..count].CopyTo(buffer);
        Position += count;
        return count;
    }

    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => Position + offset,
        _ => length + offset,
    };

    public override void Flush()
    {
        // Nothing is written.
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
