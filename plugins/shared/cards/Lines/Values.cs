using System.Text;

namespace Hub.Plugins.Cards.Lines;

/// <summary>Reads values: escapes, lists, encodings.</summary>
internal static class Values
{
    /// <summary>The text of a line without its escapes, or null when it is empty.</summary>
    public static string? Text(this ContentLine? line) => line is null ? null : Clean(Unescape(Decode(line)));

    /// <summary>The parts of a structured value such as N or ADR; an empty one is null.</summary>
    public static IReadOnlyList<string?> Parts(this ContentLine line) => [.. Split(Decode(line), ';').Select(part => Clean(Unescape(part)))];

    /// <summary>The members of a list such as CATEGORIES.</summary>
    public static IEnumerable<string> List(this ContentLine line) => Split(Decode(line), ',').Select(part => Clean(Unescape(part))).OfType<string>();

    private static string? Clean(string text) => text.Trim() is { Length: > 0 } some ? some : null;

    private static IEnumerable<string> Split(string value, char separator)
    {
        var start = 0;
        for (var i = 0; i < value.Length; i++)
        {
            if (value[i] == '\\')
            {
                i++;
            }
            else if (value[i] == separator)
            {
                yield return value[start..i];
                start = i + 1;
            }
        }

        yield return value[start..];
    }

    private static string Unescape(string value)
    {
        if (!value.Contains('\\'))
        {
            return value;
        }

        var text = new StringBuilder(value.Length);
        for (var i = 0; i < value.Length; i++)
        {
            if (value[i] != '\\' || i == value.Length - 1)
            {
                text.Append(value[i]);
                continue;
            }

            text.Append(value[++i] switch
            {
                'n' or 'N' => "\n",
                '\\' or ',' or ';' or ':' => value[i].ToString(),
                var other => "\\" + other,
            });
        }

        return text.ToString();
    }

    private static string Decode(ContentLine line)
    {
        if (!line.IsQuotedPrintable)
        {
            return line.Value;
        }

        var charset = Charsets.Find(line.Parameter("CHARSET"));
        var bytes = new List<byte>(line.Value.Length);
        for (var i = 0; i < line.Value.Length; i++)
        {
            if (line.Value[i] == '=' && i + 2 < line.Value.Length && byte.TryParse(line.Value.AsSpan(i + 1, 2), System.Globalization.NumberStyles.HexNumber, null, out var code))
            {
                bytes.Add(code);
                i += 2;
            }
            else
            {
                bytes.AddRange((charset ?? Encoding.UTF8).GetBytes([line.Value[i]]));
            }
        }

        var written = bytes.ToArray();
        return (charset ?? (System.Text.Unicode.Utf8.IsValid(written) ? Encoding.UTF8 : CodePagesEncodingProvider.Instance.GetEncoding(1252)!)).GetString(written).ReplaceLineEndings("\n");
    }
}
