using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Hub.Sdk.Testing;

/// <summary>
/// Makes a file that can be shown from one that cannot: the same structure, keys and delimiters, made-up values. Read it before you give it away: what the
/// format does not mark as a value may still say something.
/// </summary>
public static partial class FixtureMaker
{
    private static readonly Encoding Utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Makes the fixture.</summary>
    /// <param name="file">The private file.</param>
    /// <param name="vocabulary">Words that the format defines, as its plug-in knows them.</param>
    /// <exception cref="InvalidDataException">The file is no text.</exception>
    public static byte[] Make(ImportFile file, IEnumerable<string> vocabulary) => Make(file, new Masking(RandomNumberGenerator.GetBytes(32), vocabulary).Mask);

    /// <summary>Puts another value in the place of each value, and keeps what stands around them.</summary>
    /// <param name="file">The private file.</param>
    /// <param name="mask">From a value to what stands in its place.</param>
    /// <exception cref="InvalidDataException">The file is no text: an archive, a picture, a spreadsheet.</exception>
    public static byte[] Make(ImportFile file, Func<string, string> mask)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(mask);
        var encoding = ImportText.FindEncoding(file);
        using var reader = ImportText.Open(file, encoding);
        var text = reader.ReadToEnd();
        if (text.Contains('\0', StringComparison.Ordinal))
        {
            throw new InvalidDataException("The file is no text.");
        }

