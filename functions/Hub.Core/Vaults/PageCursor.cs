using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using Hub.Core.Records;

namespace Hub.Core.Vaults;

/// <summary>A place in a list as clients carry it: opaque, and safe in a URL.</summary>
public static class PageCursor
{
    private const int Size = sizeof(long) + RecordId.Size;

    public static string Write(PagePlace place)
    {
        Span<byte> bytes = stackalloc byte[Size];
        BinaryPrimitives.WriteInt64BigEndian(bytes, place.Time);
        place.Id.CopyTo(bytes[sizeof(long)..]);
        return Base64Url.EncodeToString(bytes);
    }

    public static bool TryParse(string? text, out PagePlace place)
    {
        place = default;
        Span<byte> bytes = stackalloc byte[Size];
        if (text is null || text.Length > 64 || Base64Url.DecodeFromChars(text, bytes, out _, out var written) != OperationStatus.Done || written != Size)
        {
            return false;
        }

        place = new PagePlace(BinaryPrimitives.ReadInt64BigEndian(bytes), RecordId.FromBytes(bytes[sizeof(long)..]));
        return true;
    }

    public static PagePlace? Parse(string? text) => TryParse(text, out var place) ? place : null;
}
