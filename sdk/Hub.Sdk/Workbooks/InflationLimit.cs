namespace Hub.Sdk.Workbooks;

/// <summary>Counts while parts inflate: what an archive says about its sizes is only what it says.</summary>
internal sealed class InflationLimit
{
    private const int MostRatio = 200, Slack = 1024 * 1024;
    private long _left = 512L * 1024 * 1024;

    public Stream Watch(Stream inflating, long packed) => new Watched(this, inflating, (packed * MostRatio) + Slack);

    private sealed class Watched(InflationLimit limit, Stream inner, long most) : Stream
    {
        private long _read;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => _read; set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var read = inner.Read(buffer, offset, count);
            _read += read;
            limit._left -= read;
            return _read <= most && limit._left >= 0 ? read : throw new RunException(Outcome.LimitExceeded, WorkbookFaults.TooLarge);
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
