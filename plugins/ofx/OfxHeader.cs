using System.Text;
using System.Text.RegularExpressions;
using Hub.Sdk;

namespace Hub.Plugins.Ofx;

/// <summary>What the lines before the root say. Only the encoding is of use, and only when the bytes themselves do not show it.</summary>
/// <param name="Found">Whether there is a header of OFX at all; some banks write none.</param>
/// <param name="Charset">The declared code page or name, or null.</param>
internal sealed partial record OfxHeader(bool Found, string? Charset)
{
    public static OfxHeader Read(ImportFile file)
    {
        using var stream = file.Open();
        var buffer = new byte[4096];
        var start = Encoding.Latin1.GetString(buffer, 0, stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false)).Replace("\0", "", StringComparison.Ordinal);
        var declared = Declared().Match(start);
        return new OfxHeader(start.Contains("OFXHEADER", StringComparison.OrdinalIgnoreCase), declared.Success ? declared.Groups["name"].Value : null);
    }

    // CHARSET:1252 in version 1, encoding="ISO-8859-15" in version 2. NONE and USASCII say nothing.
    [GeneratedRegex("""(CHARSET\s*:\s*|encoding\s*=\s*["'])(CP-?|WINDOWS-)?(?<name>[0-9]{3,4}(-[0-9]{1,2})?|ISO-[0-9]{4}-[0-9]{1,2})""", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Declared();
}