        var made = text.TrimStart() switch
        {
            ['{' or '[', ..] when TryJson(text, mask) is { } json => json,
            ['<', ..] => Markup(text, mask),
            _ when Cards.Are(text) => Cards.Mask(text, mask),
            _ when text.Contains("</", StringComparison.Ordinal) && Tag().IsMatch(text) => Markup(text, mask),
            _ => Lines(text, mask),
        };
        return [.. Mark(file), .. (encoding.CodePage == Encoding.UTF8.CodePage ? Utf8 : encoding).GetBytes(made)];
    }

    private static byte[] Mark(ImportFile file)
    {
        using var stream = file.Open();
        var start = new byte[3];
        var length = stream.ReadAtLeast(start, 3, throwOnEndOfStream: false);
        return start.AsSpan(0, length) switch
        {
            [0xEF, 0xBB, 0xBF] => start,
            [0xFF, 0xFE, ..] => start[..2],
            [0xFE, 0xFF, ..] => start[..2],
            _ => [],
        };
    }

    /// <summary>Strings and numbers are replaced where they stand, so that white space and the order of members stay.</summary>
    private static string? TryJson(string text, Func<string, string> mask)
    {
        var utf8 = Utf8.GetBytes(text);
        var made = new StringBuilder(text.Length);
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip });
        var at = 0;
        try
        {
            while (reader.Read())
            {
                var start = (int)reader.TokenStartIndex;
                made.Append(Utf8.GetString(utf8.AsSpan(at, start - at)));
                at = (int)reader.BytesConsumed;
                made.Append(reader.TokenType switch
                {
                    JsonTokenType.String => JsonSerializer.Serialize(mask(reader.GetString()!), FixtureJson.Default.String),
                    JsonTokenType.Number => mask(Utf8.GetString(reader.ValueSpan)),
                    _ => Utf8.GetString(utf8.AsSpan(start, at - start)),
                });
            }
        }
        catch (Exception wrong) when (wrong is JsonException or InvalidOperationException)
        {
            return null; // it breaks off, or is something else: then its lines are masked
        }

        return made.Append(Utf8.GetString(utf8.AsSpan(at))).ToString();
    }

    /// <summary>XML, and the older tags without an end: names of elements and attributes stay, texts and values do not.</summary>
    private static string Markup(string text, Func<string, string> mask)
    {
        var made = new StringBuilder(text.Length);
        var at = 0;
        foreach (var tag in Tag().Matches(text).Cast<Match>())
        {
            made.Append(at == 0 ? Heading(text[..tag.Index], mask) : Between(text[at..tag.Index], mask));
            made.Append(tag.Value.StartsWith("<!--", StringComparison.Ordinal) ? "<!-- -->" : tag.Value.StartsWith("<!ENTITY", StringComparison.Ordinal) ? Quoted().Replace(tag.Value, text => $"{text.Groups["quote"]}{mask(text.Groups["text"].Value)}{text.Groups["quote"]}") : tag.Value.StartsWith("<?", StringComparison.Ordinal) || tag.Value.StartsWith("<!", StringComparison.Ordinal) ? tag.Value : Attribute().Replace(tag.Value, attribute =>
                IsFormat(attribute.Groups["name"].Value) && !attribute.Value.Contains("file:", StringComparison.Ordinal) ? attribute.Value : attribute.Groups["open"].Value + mask(attribute.Groups["value"].Value) + attribute.Groups["close"].Value));
            at = tag.Index + tag.Length;
        }

        return made.Append(Between(text[at..], mask)).ToString();
    }

    /// <summary>Which vocabulary and which namespace a document follows belongs to the format.</summary>
    private static bool IsFormat(string name) => name.StartsWith("xmlns", StringComparison.Ordinal) || name is "xsi:type" or "xsi:schemaLocation" or "encoding" or "version";

    private static string Between(string text, Func<string, string> mask) => string.IsNullOrWhiteSpace(text) ? text : Line().Replace(text, line => mask(line.Value));

    // What stands before the first tag are the format's own declarations: KEY:VALUE.
    private static string Heading(string text, Func<string, string> mask) => Declaration().IsMatch(text) ? text : Between(text, mask);

    /// <summary>Delimited lines, cell by cell; the delimiter is the one that the text has most of. A text without any is one cell a line.</summary>
    private static string Lines(string text, Func<string, string> mask)
    {
        var delimiter = new[] { ';', '\t', ',', '|' }.MaxBy(candidate => text.Count(c => c == candidate));
        var hasCells = text.Count(c => c == delimiter) > text.Count(c => c == '\n') / 2;
        // What begins as JSON is some that breaks off: its lines are no table.
        var heading = text.TrimStart() is ['{' or '[', ..] ? [] : hasCells ? HeadingOf(text, delimiter) : [.. Ruled().Matches(text).Select(title => title.Groups["title"].Value)];
        return Line().Replace(text, line => hasCells
            ? string.Join(delimiter, Cells(line.Value, delimiter).Select(cell => Cell(cell, heading, mask)))
            : heading.Contains(line.Value) ? line.Value : Labelled(line.Value, mask));
    }

    /// <summary>
    /// Names of columns: the cells of the first line without digits, among the first ten; and of a second one, when it has another number of columns
    /// and a line with digits follows, as in a file with a table of one line before its own.
    /// </summary>
    private static HashSet<string> HeadingOf(string text, char delimiter)
    {
        var lines = Line().Matches(text).Take(11).Select(line => Cells(line.Value, delimiter)).ToList();
        var first = lines.FindIndex(IsHeading);
        if (!HasRow(lines, first))
        {
            return []; // a sentence with a comma
        }

        var second = lines.FindIndex(first + 1, cells => IsHeading(cells) && cells.Count != lines[first].Count);
        return [.. lines[first], .. HasRow(lines, second) ? lines[second] : []];
    }

    private static bool HasRow(List<List<string>> lines, int heading) =>
        heading >= 0 && heading + 1 < lines.Count && lines[heading + 1].Count == lines[heading].Count && lines[heading + 1].Exists(cell => cell.Any(char.IsDigit));

    private static bool IsHeading(List<string> cells) => cells.Count > 1 && cells.TrueForAll(cell => cell.Trim('"', ' ') is var name && (name.Length == 0 || (char.IsLetter(name[0]) && !LongNumber().IsMatch(name))));

    private static string Cell(string cell, HashSet<string> heading, Func<string, string> mask)
    {
        if (heading.Contains(cell))
        {
            return cell;
        }

        var inner = cell.Trim();
        return inner is ['"', .., '"'] ? cell.Replace(inner, $"\"{mask(inner[1..^1])}\"", StringComparison.Ordinal) : mask(cell);
    }

    private static List<string> Cells(string line, char delimiter)
    {
        var (cells, from, quoted) = (new List<string>(), 0, false);
        for (var i = 0; i <= line.Length; i++)
        {
            if (i == line.Length || (line[i] == delimiter && !quoted))
            {
                cells.Add(line[from..i]);
                from = i + 1;
            }
            else if (line[i] == '"')
            {
                quoted = !quoted;
            }
        }

        return cells;
    }

    /// <summary>A title in a frame of dashes stays. Columns stand two spaces apart; in each, a label that the format knows stays: "Name: value".</summary>
    private static string Labelled(string line, Func<string, string> mask) =>
        Title().IsMatch(line) || mask(line) == line ? line : Column().Replace(line, column =>
        {
            var colon = column.Value.IndexOf(':', StringComparison.Ordinal);
            return colon <= 0 || mask(column.Value) == column.Value ? mask(column.Value) : mask(column.Value[..colon]) + ":" + mask(column.Value[(colon + 1)..]);
        });

    [GeneratedRegex(@"^\s*(?<frame>[-=*])\k<frame>{7,} ?[^-=*]{1,60} ?\k<frame>{5,}\s*$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Title();

    // Between two rulers, without a digit or a colon.
    [GeneratedRegex(@"^[ \t]*[-=]{8,}[ \t]*\r?\n(?<title>[^\r\n:\d]{3,60})\r?\n(?:[ \t]*\r?\n)*[ \t]*[-=]{8,}[ \t]*\r?$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Ruled();

    [GeneratedRegex(@"\S+( \S+)*", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Column();

    [GeneratedRegex(@"<!--.*?-->|<!\[CDATA\[|\]\]>|</?[A-Za-z_][\w:.-]*(\s[^<>]*)?/?>|<[?!][^<>]*>", RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Tag();

    [GeneratedRegex("""(?<open>(?<name>[\w:.-]+)\s*=\s*["'])(?<value>[^"']*)(?<close>["'])""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Attribute();

    [GeneratedRegex("""(?<quote>["'])(?<text>.*?)\k<quote>""", RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Quoted();

    [GeneratedRegex(@"\A\s*([A-Z]+:[A-Z0-9.-]*\s*)+\z", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Declaration();

    [GeneratedRegex(@"\d{3}", RegexOptions.None, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex LongNumber();

    [GeneratedRegex(@"[^\r\n]+", RegexOptions.None, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Line();
}

[System.Text.Json.Serialization.JsonSerializable(typeof(string))]
internal sealed partial class FixtureJson : System.Text.Json.Serialization.JsonSerializerContext;
