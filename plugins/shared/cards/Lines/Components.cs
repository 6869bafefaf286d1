namespace Hub.Plugins.Cards.Lines;

/// <summary>Reads the items of a text one after the other: events, tasks, zones, cards. What they stand in is passed through.</summary>
/// <param name="lines">The text's lines, unfolded.</param>
internal sealed class Components(IEnumerable<(string Line, int At)> lines)
{
    private const int Deepest = 20;
    private const int Largest = 4 * 1024 * 1024;

    private static readonly HashSet<string> Items = new(StringComparer.Ordinal) { "VEVENT", "VTODO", "VJOURNAL", "VTIMEZONE", "VCARD" };

    /// <summary>Pictures, sounds, attached files: no record has room for them.</summary>
    private static readonly HashSet<string> Heavy = new(StringComparer.Ordinal) { "PHOTO", "LOGO", "SOUND", "KEY", "ATTACH" };

    /// <summary>Whether the text ended before what it had begun, known when all was read.</summary>
    public bool IsCut { get; private set; }

    public static IEnumerable<Component> Read(string text) => new Components(new LogicalLines(new StringReader(text)).Read()).Read();

    /// <summary>What is no line is left out; so is an END that nobody opened. One that closes what is further out closes what is within.</summary>
    public IEnumerable<Component> Read()
    {
        var around = new List<string>();
        var open = new Stack<Component>();
        var size = 0;
        foreach (var (written, at) in lines)
        {
            if (ContentLine.Find(written) is not { } line)
            {
                continue;
            }

            var name = line.Name is "BEGIN" or "END" ? line.Value.Trim().ToUpperInvariant() : "";
            if (line.Name == "BEGIN" && around.Count + open.Count < Deepest)
            {
                Open(name, at, around, open);
                size = open.Count == 1 ? 0 : size;
            }
            else if (line.Name == "END" && Close(name, around, open) is { } whole)
            {
                yield return whole;
            }
            else if (open.TryPeek(out var inner) && line.Name != "END" && !Heavy.Contains(line.Name))
            {
                size += written.Length;
                Keep(inner, line, open.Last(), isTooLarge: size > Largest);
            }
        }

        IsCut = open.Count > 0 || around.Contains("VCALENDAR");
        if (open.Count > 0)
        {
            open.Last().IsCut = true;
            yield return open.Last();
        }
    }

    private static void Open(string name, int at, List<string> around, Stack<Component> open)
    {
        if (open.Count == 0 && !Items.Contains(name))
        {
            around.Add(name);
            return;
        }

        var child = new Component(name, at);
        if (open.TryPeek(out var parent))
        {
            parent.Children.Add(child);
        }

        open.Push(child);
    }

    /// <summary>The item that is whole with it, or null.</summary>
    private static Component? Close(string name, List<string> around, Stack<Component> open)
    {
        var item = open.Count > 0 ? open.Last() : null;
        if (open.Any(component => component.Name == name))
        {
            while (open.Pop().Name != name)
            {
            }

            return open.Count == 0 ? item : null;
        }

        var outer = around.LastIndexOf(name);
        if (outer < 0)
        {
            return null;
        }

        around.RemoveRange(outer, around.Count - outer);
        open.Clear();
        return item;
    }

    private static void Keep(Component inner, ContentLine line, Component item, bool isTooLarge)
    {
        if (isTooLarge)
        {
            item.IsTooLarge = true;
        }
        else
        {
            inner.Lines.Add(line);
        }
    }
}
