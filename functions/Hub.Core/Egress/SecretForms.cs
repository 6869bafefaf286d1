using System.Net;
using System.Text;
using System.Text.Encodings.Web;

namespace Hub.Core.Egress;

/// <summary>The ways in which a value may come back from a holder that was sent it.</summary>
internal static class SecretForms
{
    /// <summary>Shorter values are part of too many ordinary words to be told from them.</summary>
    public const int Shortest = 4;

    private const int ShortestCore = 6;

    public static IEnumerable<byte[]> Of(string value)
    {
        if (value.Length < Shortest)
        {
            return [];
        }

        var forms = new HashSet<string>(StringComparer.Ordinal) { value };
        var percent = Uri.EscapeDataString(value);
        var scripts = percent.Replace("%21", "!").Replace("%27", "'").Replace("%28", "(").Replace("%29", ")").Replace("%2A", "*");
        forms.UnionWith([percent, LowerHex(percent), scripts, LowerHex(scripts), percent.Replace("%20", "+"), LowerHex(percent.Replace("%20", "+")), WebUtility.UrlEncode(value)]);
        AddJson(forms, value);
        var html = WebUtility.HtmlEncode(value);
        forms.UnionWith([html, html.Replace("&#39;", "&#x27;"), html.Replace("&#39;", "&apos;"), html.Replace("&#39;", "'"), value.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;")]);
        AddBase64(forms, Encoding.UTF8.GetBytes(value));
        var bytes = forms.Select(Encoding.UTF8.GetBytes).Append(Encoding.Unicode.GetBytes(value)).Append(Encoding.BigEndianUnicode.GetBytes(value));
        return value.All(c => c < 0x80) || !value.All(c => c < 0x100) ? bytes : bytes.Append(Encoding.Latin1.GetBytes(value));
    }

    /// <summary>The exact texts of a user and a password as <c>Authorization: Basic</c> carries them.</summary>
    public static IEnumerable<byte[]> OfBasic(string pair)
    {
        var forms = new HashSet<string>(StringComparer.Ordinal);
        AddWhole(forms, Encoding.UTF8.GetBytes(pair));
        return forms.Select(Encoding.UTF8.GetBytes);
    }

    private static void AddJson(HashSet<string> forms, string value)
    {
        foreach (var encoder in new[] { JavaScriptEncoder.Default, JavaScriptEncoder.UnsafeRelaxedJsonEscaping })
        {
            var json = encoder.Encode(value);
            forms.UnionWith([json, LowerEscapes(json), json.Replace("\\u0022", "\\\""), json.Replace("/", "\\/")]);
        }
    }

    private static void AddBase64(HashSet<string> forms, byte[] value)
    {
        AddWhole(forms, value);

        // In the middle of a longer text the characters at its edges depend on the neighbours; those between do not.
        for (var before = 0; before < 3; before++)
        {
            var text = Convert.ToBase64String([.. new byte[before], .. value, 0, 0]);
            var core = text[(((8 * before) + 5) / 6)..(8 * (before + value.Length) / 6)];
            if (core.Length >= ShortestCore)
            {
                forms.UnionWith([core, UrlSafe(core)]);
            }
        }
    }

    private static void AddWhole(HashSet<string> forms, byte[] value)
    {
        var text = Convert.ToBase64String(value);
        forms.UnionWith([text, Uri.EscapeDataString(text), UrlSafe(text), UrlSafe(text).TrimEnd('=')]);
    }

    private static string UrlSafe(string text) => text.Replace('+', '-').Replace('/', '_');

    private static string LowerHex(string text) => Lower(text, '%', 2, 0);

    private static string LowerEscapes(string text) => Lower(text, '\\', 4, 1);

    /// <summary>The hexadecimal digits behind each mark in lower case.</summary>
    private static string Lower(string text, char mark, int digits, int skip)
    {
        var result = text.ToCharArray();
        for (var at = 0; at < result.Length; at++)
        {
            if (text[at] == mark && at + skip + digits < result.Length && (skip == 0 || text[at + 1] == 'u'))
            {
                for (var digit = 1; digit <= digits; digit++)
                {
                    result[at + skip + digit] = char.ToLowerInvariant(result[at + skip + digit]);
                }
            }
        }

        return new string(result);
    }
}
