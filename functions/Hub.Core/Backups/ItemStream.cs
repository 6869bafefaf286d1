namespace Hub.Core.Backups;

/// <summary>An item of a backup from its beginning, forward only, chunk by chunk.</summary>
internal sealed class ItemStream(BackupReader backup, BackupItem item) : Stream
{
    private byte[] _chunk = [];
    private int _next;
    private int _at;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => item.Length;

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(Span<byte> buffer)
    {
        while (_at == _chunk.Length)
        {
            if (_next == item.Chunks.Count)
            {
                return 0;
            }

            (_chunk, _at) = (backup.ReadChunk(item.Chunks[_next++]), 0);
        }

        var count = Math.Min(buffer.Length, _chunk.Length - _at);
        _chunk.AsSpan(_at, count).CopyTo(buffer);
        _at += count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
