using System.Text;

namespace Hub.Plugins.Caldav.Lines;

/// <summary>Puts folded lines together again.</summary>
internal static class Unfolding
{
    /// <summary>The lines of a text, each with the number at which it begins.</summary>
    public static IEnumerable<(string Line, int At)> Lines(string text)
    {
        using var reader = new StringReader(text);
        var line = new StringBuilder();
        var (number, at) = (0, 1);
        for (var next = reader.ReadLine(); next is not null; next = reader.ReadLine())
        {
            number++;
            if (next is [' ' or '\t', ..])
            {
                line.Append(next, 1, next.Length - 1);
                continue;
            }

            // The soft break of version 2.1: the line ends in "=", and its value says that it is quoted-printable.
            if (line is [.., '='] && line.ToString() is var written && ContentLine.Find(written) is { IsQuotedPrintable: true })
            {
                line.Length--;
                line.Append(next);
                continue;
            }

            if (line.Length > 0)
            {
                yield return (line.ToString(), at);
            }

            line.Clear().Append(next);
            at = number;
        }

        if (line.Length > 0)
        {
            yield return (line.ToString(), at);
        }
    }

    /// <summary>Unfolds bytes: a line may be folded in the middle of a character.</summary>
    public static byte[] Bytes(ReadOnlySpan<byte> folded)
    {
        var whole = new byte[folded.Length];
        var length = 0;
        for (var i = 0; i < folded.Length; i++)
        {
            var end = folded[i..] switch
            {
                [(byte)'\r', (byte)'\n', (byte)' ' or (byte)'\t', ..] => 3,
                [(byte)'\n', (byte)' ' or (byte)'\t', ..] => 2,
                _ => 0,
            };
            if (end > 0)
            {
                i += end - 1;
                continue;
            }

            whole[length++] = folded[i];
        }

        return whole[..length];
    }
}
