namespace Hub.Plugins.Camt053;

/// <summary>What a message is made of. A block holds the leaves that stand in it and in no block within it.</summary>
internal enum CamtKind
{
    Header,
    Statement,
    Balance,
    Entry,
    Detail,
}

/// <summary>
/// The leaves of one block, each under its path from there (<c>BookgDt/Dt</c>). There is one for each kind, filled anew when the next of its kind
/// opens, so that an entry of a million lines needs no more memory than another.
/// </summary>
internal sealed class CamtBlock(CamtKind kind)
{
    private const int Longest = 10_000;
    private readonly Dictionary<string, string> _leaves = new(StringComparer.Ordinal);

    public CamtKind Kind => kind;

    public string Name { get; private set; } = "";

    public int Line { get; private set; }

    /// <summary>The text of a leaf; null when absent or empty.</summary>
    public string? this[string path] => _leaves.GetValueOrDefault(path);

    public void Begin(string name, int line)
    {
        (Name, Line) = (name, line);
        _leaves.Clear();
    }

    /// <summary>Keeps a leaf. Free text that comes in pieces is joined; of anything else the first counts.</summary>
    public void Set(string path, string text)
    {
        if (text.Length == 0 || _leaves.TryAdd(path, text))
        {
            return;
        }

        var before = _leaves[path];
        if (CamtPaths.Joined.Contains(path) && before.Length + text.Length < Longest)
        {
            _leaves[path] = $"{before} {text}";
        }
    }

    /// <summary>The first of several leaves that is there.</summary>
    public string? First(params ReadOnlySpan<string> paths)
    {
        foreach (var path in paths)
        {
            if (_leaves.TryGetValue(path, out var text))
            {
                return text;
            }
        }

        return null;
    }
}
