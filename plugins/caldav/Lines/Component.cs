namespace Hub.Plugins.Caldav.Lines;

/// <summary>What stands between BEGIN and END.</summary>
/// <param name="name">In capitals; empty for the text as a whole.</param>
/// <param name="at">The number of the line at which it begins.</param>
internal sealed class Component(string name, int at)
{
    private const int Deepest = 20;

    public string Name => name;

    public int At => at;

    public List<ContentLine> Lines { get; } = [];

    public List<Component> Children { get; } = [];

    /// <summary>Whether the text ended before it did.</summary>
    public bool IsCut { get; private set; }

    /// <summary>Reads a text; what is no line is left out.</summary>
    public static Component Read(string text)
    {
        var root = new Component("", 0);
        var open = new Stack<Component>([root]);
        foreach (var (written, at) in Unfolding.Lines(text))
        {
            if (ContentLine.Find(written) is not { } line)
            {
                continue;
            }

            if (line.Name == "BEGIN" && open.Count <= Deepest)
            {
                var child = new Component(line.Value.Trim().ToUpperInvariant(), at);
                open.Peek().Children.Add(child);
                open.Push(child);
            }
            else if (line.Name == "END")
            {
                Close(open, line.Value.Trim().ToUpperInvariant());
            }
            else
            {
                open.Peek().Lines.Add(line);
            }
        }

        foreach (var left in open)
        {
            left.IsCut = left.Name.Length > 0;
        }

        return root;
    }

    /// <summary>The first line of a name, or null. When one comes twice, the first counts.</summary>
    public ContentLine? Find(string line) => Lines.Find(candidate => candidate.Name == line);

    public IEnumerable<ContentLine> All(string line) => Lines.Where(candidate => candidate.Name == line);

    /// <summary>Components of a name, at any depth.</summary>
    public IEnumerable<Component> Every(string component) => Children.SelectMany(child => child.Name == component ? [child] : child.Every(component));

    // An END that nobody opened is left out; one that closes what is further out closes what is within.
    private static void Close(Stack<Component> open, string name)
    {
        if (!open.Any(component => component.Name == name && name.Length > 0))
        {
            return;
        }

        while (open.Pop().Name != name)
        {
        }
    }
}
