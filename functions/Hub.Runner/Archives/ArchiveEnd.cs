using System.Buffers.Binary;

namespace Hub.Runner.Archives;

/// <summary>What stands at the end of a zip (APPNOTE 4.3.14 to 4.3.16): how many members it says that it has. The framework's reader would hold all of a list before it could be asked.</summary>
internal static class ArchiveEnd
{
    private const int Length = 22, LocatorLength = 20, WideLength = 56, LongestComment = ushort.MaxValue;

    /// <summary>Zero where it does not say: whether it is a zip is for its reader to tell.</summary>
    public static ulong CountOf(Stream zip)
    {
        var tail = new byte[Math.Min(zip.Length, LocatorLength + Length + LongestComment)];
        Read(zip, zip.Length - tail.Length, tail);
        var at = tail.AsSpan().LastIndexOf("PK\u0005\u0006"u8);
        if (at < 0 || at + Length > tail.Length)
        {
            return 0;
        }

        var count = BinaryPrimitives.ReadUInt16LittleEndian(tail.AsSpan(at + 10));
        return count < ushort.MaxValue || at < LocatorLength ? count : WideCount(zip, tail.AsSpan(at - LocatorLength, LocatorLength)) ?? count;
    }

    private static ulong? WideCount(Stream zip, ReadOnlySpan<byte> locator)
    {
        var place = BinaryPrimitives.ReadInt64LittleEndian(locator[8..]);
        if (!locator.StartsWith("PK\u0006\u0007"u8) || place < 0 || place > zip.Length - WideLength)
        {
            return null;
        }

        var end = new byte[WideLength];
        Read(zip, place, end);
        return end.AsSpan().StartsWith("PK\u0006\u0006"u8) ? BinaryPrimitives.ReadUInt64LittleEndian(end.AsSpan(32)) : null;
    }

    private static void Read(Stream zip, long from, byte[] buffer)
    {
        zip.Position = from;
        zip.ReadExactly(buffer);
        zip.Position = 0;
    }
}
