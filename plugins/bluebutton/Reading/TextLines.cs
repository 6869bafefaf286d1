using System.Text;
using Hub.Sdk;

namespace Hub.Plugins.BlueButton.Reading;

/// <summary>Reads the file's lines, in UTF-8 or, where it is not valid UTF-8, in Latin 1.</summary>
internal static class TextLines
{
    public static List<Line> Read(ImportFile file)
    {
        if (file.Length > ImportFile.MaxDocument)
        {
            throw new RunException(Outcome.LimitExceeded, Says.TooLarge);
        }

        try
        {
            return Read(file, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true));
        }
        catch (DecoderFallbackException)
        {
            return Read(file, Encoding.Latin1);
        }
    }

    private static List<Line> Read(ImportFile file, Encoding encoding)
    {
        using var reader = new StreamReader(file.Open(), encoding, detectEncodingFromByteOrderMarks: true);
        var lines = new List<Line>();
        while (reader.ReadLine() is { } text)
        {
            lines.Add(new Line(lines.Count + 1, text.Replace("\0", "", StringComparison.Ordinal)));
        }

        return lines;
    }
}
