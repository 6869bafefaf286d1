using System.Text;
using System.Xml;

namespace Hub.Plugins.Ccda.Reading;

/// <summary>Reads the text element of an unstructured document: base64 of any length, plain text, or a pointer.</summary>
internal static class UnstructuredBody
{
    private const int LongestText = 800 * 1024;

    public static BodyPart Read(XmlReader reader)
    {
        var mediaType = reader.GetAttribute("mediaType");
        var isBase64 = reader.GetAttribute("representation") == "B64";
        var isText = mediaType is null || mediaType.StartsWith("text/", StringComparison.OrdinalIgnoreCase);
        var depth = reader.Depth;
        var text = new StringBuilder();
        string? reference = null;
        long letters = 0, padding = 0;
        for (var more = !reader.IsEmptyElement && reader.Read(); more && reader.Depth > depth; reader.Read())
        {
            Trees.CheckDepth(reader);
            if (reader.NodeType == XmlNodeType.Element && reader.LocalName == "reference")
            {
                reference ??= reader.GetAttribute("value");
            }
            else if (reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA)
            {
                Count(reader, isText ? text : null, ref letters, ref padding);
            }
        }

        reader.Read();
        return new BodyPart(mediaType, Text(text, isBase64), letters > 0 && isBase64 ? (letters * 3 / 4) - padding : null, reference);
    }

    private static void Count(XmlReader reader, StringBuilder? text, ref long letters, ref long padding)
    {
        var buffer = new char[4096];
        for (var count = reader.ReadValueChunk(buffer, 0, buffer.Length); count > 0; count = reader.ReadValueChunk(buffer, 0, buffer.Length))
        {
            foreach (var letter in buffer.AsSpan(0, count))
            {
                letters += char.IsWhiteSpace(letter) ? 0 : 1;
                padding += letter == '=' ? 1 : 0;
            }

            if (text?.Length < LongestText)
            {
                text.Append(buffer, 0, count);
            }
        }
    }

    private static string? Text(StringBuilder written, bool isBase64)
    {
        if (written.Length == 0 || !isBase64)
        {
            return written.Length == 0 ? null : written.ToString().Trim();
        }

        var letters = string.Concat(written.ToString().Where(letter => !char.IsWhiteSpace(letter)));
        var bytes = new byte[letters.Length];
        return Convert.TryFromBase64String(letters[..(letters.Length / 4 * 4)], bytes, out var length) ? Encoding.UTF8.GetString(bytes, 0, length) : null;
    }
}
