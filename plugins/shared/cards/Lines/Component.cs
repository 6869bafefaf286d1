namespace Hub.Plugins.Cards.Lines;

/// <summary>What stands between BEGIN and END.</summary>
/// <param name="name">In capitals.</param>
/// <param name="at">The number of the line at which it begins.</param>
internal sealed class Component(string name, int at)
{
    public string Name => name;

    public int At => at;

    public List<ContentLine> Lines { get; } = [];

    public List<Component> Children { get; } = [];

    /// <summary>Whether the text ended before it did.</summary>
    public bool IsCut { get; set; }

    /// <summary>Whether it holds more than is kept of one item.</summary>
    public bool IsTooLarge { get; set; }

    /// <summary>The first line of a name, or null. When one comes twice, the first counts.</summary>
    public ContentLine? Find(string line) => Lines.Find(candidate => candidate.Name == line);

    public IEnumerable<ContentLine> All(string line) => Lines.Where(candidate => candidate.Name == line);
}
