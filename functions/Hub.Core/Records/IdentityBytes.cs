using System.Buffers.Binary;
using System.Text;
using Hub.Sdk;

namespace Hub.Core.Records;

/// <summary>Gathers what an id is the hash of.</summary>
internal ref struct IdentityBytes(Scratch scratch)
{
    private int _length;

    public readonly ReadOnlySpan<byte> Written => scratch.Bytes.AsSpan(0, _length);

    public void Append(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Reserve(bytes.Length));
        _length += bytes.Length;
    }

    public void AppendTag(byte tag)
    {
        Reserve(1)[0] = tag;
        _length++;
    }

    public void AppendCounted(ReadOnlySpan<byte> bytes)
    {
        BinaryPrimitives.WriteInt32BigEndian(Reserve(sizeof(int)), bytes.Length);
        _length += sizeof(int);
        Append(bytes);
    }

    public void AppendText(string text)
    {
        var written = Encoding.UTF8.GetBytes(text, Reserve(sizeof(int) + Encoding.UTF8.GetMaxByteCount(text.Length))[sizeof(int)..]);
        Count(written);
    }

    public void AppendText(ReadOnlySpan<byte> text, bool fold)
    {
        // Composing never makes a text longer; folding makes one character two at most, of at most the bytes it had and one more.
        var to = Reserve(sizeof(int) + (text.Length * 2))[sizeof(int)..];
        Count(fold ? TextFolding.Fold(text, to) : TextFolding.Compose(text, to));
    }

    public void AppendNumber(ReadOnlySpan<byte> text)
    {
        _ = ExactNumber.TryParse(text, out var number);
        Count(number.Format(Reserve(64)[sizeof(int)..]));
    }

    public void AppendInstant(Instant instant, ReadOnlySpan<byte> fraction)
    {
        BinaryPrimitives.WriteInt64BigEndian(Reserve(sizeof(long)), instant.Seconds);
        _length += sizeof(long);
        AppendCounted(fraction.TrimEnd((byte)'0'));
    }

    // The text was written behind the place of its length.
    private void Count(int written)
    {
        BinaryPrimitives.WriteInt32BigEndian(scratch.Bytes.AsSpan(_length), written);
        _length += sizeof(int) + written;
    }

    private readonly Span<byte> Reserve(int count) => scratch.GetBytes(_length + count)[_length..];
}
