using System.Text;

namespace Hub.Plugins.Fhir.Reading;

/// <summary>Opens a file as UTF-8, whichever of the Unicode encodings its byte order mark announces.</summary>
internal static class Outside
{
    public static Stream OpenUtf8(Sdk.ImportFile file)
    {
        var mark = new byte[2];
        using (var start = file.Open())
        {
            _ = start.ReadAtLeast(mark, mark.Length, throwOnEndOfStream: false);
        }

        return mark switch
        {
            [0xFF, 0xFE] => Encoding.CreateTranscodingStream(file.Open(), Encoding.Unicode, Encoding.UTF8),
            [0xFE, 0xFF] => Encoding.CreateTranscodingStream(file.Open(), Encoding.BigEndianUnicode, Encoding.UTF8),
            _ => file.Open(),
        };
    }
}
