using System.Text;

namespace Hub.Plugins.Cards.Lines;

/// <summary>The characters that a line of version 2.1 says it is written in: <c>N;CHARSET=ISO-8859-15:…</c>.</summary>
internal static class Charsets
{
    private const string Parameter = "CHARSET=";

    /// <summary>What the part before the colon declares, or null.</summary>
    public static Encoding? Declared(string head)
    {
        var at = head.IndexOf(Parameter, StringComparison.OrdinalIgnoreCase);
        return at < 0 ? null : Find(head[(at + Parameter.Length)..].Split(';', ',')[0].Trim('"', ' '));
    }

    public static Encoding? Find(string? name)
    {
        try
        {
            return name is null ? null : CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name);
        }
        catch (ArgumentException)
        {
            // A name that nobody knows is as good as none.
            return null;
        }
    }
}
