using System.Collections.Frozen;
using Hub.Sdk;

namespace Hub.Plugins.Mt940;

/// <summary>
/// Reads the fields one after the other, with or without the envelope of SWIFT around them. Only the tags of these messages count: banks wrap lines in the
/// middle of words, so that the minutes of a time may stand at the beginning of a line between colons.
/// </summary>
internal sealed class MtReader(TextReader text)
{
    private const int WrappedAt = 60;
    private static readonly FrozenSet<string> Tags = FrozenSet.ToFrozenSet(["20", "21", "25", "25P", "28", "28C", "60F", "60M", "61", "62F", "62M", "64", "65", "86", "34F", "13D", "90C", "90D", "NS"], StringComparer.Ordinal);
    private readonly LineReader _lines = new(text, longest: 16 * 1024);

    public int Line => _lines.Number;

    public IEnumerable<MtField> Read()
    {
        MtField? open = null;
        while (Next() is { } line)
        {
            if (line.Length == 0)
            {
                open?.IsFollowed = true;
                continue;
            }

            if (line is "-" or "-}")
            {
                if (open is not null)
                {
                    open.IsFollowed = true;
                    yield return open;
                }

                open = null;
                yield return new MtField(MtField.End, _lines.Number);
            }
            else if (TagOf(line) is { } tag && !IsText(open, tag, line))
            {
                if (open is not null)
                {
                    open.IsFollowed = true;
                    yield return open;
                }

                open = new MtField(tag, _lines.Number);
                open.Add(line[(tag.Length + 2)..]);
            }
            else
            {
                open?.Add(line);
            }
        }

        if (open is not null)
        {
            yield return open;
        }
    }

    /// <summary>A line without control characters and envelope; a colon that was cut off from its tag is put back before it.</summary>
    private string? Next()
    {
        var line = Clean(_lines.Next());
        return line is ":" ? ":" + Clean(_lines.Next()) : line;
    }

    private static string? Clean(string? line)
    {
        if (line is null)
        {
            return null;
        }

        if (line.AsSpan().IndexOfAnyInRange('\0', '\u001f') >= 0)
        {
            line = string.Concat(line.Where(c => c >= ' '));
        }

        if (line is ['{', ..])
        {
            var at = line.IndexOf("{4:", StringComparison.Ordinal);
            line = at < 0 ? "" : line[(at + 3)..];
        }

        return line.TrimStart() is [':', ..] or [] ? line.Trim() : line.TrimEnd() is "-" or "-}" ? line.Trim() : line;
    }

    private static string? TagOf(string line)
    {
        var end = line is [':', _, _, ..] ? line.IndexOf(':', 1) : -1;
        return end is 3 or 4 && Tags.TryGetValue(line[1..end], out var tag) ? tag : null;
    }

    /// <summary>Whether what looks like a tag goes on with the field before it: the account cannot change within a statement, and the hour before <c>:20:</c> is no statement.</summary>
    private static bool IsText(MtField? open, string tag, string line) => open switch
    {
        { Tag: "61" or "86" } when tag is "25" or "25P" or "28" or "28C" => true,
        { Tag: "86" } when open.Lines[^1] is { Length: >= WrappedAt } before => before is [.., 'T', var tens, var ones] && char.IsAsciiDigit(tens) && char.IsAsciiDigit(ones) && line.Length > tag.Length + 3 && char.IsAsciiDigit(line[tag.Length + 2]),
        _ => false,
    };
}
