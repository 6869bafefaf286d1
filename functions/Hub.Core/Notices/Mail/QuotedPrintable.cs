using System.Text;

namespace Hub.Core.Notices.Mail;

/// <summary>RFC 2045, 6.7: text stays readable, lines stay short, and no server along the way needs to carry more than ASCII.</summary>
internal static class QuotedPrintable
{
    private const int LongestLine = 73;

    public static string Encode(string text)
    {
        var encoded = new StringBuilder(text.Length * 2);
        foreach (var line in text.ReplaceLineEndings("\n").Split('\n'))
        {
            var bytes = Encoding.UTF8.GetBytes(line);
            var column = 0;
            for (var index = 0; index < bytes.Length; index++)
            {
                if (column >= LongestLine)
                {
                    encoded.Append("=\r\n");
                    column = 0;
                }

                var letter = bytes[index];
                var isPlain = letter is >= (byte)'!' and <= (byte)'~' and not (byte)'=' || (letter is (byte)' ' or (byte)'\t' && index < bytes.Length - 1);
                encoded.Append(isPlain ? ((char)letter).ToString() : $"={letter:X2}");
                column += isPlain ? 1 : 3;
            }

            encoded.Append("\r\n");
        }

        return encoded.ToString();
    }
}
