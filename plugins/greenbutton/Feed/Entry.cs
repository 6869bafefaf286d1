namespace Hub.Plugins.GreenButton.Feed;

/// <summary>One Atom entry, as far as it was read.</summary>
/// <param name="number">Which of the file it is, from 0.</param>
internal sealed class Entry(int number)
{
    private const int MostLinks = 10_000;
    private readonly List<string> _related = [];

    public int Number => number;

    public string? Id { get; set; }

    public string? Self { get; private set; }

    public string? Up { get; private set; }

    public IReadOnlyList<string> Related => _related;

    public List<Resource> Resources { get; } = [];

    public bool HasBlocks { get; set; }

    public void Link(string? relation, string? address)
    {
        if (address is not { Length: > 0 and <= 2000 } || _related.Count >= MostLinks)
        {
            return;
        }

        var path = Links.Path(address);
        switch (relation)
        {
            case "self": Self ??= path; break;
            case "up": Up ??= path; break;
            case "related": _related.Add(path); break;
        }
    }
}

/// <summary>What an entry describes, but for its readings.</summary>
/// <param name="Kind">As ESPI names it: <c>UsagePoint</c>, <c>MeterReading</c>, <c>ReadingType</c>, <c>LocalTimeParameters</c>.</param>
internal sealed record Resource(string Kind)
{
    private const int MostValues = 200;

    public Dictionary<string, string> Values { get; } = new(StringComparer.Ordinal);

    /// <summary>The value of a leaf, named by its path below the resource; null when it is absent or empty.</summary>
    public string? Find(string path) => Values.GetValueOrDefault(path) is { Length: > 0 } value ? value : null;

    public int? FindNumber(string path) => int.TryParse(Find(path), out var number) ? number : null;

    public void Add(string path, string value)
    {
        if (Values.Count < MostValues && value.Length <= 256)
        {
            Values.TryAdd(path, value);
        }
    }
}
