using System.Buffers.Binary;
using System.IO.Compression;
using Hub.Core.Vaults;

namespace Hub.Storage.Azure.Vaults;

internal enum FrameKind : byte
{
    /// <summary>The rows that one commit changed.</summary>
    Changes = 1,

    /// <summary>The log goes on in the next blob.</summary>
    Next = 2,

    /// <summary>As <see cref="Changes"/>, too large for one append: they lie in a blob of their own.</summary>
    ChangesElsewhere = 3,
}

/// <summary>One entry of a vault's log: kind, format of the vault, id (16 bytes), unpacked and packed length (little-endian), and the changes in zlib's format, which ends with a checksum.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Format">The format of the vault that the changes are of.</param>
/// <param name="Id">Tells its writer that it arrived, when the answer was lost.</param>
/// <param name="Packed">The changes, packed.</param>
internal readonly record struct LogFrame(FrameKind Kind, int Format, Guid Id, int Length, ReadOnlyMemory<byte> Packed)
{
    private const int HeaderSize = 26;

    public static LogFrame OfChanges(Guid id, int format, ReadOnlySpan<byte> changes)
    {
        using var packed = new MemoryStream(changes.Length / 4);
        using (var zip = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            zip.Write(changes);
        }

        return new LogFrame(FrameKind.Changes, format, id, changes.Length, packed.GetBuffer().AsMemory(0, (int)packed.Length));
    }

    public byte[] ToBytes()
    {
        var bytes = new byte[HeaderSize + Packed.Length];
        (bytes[0], bytes[1]) = ((byte)Kind, (byte)Format);
        Id.TryWriteBytes(bytes.AsSpan(2));
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(18), Length);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(22), Packed.Length);
        Packed.CopyTo(bytes.AsMemory(HeaderSize));
        return bytes;
    }

    /// <summary>Takes the first frame off the bytes.</summary>
    /// <exception cref="VaultException">They are no frame.</exception>
    public static LogFrame Take(ref ReadOnlyMemory<byte> bytes)
    {
        var head = bytes.Span;
        var packed = head.Length < HeaderSize ? -1 : BinaryPrimitives.ReadInt32LittleEndian(head[22..]);
        if (packed < 0 || packed > head.Length - HeaderSize || head[0] is < 1 or > 3)
        {
            throw new VaultException("The vault's log is damaged. Keep a copy of the vault's container; the storage account's soft delete and versions may hold it whole.");
        }

        var frame = new LogFrame((FrameKind)head[0], head[1], new Guid(head.Slice(2, 16)), BinaryPrimitives.ReadInt32LittleEndian(head[18..]), bytes.Slice(HeaderSize, packed));
        bytes = bytes[(HeaderSize + packed)..];
        return frame;
    }

    public byte[] Unpack()
    {
        var changes = new byte[Length];
        using var zip = new ZLibStream(new MemoryStream(Packed.ToArray()), CompressionMode.Decompress);
        zip.ReadExactly(changes);
        return changes;
    }
}
