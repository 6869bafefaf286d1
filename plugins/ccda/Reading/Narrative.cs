using System.Text;
using System.Xml.Linq;

namespace Hub.Plugins.Ccda.Reading;

/// <summary>The text of a section as a person reads it: a line for each paragraph, item and row.</summary>
internal static class Narrative
{
    private static readonly HashSet<string> Lines = new(StringComparer.Ordinal) { "paragraph", "item", "tr", "br", "caption", "list", "table", "thead", "tbody" };
    private static readonly HashSet<string> Cells = new(StringComparer.Ordinal) { "td", "th" };

    public static string Of(XElement text)
    {
        var told = new StringBuilder();
        Tell(text, told);
        return string.Join('\n', told.ToString().Split('\n').Select(Plain).Where(line => line.Length > 0));
    }

    public static string? Line(XElement element) => Of(element).Replace('\n', ' ') is { Length: > 0 } line ? line : null;

    // No deeper than Trees lets it be.
    private static void Tell(XElement element, StringBuilder told)
    {
        var isFirstCell = true;
        foreach (var node in element.Nodes())
        {
            if (node is XText text)
            {
                told.Append(Plain(text.Value, keepEnds: true));
            }
            else if (node is XElement child)
            {
                var name = child.Name.LocalName;
                told.Append(Lines.Contains(name) ? "\n" : Cells.Contains(name) && !isFirstCell ? " | " : "");
                isFirstCell &= !Cells.Contains(name);
                Tell(child, told);
                told.Append(Lines.Contains(name) ? "\n" : "");
            }
        }
    }

    private static string Plain(string line) => Plain(line, keepEnds: false);

    private static string Plain(string text, bool keepEnds)
    {
        var words = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return !keepEnds ? words
            : words.Length == 0 ? (text.Length > 0 ? " " : "")
            : (char.IsWhiteSpace(text[0]) ? " " : "") + words + (char.IsWhiteSpace(text[^1]) ? " " : "");
    }
}
