using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Hub.Wire;

/// <summary>Frames on their way out, one behind the other in a single array that is reused: a JSON writer writes straight into it.</summary>
public sealed class FrameBuffer : IBufferWriter<byte>
{
    private const int HeaderSize = 5;
    private byte[] _bytes = new byte[2 * Protocol.FlushSize];
    private int _frame;

    public int Length { get; private set; }

    public ReadOnlyMemory<byte> Written => _bytes.AsMemory(0, Length);

    public void Begin(FrameKind kind)
    {
        _frame = Length;
        Reserve(HeaderSize);
        _bytes[_frame + 4] = (byte)kind;
        Length += HeaderSize;
    }

    public void End()
    {
        var size = Length - _frame - 4;
        if (size > Protocol.MaxFrame)
        {
            throw new WireException("A frame is too large.");
        }

        BinaryPrimitives.WriteInt32LittleEndian(_bytes.AsSpan(_frame), size);
    }

    /// <summary>Takes back the frame that was begun.</summary>
    public void Undo() => Length = _frame;

    public void Clear()
    {
        Length = 0;
        if (_bytes.Length > 4 * Protocol.ChunkSize)
        {
            _bytes = new byte[2 * Protocol.FlushSize]; // one large frame must not weigh on the rest of the run
        }
    }

    public void Write(int value)
    {
        BinaryPrimitives.WriteInt32LittleEndian(GetSpan(4), value);
        Length += 4;
    }

    public void Write(long value)
    {
        BinaryPrimitives.WriteInt64LittleEndian(GetSpan(8), value);
        Length += 8;
    }

    public void Write(bool value)
    {
        GetSpan(1)[0] = value ? (byte)1 : (byte)0;
        Length++;
    }

    public void Write(string? value)
    {
        if (value is null)
        {
            Write(-1);
            return;
        }

        var span = GetSpan(4 + Encoding.UTF8.GetMaxByteCount(value.Length));
        var size = Encoding.UTF8.GetBytes(value, span[4..]);
        BinaryPrimitives.WriteInt32LittleEndian(span, size);
        Length += 4 + size;
    }

    public void WriteBytes(ReadOnlySpan<byte> value)
    {
        Write(value.Length);
        value.CopyTo(GetSpan(value.Length));
        Length += value.Length;
    }

    public void Advance(int count) => Length += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _bytes.AsMemory(Length);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _bytes.AsSpan(Length);
    }

    private void Reserve(int size)
    {
        var needed = (long)Length + Math.Max(size, 256);
        if (needed <= _bytes.Length)
        {
            return;
        }

        if (needed - _frame > 2 * Protocol.MaxFrame)
        {
            throw new WireException("A frame is too large.");
        }

        Array.Resize(ref _bytes, (int)Math.Max(needed, 2L * _bytes.Length));
    }
}
