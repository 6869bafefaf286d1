namespace Hub.Plugins.Cards.Lines;

/// <summary>One line of an iCalendar or vCard, unfolded: <c>item1.TEL;TYPE=CELL:06…</c>.</summary>
internal sealed class ContentLine
{
    private static readonly Dictionary<string, List<string>> None = [];
    private readonly Dictionary<string, List<string>> _parameters;

    private ContentLine(string? group, string name, Dictionary<string, List<string>> parameters, string value)
    {
        Group = group;
        Name = name;
        Value = value;
        _parameters = parameters;
    }

    public string? Group { get; }

    /// <summary>In capitals.</summary>
    public string Name { get; }

    /// <summary>As written, its escapes still there.</summary>
    public string Value { get; }

    public bool IsQuotedPrintable => Parameter("ENCODING") is "QUOTED-PRINTABLE";

    /// <summary>The first value of a parameter, or null.</summary>
    public string? Parameter(string name) => _parameters.TryGetValue(name, out var values) ? values[0] : null;

    /// <summary>All values of TYPE, in small letters.</summary>
    public IEnumerable<string> Types => _parameters.GetValueOrDefault("TYPE", []).SelectMany(value => value.Split(',')).Select(value => value.Trim().ToLowerInvariant());

    /// <summary>The line, or null when it is none.</summary>
    public static ContentLine? Find(string text)
    {
        var colon = FindColon(text);
        if (colon <= 0)
        {
            return null;
        }

        var parts = SplitOutsideQuotes(text[..colon]);
        var name = parts[0].Trim();
        var dot = name.IndexOf('.');
        return new ContentLine(dot > 0 ? name[..dot] : null, name[(dot + 1)..].ToUpperInvariant(), parts.Count == 1 ? None : Parameters(parts), text[(colon + 1)..]);
    }

    private static Dictionary<string, List<string>> Parameters(List<string> parts)
    {
        var parameters = new Dictionary<string, List<string>>(StringComparer.OrdinalIgnoreCase);
        foreach (var part in parts.Skip(1))
        {
            var equals = part.IndexOf('=');

            // Version 2.1 writes TEL;CELL and NOTE;QUOTED-PRINTABLE.
            var bare = part.Trim();
            var name = equals > 0 ? part[..equals].Trim() : bare.Equals("QUOTED-PRINTABLE", StringComparison.OrdinalIgnoreCase) ? "ENCODING" : "TYPE";
            var value = (equals > 0 ? part[(equals + 1)..] : bare).Trim().Replace("\"", "", StringComparison.Ordinal);
            value = value.Replace("^n", "\n", StringComparison.Ordinal).Replace("^'", "\"", StringComparison.Ordinal).Replace("^^", "^", StringComparison.Ordinal);
            if (!parameters.TryGetValue(name, out var values))
            {
                parameters.Add(name, values = []);
            }

            values.Add(name.Equals("ENCODING", StringComparison.OrdinalIgnoreCase) ? value.ToUpperInvariant() : value);
        }

        return parameters;
    }

    private static int FindColon(string text)
    {
        var quoted = false;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '"')
            {
                quoted = !quoted;
            }
            else if (text[i] == ':' && !quoted)
            {
                return i;
            }
        }

        // A quote that nobody closed.
        return quoted ? text.IndexOf(':') : -1;
    }

    private static List<string> SplitOutsideQuotes(string text)
    {
        var parts = new List<string>();
        var quoted = false;
        var start = 0;
        for (var i = 0; i <= text.Length; i++)
        {
            if (i == text.Length || (text[i] == ';' && !quoted))
            {
                parts.Add(text[start..i]);
                start = i + 1;
            }
            else if (text[i] == '"')
            {
                quoted = !quoted;
            }
        }

        return parts;
    }
}
