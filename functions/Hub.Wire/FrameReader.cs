using System.Buffers.Binary;

namespace Hub.Wire;

/// <summary>Takes frames off a pipe. <see cref="Payload"/> is valid until the next call.</summary>
public sealed class FrameReader(Stream pipe)
{
    private byte[] _bytes = new byte[2 * Protocol.FlushSize];
    private int _from;
    private int _to;

    public FrameKind Kind { get; private set; }

    public ReadOnlyMemory<byte> Payload { get; private set; }

    /// <summary>Takes the next frame if the whole of it has arrived.</summary>
    public bool TryNext()
    {
        if (_to - _from < 4)
        {
            return false;
        }

        var size = BinaryPrimitives.ReadInt32LittleEndian(_bytes.AsSpan(_from));
        if (size is < 1 or > Protocol.MaxFrame)
        {
            throw new WireException("The length of a frame is out of bounds.");
        }

        if (_to - _from < 4 + size)
        {
            MakeRoom(4 + size);
            return false;
        }

        Kind = (FrameKind)_bytes[_from + 4];
        Payload = _bytes.AsMemory(_from + 5, size - 1);
        _from += 4 + size;
        return true;
    }

    /// <summary>Waits for more; false when the other side closed its end.</summary>
    public async ValueTask<bool> FillAsync()
    {
        MakeRoom(_to - _from + 1);
        var count = await pipe.ReadAsync(_bytes.AsMemory(_to));
        _to += count;
        return count > 0;
    }

    private void MakeRoom(int size)
    {
        if (_from == _to)
        {
            _from = _to = 0;
        }

        if (_from + size <= _bytes.Length && _to < _bytes.Length)
        {
            return;
        }

        var target = size <= _bytes.Length ? _bytes : new byte[size];
        Buffer.BlockCopy(_bytes, _from, target, 0, _to - _from);
        (_bytes, _to, _from) = (target, _to - _from, 0);
    }
}
