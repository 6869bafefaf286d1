using System.Text;
using Hub.Sdk;

namespace Hub.Plugins.Tests;

/// <summary>A file that exists nowhere: its parts are made while it is read.</summary>
/// <param name="parts">The text, anew for each opening.</param>
internal sealed class GeneratedFile(Func<IEnumerable<string>> parts) : ImportFile
{
    public override string Name => "generated";

    public override long Length => 0;

    public override Stream Open() => new PartsStream(parts().GetEnumerator());

    private sealed class PartsStream(IEnumerator<string> parts) : Stream
    {
        private byte[] _part = [];
        private int _at;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            while (_at == _part.Length)
            {
                if (!parts.MoveNext())
                {
                    return 0;
                }

                (_part, _at) = (Encoding.UTF8.GetBytes(parts.Current), 0);
            }

            var length = Math.Min(count, _part.Length - _at);
            _part.AsSpan(_at, length).CopyTo(buffer.AsSpan(offset));
            _at += length;
            return length;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
