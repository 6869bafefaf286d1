using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace Hub.Core.Records;

/// <summary>What a record is called within its type: 16 bytes that the hub derives from the identity fields (<see cref="RecordIdentity"/>), written as 32 lower-case hexadecimal digits.</summary>
public readonly record struct RecordId(Hash128 Value) : IComparable<RecordId>
{
    public const int Size = Hash128.Size;
    public const int TextLength = Size * 2;

    public static RecordId FromBytes(ReadOnlySpan<byte> bytes) => new(Hash128.FromBytes(bytes));

    public static RecordId Parse(string text) => TryParse(text, out var id) ? id : throw new FormatException("A record's id is 32 lower-case hexadecimal digits.");

    public static bool TryParse([NotNullWhen(true)] string? text, out RecordId id)
    {
        Span<byte> utf8 = stackalloc byte[TextLength];
        id = default;
        return text is { Length: TextLength } && System.Text.Ascii.FromUtf16(text, utf8, out _) == OperationStatus.Done && TryParse(utf8, out id);
    }

    public static bool TryParse(ReadOnlySpan<byte> utf8, out RecordId id)
    {
        id = default;
        // One spelling only: an id in upper case would be a second address of the same record.
        if (utf8.Length != TextLength || utf8.IndexOfAnyInRange((byte)'A', (byte)'F') >= 0)
            return false;
        Span<byte> bytes = stackalloc byte[Size];
        if (Convert.FromHexString(utf8, bytes, out _, out _) != OperationStatus.Done)
            return false;
        id = FromBytes(bytes);
        return true;
    }

    public bool TryFormat(Span<byte> utf8, out int written)
    {
        Span<byte> bytes = stackalloc byte[Size];
        Value.CopyTo(bytes);
        return Convert.TryToHexStringLower(bytes, utf8, out written);
    }

    public void CopyTo(Span<byte> bytes) => Value.CopyTo(bytes);

    public byte[] ToByteArray() => Value.ToByteArray();

    public int CompareTo(RecordId other) => Value.CompareTo(other.Value);

    public override string ToString() => Value.ToString();
}
