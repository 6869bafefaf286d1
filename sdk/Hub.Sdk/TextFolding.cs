using System.Globalization;
using System.Text;

namespace Hub.Sdk;

/// <summary>
/// The two forms in which a text counts for identity. A connector that numbers equal lines compares them in the folded form, as the hub does. Written here because the hub runs without the platform's culture tables, where string.Normalize changes nothing.
/// </summary>
public static class TextFolding
{
    // A line of code points: a composed character, its base, the mark it carries. From UnicodeData.txt, canonical decompositions of two, without the composition exclusions.
    private static readonly Lazy<Dictionary<int, (int Base, int Mark)>> Decomposed = new(Load);
    private static readonly Lazy<Dictionary<(int Base, int Mark), int>> Composed = new(() => Decomposed.Value.ToDictionary(pair => pair.Value, pair => pair.Key));

    /// <summary>Joins a letter and the mark behind it where one character says both: what NFC does to texts as keyboards and file systems write them.</summary>
    /// <param name="text">UTF-8.</param>
    /// <param name="to">Where the result goes, at least as long as the text.</param>
    /// <returns>The result's length.</returns>
    public static int Compose(ReadOnlySpan<byte> text, Span<byte> to)
    {
        if (Ascii.IsValid(text))
        {
            text.CopyTo(to);
            return text.Length;
        }

        var length = 0;
        var last = 0;
        Rune? held = null;
        while (!text.IsEmpty)
        {
            Rune.DecodeFromUtf8(text, out var rune, out var used);
            text = text[used..];
            if (held is { } before && Composed.Value.TryGetValue((before.Value, rune.Value), out var joined))
            {
                length = last;
                rune = new Rune(joined);
            }

            last = length;
            length += rune.EncodeToUtf8(to[length..]);
            held = rune;
        }

        return length;
    }

    /// <summary>Lower case, no accents, ligatures spelled out, white space as single spaces and none at the ends.</summary>
    /// <param name="text">The text.</param>
    public static string Fold(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        Span<byte> to = new byte[bytes.Length * 2];
        return Encoding.UTF8.GetString(to[..Fold(bytes, to)]);
    }

    /// <summary>Lower case, no accents, ligatures spelled out, white space as single spaces and none at the ends.</summary>
    /// <param name="text">UTF-8.</param>
    /// <param name="to">Where the result goes, at least twice as long as the text.</param>
    /// <returns>The result's length.</returns>
    public static int Fold(ReadOnlySpan<byte> text, Span<byte> to)
    {
        var length = 0;
        var space = false;
        while (!text.IsEmpty)
        {
            Rune.DecodeFromUtf8(text, out var rune, out var used);
            text = text[used..];
            if (Rune.IsWhiteSpace(rune))
            {
                space = length > 0;
                continue;
            }

            if (!rune.IsAscii)
                rune = Base(rune);
            if (!rune.IsAscii && Rune.GetUnicodeCategory(rune) == UnicodeCategory.NonSpacingMark)
                continue;
            if (space)
                to[length++] = (byte)' ';
            space = false;
            rune = Rune.ToLowerInvariant(rune);
            var spelled = rune.IsAscii ? default : Spelled(rune.Value);
            spelled.CopyTo(to[length..]);
            length += spelled.IsEmpty ? rune.EncodeToUtf8(to[length..]) : spelled.Length;
        }

        return length;
    }

    private static Rune Base(Rune rune)
    {
        var value = rune.Value;
        while (Decomposed.Value.TryGetValue(value, out var parts))
            value = parts.Base;
        return new Rune(value);
    }

    private static ReadOnlySpan<byte> Spelled(int rune) => rune switch
    {
        'œ' => "oe"u8,
        'æ' => "ae"u8,
        'ß' => "ss"u8,
        'ø' => "o"u8,
        'ł' => "l"u8,
        'đ' => "d"u8,
        'ı' => "i"u8,
        _ => default,
    };

    private static Dictionary<int, (int Base, int Mark)> Load()
    {
        using var reader = new StreamReader(typeof(TextFolding).Assembly.GetManifestResourceStream("Hub.Sdk.compositions.txt")!);
        var pairs = new Dictionary<int, (int, int)>();
        while (reader.ReadLine() is { } line)
        {
            var codes = line.Split(' ').Select(code => int.Parse(code, NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToArray();
            pairs.Add(codes[0], (codes[1], codes[2]));
        }

        return pairs;
    }
}
