using System.Buffers.Binary;
using System.IO.Compression;
using Hub.Core.Vaults;
using Hub.Storage.Local.Sqlite;

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

    public int Size => HeaderSize + Packed.Length;

    /// <summary>Packs what a session noted; null when nothing is different.</summary>
    /// <param name="session">The changes.</param>
    /// <param name="format">The format of the vault that they are of.</param>
    /// <param name="packed">Holds them packed, as long as the frame is used.</param>
    public static LogFrame? OfChanges(ChangeSession session, int format, MemoryStream packed)
    {
        packed.SetLength(0);
        var length = session.WriteTo(() => new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true));
        return length == 0 ? null : new LogFrame(FrameKind.Changes, format, Guid.NewGuid(), length, packed.GetBuffer().AsMemory(0, (int)packed.Length));
    }

    /// <param name="bytes">As long as <see cref="Size"/> says.</param>
    public void CopyTo(Span<byte> bytes)
    {
        (bytes[0], bytes[1]) = ((byte)Kind, (byte)Format);
        Id.TryWriteBytes(bytes[2..]);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[18..], Length);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[22..], Packed.Length);
        Packed.Span.CopyTo(bytes[HeaderSize..]);
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
