namespace Hub.Sdk;

/// <summary>Bounds what an archive inflates to. It counts while that happens: what an archive says about its sizes is only what it says.</summary>
public sealed class InflationLimit
{
    /// <summary>The most files of one archive.</summary>
    public const int MostEntries = 10_000;

    /// <summary>How many times its packed size a file may have, beyond the first megabyte.</summary>
    public const int MostRatio = 200;

    private const int Slack = 1024 * 1024;
    private readonly Text _tooLarge;

    /// <summary>A bound for all files of one archive together.</summary>
    /// <param name="most">Bytes.</param>
    /// <param name="tooLarge">What the person reads where it is reached.</param>
    public InflationLimit(long most, Text tooLarge) => (Left, _tooLarge) = (most, tooLarge);

    /// <summary>How many bytes may still come; below zero when the bound was passed.</summary>
    public long Left { get; private set; }

    /// <summary>Counts what is read from it. Reading throws a <see cref="RunException"/> with <see cref="Outcome.LimitExceeded"/> where it comes to more than all may have, or than so few packed bytes may become.</summary>
    /// <param name="inflating">A file of the archive, inflated as it is read. It is closed with what is returned.</param>
    /// <param name="packed">How many bytes it has in the archive.</param>
    public Stream Watch(Stream inflating, long packed) => new Watched(this, inflating, Most(packed));

    /// <summary>Counts what was inflated before, and is not again.</summary>
    /// <param name="length">What the archive says of its size.</param>
    /// <param name="packed">How many bytes it has in the archive.</param>
    public void Pass(long length, long packed) => Left -= Math.Clamp(length, 0, Most(packed));

    private static long Most(long packed) => (Math.Clamp(packed, 0, int.MaxValue * 8L) * MostRatio) + Slack;

    private sealed class Watched(InflationLimit limit, Stream inner, long most) : Stream
    {
        private long _read;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => _read; set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            var read = inner.Read(buffer);
            _read += read;
            limit.Left -= read;
            return _read <= most && limit.Left >= 0 ? read : throw new RunException(Outcome.LimitExceeded, limit._tooLarge);
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            inner.Dispose();
            base.Dispose(disposing);
        }
    }
}
