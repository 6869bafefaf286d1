using System.Buffers.Binary;
using Hub.Wire;

namespace Hub.Runner.Scripts;

/// <summary>The hub's end of the pipes for a rehearsal: takes what it is told, and answers what it is asked with a small file and a small page.</summary>
internal sealed class RehearsalHub : Stream
{
    private readonly object _gate = new();
    private readonly FrameBuffer _replies = new();
    private readonly HashSet<(FrameKind, int)> _given = [];
    private int _read;
    private bool _closed;

    public static ReadOnlySpan<byte> File => "day;amount;note\n2026-01-02;12,50;\"a; b\"\n2026-01-03;-3,20;c\n"u8;

    private static ReadOnlySpan<byte> Page => """{"items":[{"ref":"a","amount":"12.50"},{"ref":"b","amount":"-3.20"}]}"""u8;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public void Say(StartMessage start)
    {
        foreach (var (kind, bytes) in start.Pieces())
        {
            _replies.Begin(kind);
            Append(bytes.Span);
            _replies.End();
        }

        start.WriteTo(_replies);
    }

    public override int Read(Span<byte> buffer)
    {
        lock (_gate)
        {
            while (_read == _replies.Length)
            {
                if (_closed)
                {
                    return 0;
                }

                Monitor.Wait(_gate);
            }

            var said = _replies.Written.Span[_read..];
            var count = Math.Min(buffer.Length, said.Length);
            said[..count].CopyTo(buffer);
            _read += count;
            return count;
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        lock (_gate)
        {
            for (var frames = buffer; !frames.IsEmpty; frames = frames[(4 + BinaryPrimitives.ReadInt32LittleEndian(frames))..])
            {
                Take((FrameKind)frames[4], frames[5..(4 + BinaryPrimitives.ReadInt32LittleEndian(frames))].ToArray());
            }

            Monitor.PulseAll(_gate);
        }
    }

    public override void Flush()
    {
        // What is written is there at once.
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        lock (_gate)
        {
            _closed = true;
            Monitor.PulseAll(_gate);
        }

        base.Dispose(disposing);
    }

    private void Take(FrameKind kind, byte[] payload)
    {
        if (kind is not (FrameKind.Read or FrameKind.Http or FrameKind.Body))
        {
            return;
        }

        var reader = new PayloadReader(payload);
        _replies.Begin(FrameKind.Reply);
        _replies.Write(reader.ReadInt());
        var number = reader.ReadInt();
        if (kind == FrameKind.Http)
        {
            var call = HttpCall.Read(ref reader);
            _replies.Write(-1);
            _replies.Write(200);
            _replies.Write(call.Url);
            HttpHeaders.Write(_replies, [new("Content-Type", "application/json")]);
            _replies.Write((long)Page.Length);
        }
        else if (_given.Add((kind, number)))
        {
            Append(kind == FrameKind.Read ? File : Page);
        }

        _replies.End();
    }

    private void Append(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(_replies.GetSpan(bytes.Length));
        _replies.Advance(bytes.Length);
    }
}
