using System.Text;
using Hub.Sdk;

namespace Hub.Plugins.Camt053;

/// <summary>Opens the file as text: its bytes decide the encoding, then what the XML declares.</summary>
internal static class CamtText
{
    private const int Head = 256;

    public static Encoding FindEncoding(ImportFile file)
    {
        Span<byte> head = stackalloc byte[Head];
        using var stream = file.Open();
        var length = stream.ReadAtLeast(head, Head, throwOnEndOfStream: false);
        return ImportText.FindEncoding(file, Declared(Encoding.Latin1.GetString(head[..length])));
    }

    /// <summary>The text without what may stand before an XML declaration only by mistake.</summary>
    public static StreamReader Open(ImportFile file, Encoding encoding)
    {
        var text = ImportText.Open(file, encoding);
        while (text.Peek() is ' ' or '\t' or '\r' or '\n' or '\uFEFF')
        {
            _ = text.Read();
        }

        return text;
    }

    private static string? Declared(string head)
    {
        const string Attribute = "encoding=";
        var at = head.IndexOf(Attribute, StringComparison.OrdinalIgnoreCase) + Attribute.Length;
        var end = at < Attribute.Length || at >= head.Length ? -1 : head.IndexOf(head[at], at + 1);
        return end < 0 ? null : head[(at + 1)..end];
    }
}
