namespace Hub.Plugins.Ofx;

/// <summary>One aggregate of the file that is open, with the leaves read so far.</summary>
internal sealed class OfxBlock(string name, OfxBlock? parent, int line)
{
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    public string Name => name;

    public OfxBlock? Parent => parent;

    public int Line => line;

    public int Depth { get; } = parent is null ? 1 : parent.Depth + 1;

    /// <summary>The text of a leaf, or of a folded aggregate's leaf (<c>LEDGERBAL.BALAMT</c>); null when absent or empty.</summary>
    public string? this[string leaf] => _values.GetValueOrDefault(leaf);

    /// <summary>Keeps a leaf. When one comes twice, the first counts.</summary>
    public void Set(string leaf, string text)
    {
        if (leaf.Length > 0 && text.Length > 0)
        {
            _values.TryAdd(leaf, text);
        }
    }

    /// <summary>Gives its leaves to the operation or statement that it stands in, whatever was left open between them.</summary>
    public void Fold()
    {
        var holder = parent?.Find(OfxTags.Holders);
        foreach (var (leaf, text) in _values)
        {
            holder?.Set($"{name}.{leaf}", text);
        }
    }

    /// <summary>Itself or the nearest aggregate around it of one of these names.</summary>
    public OfxBlock? Find(params ReadOnlySpan<string> names)
    {
        var block = this;
        while (block is not null && !names.Contains(block.Name))
        {
            block = block.Parent;
        }

        return block;
    }
}
