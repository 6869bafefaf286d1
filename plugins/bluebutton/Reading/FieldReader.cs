using System.Text;
using System.Text.RegularExpressions;

namespace Hub.Plugins.BlueButton.Reading;

/// <summary>
/// Reads <c>Label: value</c> lines. Values wrap; several labels may share a line; free text may hold colons, so a line of it that looks like a label
/// only is one when the section knows it and the entry has not had it yet.
/// </summary>
internal static partial class FieldReader
{
    public static Fields Read(IEnumerable<Line> lines, Labels labels)
    {
        var fields = new Fields();
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        string? label = null;
        var value = new StringBuilder();
        var afterBlank = false;
        foreach (var line in lines)
        {
            if (line.IsBlank)
            {
                afterBlank = true;
            }
            else if (line.IsRuler)
            {
                // The list of a label may stand below a ruler; otherwise a ruler ends what it follows.
                label = Flush(fields, label, value, close: value.Length > 0);
            }
            else if (Label(line.Text, labels, label, seen) is { } split)
            {
                foreach (var (name, text) in split)
                {
                    Flush(fields, label, value, close: true);
                    (label, _) = (name, seen.Add(name));
                    value.Append(text);
                }

                afterBlank = false;
            }
            else if (label is not null && (!afterBlank || (labels.IsFree(label) && !Labels.IsAdvice(line.Text))))
            {
                value.Append(value.Length == 0 ? "" : labels.KeepsLines(label) || afterBlank ? "\n" : " ").Append(line.Text.Trim());
                afterBlank = false;
            }
            else
            {
                label = Flush(fields, label, value, close: true);
            }
        }

        Flush(fields, label, value, close: true);
        return fields;
    }

    /// <summary>The label at the beginning of a line, or null.</summary>
    public static string? First(string line) => Start().Match(line) is { Success: true } match ? match.Groups["label"].Value.TrimEnd() : null;

    private static string? Flush(Fields fields, string? label, StringBuilder value, bool close)
    {
        if (label is null || !close)
        {
            return label;
        }

        fields.Add(label, value.ToString());
        value.Clear();
        return null;
    }

    private static List<(string Name, string Text)>? Label(string line, Labels labels, string? current, HashSet<string> seen)
    {
        if (First(line) is not { } first)
        {
            return null;
        }

        var known = labels.IsKnown(first);
        if (current is not null && labels.IsFree(current) && (!known || seen.Contains(first)))
        {
            return null;
        }

        var rest = line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].TrimStart('*');
        return known && !labels.IsFree(first) ? Split(first, rest, labels) : [(first, rest.Trim())];
    }

    private static List<(string Name, string Text)> Split(string first, string rest, Labels labels)
    {
        var found = new List<(string Name, string Text)>();
        var name = first;
        while (labels.FindWithin(rest) is { } next)
        {
            found.Add((name, rest[..next.At].Trim()));
            (name, rest) = (next.Label, rest[(rest.IndexOf(':', next.At) + 1)..]);
        }

        found.Add((name, rest.Trim()));
        return found;
    }

    [GeneratedRegex(@"^\s*(?<label>[A-Z][A-Za-z0-9 /&'().,#-]{0,48})\s*:(\s|\*|$|[^/\\0-9]|[0-9]{1,2}/)", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Start();
}
