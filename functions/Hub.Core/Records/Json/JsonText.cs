using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Hub.Core.Records;

/// <summary>Strings between their escaped and plain forms.</summary>
internal static class JsonText
{
    /// <summary>Writes a string's plain text aside and points the token there; false when it holds half of a surrogate pair.</summary>
    public static bool TryUnescape(Tape tape, int token)
    {
        // Never longer plain than escaped, so a document's strings fit together into a document's length.
        if (tape.Aside.Length < tape.Length)
            tape.Aside = new byte[tape.Text.Length];
        var escaped = tape.Value(token);
        var plain = tape.Aside.AsSpan(tape.AsideLength);
        var isWhole = true;
        var at = 0;
        var to = 0;
        while (at < escaped.Length)
        {
            if (escaped[at] != '\\')
            {
                plain[to++] = escaped[at++];
                continue;
            }

            var letter = escaped[at + 1];
            if (letter != 'u')
            {
                plain[to++] = Short(letter);
                at += 2;
                continue;
            }

            int unit = Hex(escaped, at + 2);
            at += 6;
            if (char.IsHighSurrogate((char)unit) && at + 5 < escaped.Length && escaped[at] == '\\' && escaped[at + 1] == 'u' && char.IsLowSurrogate((char)Hex(escaped, at + 2)))
            {
                unit = char.ConvertToUtf32((char)unit, (char)Hex(escaped, at + 2));
                at += 6;
            }

            if (Rune.TryCreate(unit, out var rune))
                to += rune.EncodeToUtf8(plain[to..]);
            else
                isWhole = false;
        }

        tape.Tokens[token].Start = tape.AsideLength;
        tape.Tokens[token].Length = to;
        tape.Tokens[token].IsAside = true;
        tape.AsideLength += to;
        return isWhole;
    }

    /// <summary>Writes a string with its quotes, escaping only what JSON demands: quote, backslash and control characters (the short form where there is one).</summary>
    public static int Escape(ReadOnlySpan<byte> plain, Span<byte> to)
    {
        var length = 0;
        to[length++] = (byte)'"';
        foreach (var value in plain)
        {
            if (value >= ' ' && value != '"' && value != '\\')
            {
                to[length++] = value;
                continue;
            }

            to[length++] = (byte)'\\';
            var letter = value switch { (byte)'\b' => 'b', (byte)'\t' => 't', (byte)'\n' => 'n', (byte)'\f' => 'f', (byte)'\r' => 'r', (byte)'"' => '"', (byte)'\\' => '\\', _ => 'u' };
            to[length++] = (byte)letter;
            if (letter == 'u')
            {
                Utf8Formatter.TryFormat(value, to[length..], out _, new System.Buffers.StandardFormat('x', 4));
                length += 4;
            }
        }

        to[length++] = (byte)'"';
        return length;
    }

    private static byte Short(byte letter) => letter switch
    {
        (byte)'b' => (byte)'\b',
        (byte)'t' => (byte)'\t',
        (byte)'n' => (byte)'\n',
        (byte)'f' => (byte)'\f',
        (byte)'r' => (byte)'\r',
        _ => letter,
    };

    // The reader has checked that these are four hexadecimal digits.
    private static ushort Hex(ReadOnlySpan<byte> text, int at) => ushort.Parse(text.Slice(at, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
}
