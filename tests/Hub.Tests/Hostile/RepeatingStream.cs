namespace Hub.FrontDoor.Hostile;

/// <summary>The same bytes over and over, up to a length: a large file that lies nowhere.</summary>
internal sealed class RepeatingStream(byte[] pattern, long length) : Stream
{
    private long _at;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => length;

    public override long Position { get => _at; set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count)
    {
        count = (int)Math.Min(count, length - _at);
        for (var i = 0; i < count; i++)
        {
            buffer[offset + i] = pattern[(_at + i) % pattern.Length];
        }

        _at += count;
        return count;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
