using System.Text;

namespace Hub.Core.Records;

/// <summary>
/// Compiles a schema's pattern, which is ECMA 262's, to .NET's engine without backtracking: no pattern can hang the hub. \d, \w and \s are made ECMA's, $ the very end, and a
/// dot or negated class one whole character. What that engine cannot run (look-around, back-references) is refused.
/// </summary>
internal sealed class SchemaPattern
{
    private const int MaxBytes = 1024;
    private const string Astral = @"[\uD800-\uDBFF][\uDC00-\uDFFF]";
    private const string Space = @"\t\n\v\f\r \u00A0\u1680\u2000-\u200A\u2028\u2029\u202F\u205F\u3000\uFEFF";
    private const string Word = "A-Za-z0-9_";

    private static readonly Dictionary<string, string> Categories = new()
    {
        ["Letter"] = "L",
        ["Lowercase_Letter"] = "Ll",
        ["Uppercase_Letter"] = "Lu",
        ["Number"] = "N",
        ["Decimal_Number"] = "Nd",
        ["Punctuation"] = "P",
        ["Symbol"] = "S",
        ["Separator"] = "Z",
    };

    private readonly PlainPattern? _plain;
    private readonly LinearPattern? _regex;

    private SchemaPattern(PlainPattern? plain, LinearPattern? regex) => (_plain, _regex) = (plain, regex);

    public static SchemaPattern Compile(string pattern)
    {
        if (Encoding.UTF8.GetByteCount(pattern) > MaxBytes)
            throw new SchemaException("A pattern is longer than 1 kB.");
        if (PlainPattern.Find(pattern) is { } plain)
            return new(plain, regex: null);
        try
        {
            return new(plain: null, new LinearPattern(Translate(pattern)));
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
        {
            throw new SchemaException("A pattern cannot be run without backtracking, or is not a regular expression.", exception);
        }
    }

    public bool IsMatch(ReadOnlySpan<byte> text, Scratch scratch)
    {
        if (_plain is not null)
            return _plain.IsMatch(text);
        var characters = scratch.GetCharacters(text.Length);
        return _regex!.Regex.IsMatch(characters[..Encoding.UTF8.GetChars(text, characters)]);
    }

    private static string Translate(string pattern)
    {
        var to = new StringBuilder();
        var isInClass = false;
        var isNegated = false;
        for (var at = 0; at < pattern.Length; at++)
        {
            var letter = pattern[at];
            switch (letter)
            {
                case '\\' when at + 1 < pattern.Length:
                    at = Escape(pattern, at + 1, isInClass, to);
                    break;
                case '[' when !isInClass:
                    isInClass = true;
                    isNegated = at + 1 < pattern.Length && pattern[at + 1] == '^';
                    to.Append(isNegated ? $"(?:{Astral}|[^" : "[");
                    at += isNegated ? 1 : 0;
                    // To .NET a bracket that closes at once is a literal, to ECMA the class is empty.
                    if (at + 1 < pattern.Length && pattern[at + 1] == ']')
                        throw new SchemaException("A pattern holds an empty class.");
                    break;
                case '[':
                    // .NET would read "-[" as a subtraction.
                    to.Append(@"\[");
                    break;
                case ']' when isInClass:
                    to.Append(isNegated ? @"\uD800-\uDFFF])" : "]");
                    isInClass = false;
                    break;
                case '$' when !isInClass:
                    to.Append(@"\z");
                    break;
                case '.' when !isInClass:
                    to.Append($@"(?:{Astral}|[^\n\r\u2028\u2029\uD800-\uDFFF])");
                    break;
                default:
                    to.Append(letter);
                    break;
            }
        }

        return to.ToString();
    }

    private static int Escape(string pattern, int at, bool isInClass, StringBuilder to)
    {
        var letter = pattern[at];
        switch (letter)
        {
            case 'd':
                to.Append(isInClass ? "0-9" : "[0-9]");
                break;
            case 'w':
                to.Append(isInClass ? Word : $"[{Word}]");
                break;
            case 's':
                to.Append(isInClass ? Space : $"[{Space}]");
                break;
            case 'D' or 'W' or 'S' when !isInClass:
                to.Append($@"(?:{Astral}|[^{(letter == 'D' ? "0-9" : letter == 'W' ? Word : Space)}\uD800-\uDFFF])");
                break;
            case 'p' or 'P' when pattern.IndexOf('}', at) is > 0 and var end && pattern[at + 1] == '{':
                var name = pattern[(at + 2)..end];
                to.Append($@"\{letter}{{{Categories.GetValueOrDefault(name, name)}}}");
                return end;
            case 'a' or 'e' or 'A' or 'Z' or 'z' or 'G' or 'D' or 'W' or 'S':
                throw new SchemaException($"A pattern uses \\{letter}, which means something else elsewhere.");
            default:
                to.Append('\\').Append(letter);
                break;
        }

        return at;
    }
}
