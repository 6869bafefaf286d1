using System.Text;

namespace Hub.FrontDoor;

/// <summary>A zip written byte by byte, so that it can be wrong in one place. Its members are stored as they are.</summary>
internal static class MadeZip
{
    private const ushort Wide = 45, Utf8Names = 0x800;

    /// <summary>One member, and where it lies.</summary>
    public sealed record Member(string Name, byte[] Content)
    {
        public uint? Crc { get; init; }

        public ushort Flags { get; init; }

        public ushort Method { get; init; }

        public uint Attributes { get; init; }

        /// <summary>Its sizes stand in eight bytes.</summary>
        public bool IsWide { get; init; }

        public uint? Length { get; init; }
    }

    public static byte[] Of(params Member[] members)
    {
        var zip = new MemoryStream();
        using var bytes = new BinaryWriter(zip, Encoding.UTF8, leaveOpen: true);
        var places = new List<uint>();
        foreach (var member in members)
        {
            places.Add((uint)zip.Position);
            bytes.Write(0x04034b50u);
            Describe(bytes, member, isList: false);
            bytes.Write(member.Content);
        }

        var list = (uint)zip.Position;
        foreach (var (member, place) in members.Zip(places))
        {
            bytes.Write(0x02014b50u);
            bytes.Write((ushort)((3 << 8) | Wide)); // made on Unix
            Describe(bytes, member, isList: true, place);
        }

        var length = (uint)zip.Position - list;
        bytes.Write(0x06054b50u);
        bytes.Write(0u);
        bytes.Write((ushort)members.Length);
        bytes.Write((ushort)members.Length);
        bytes.Write(length);
        bytes.Write(list);
        bytes.Write((ushort)0);
        bytes.Flush();
        return zip.ToArray();
    }

    private static void Describe(BinaryWriter bytes, Member member, bool isList, uint place = 0)
    {
        var name = Encoding.UTF8.GetBytes(member.Name);
        bytes.Write(Wide);
        bytes.Write((ushort)(member.Flags | Utf8Names));
        bytes.Write(member.Method);
        bytes.Write(0x58210000u);
        bytes.Write(member.Crc ?? Sum(member.Content));
        bytes.Write(member.IsWide ? uint.MaxValue : (uint)member.Content.Length);
        bytes.Write(member.IsWide ? uint.MaxValue : member.Length ?? (uint)member.Content.Length);
        bytes.Write((ushort)name.Length);
        bytes.Write((ushort)(member.IsWide ? 20 : 0));
        if (isList)
        {
            bytes.Write(0u); // no comment, first disk
            bytes.Write((ushort)0);
            bytes.Write(member.Attributes);
            bytes.Write(place);
        }

        bytes.Write(name);
        if (member.IsWide)
        {
            bytes.Write((ushort)1);
            bytes.Write((ushort)16);
            bytes.Write((long)member.Content.Length);
            bytes.Write((long)member.Content.Length);
        }
    }

    private static uint Sum(byte[] content)
    {
        var sum = uint.MaxValue;
        foreach (var one in content)
        {
            sum ^= one;
            for (var bit = 0; bit < 8; bit++)
            {
                sum = (sum & 1) == 0 ? sum >> 1 : (sum >> 1) ^ 0xEDB88320;
            }
        }

        return ~sum;
    }
}
