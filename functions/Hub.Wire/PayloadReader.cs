using System.Buffers.Binary;
using System.Text;

namespace Hub.Wire;

/// <summary>Reads a payload field by field. Whoever sent it is not trusted: what does not fit is a <see cref="WireException"/>.</summary>
public ref struct PayloadReader(ReadOnlyMemory<byte> payload)
{
    private ReadOnlyMemory<byte> _rest = payload;

    public readonly ReadOnlyMemory<byte> Rest => _rest;

    public int ReadInt() => BinaryPrimitives.ReadInt32LittleEndian(Take(4).Span);

    public long ReadLong() => BinaryPrimitives.ReadInt64LittleEndian(Take(8).Span);

    public bool ReadBool() => Take(1).Span[0] != 0;

    public string? ReadOptional()
    {
        var size = ReadInt();
        return size == -1 ? null : Encoding.UTF8.GetString(Take(size).Span);
    }

    public string ReadString() => ReadOptional() ?? throw new WireException("A field is missing.");

    public ReadOnlyMemory<byte> ReadBytes() => Take(ReadInt());

    private ReadOnlyMemory<byte> Take(int size)
    {
        if (size < 0 || size > _rest.Length)
        {
            throw new WireException("A payload is shorter than it says.");
        }

        var taken = _rest[..size];
        _rest = _rest[size..];
        return taken;
    }
}
