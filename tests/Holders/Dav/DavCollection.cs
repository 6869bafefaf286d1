namespace Holders.Dav;

/// <summary>One calendar or address book, with the history that sync tokens count in.</summary>
/// <param name="name">The last part of its address.</param>
/// <param name="title">As its owner calls it.</param>
/// <param name="isCalendar">Whether it holds events; else contacts.</param>
public sealed class DavCollection(string name, string title, bool isCalendar)
{
    private readonly Lock _lock = new();
    private readonly List<(string Item, bool IsGone)> _history = [];
    private readonly SortedDictionary<string, (string Text, int Version)> _items = new(StringComparer.Ordinal);
    private int _generation = 1;

    public string Name => name;

    public string Title => title;

    public bool IsCalendar => isCalendar;

    public string Token
    {
        get
        {
            lock (_lock)
            {
                return $"http://dav.example/ns/sync/{_generation}/{_history.Count}";
            }
        }
    }

    public void Put(string item, string text)
    {
        lock (_lock)
        {
            _history.Add((item, false));
            _items[item] = (text, _history.Count);
        }
    }

    public void Delete(string item)
    {
        lock (_lock)
        {
            _history.Add((item, true));
            _items.Remove(item);
        }
    }

    /// <summary>Makes every sync token given so far invalid.</summary>
    public void ForgetTokens()
    {
        lock (_lock)
        {
            _generation++;
        }
    }

    public (string Text, string Tag)? Find(string item)
    {
        lock (_lock)
        {
            return _items.TryGetValue(item, out var found) ? (found.Text, $"\"{_generation}-{found.Version}\"") : null;
        }
    }

    /// <summary>What changed since a token, oldest first, each item once; null when the token is not (or no longer) known.</summary>
    /// <param name="token">The token, or empty for everything.</param>
    /// <param name="most">How many at most.</param>
    public DavChanges? Since(string token, int most)
    {
        lock (_lock)
        {
            var since = 0;
            var start = $"http://dav.example/ns/sync/{_generation}/";
            if (token.Length > 0 && (!token.StartsWith(start, StringComparison.Ordinal) || !int.TryParse(token[start.Length..], out since) || since > _history.Count))
            {
                return null;
            }

            var changed = new List<(string Item, bool IsGone)>();
            var until = since;
            for (; until < _history.Count && changed.Count < most; until++)
            {
                var (item, _) = _history[until];
                var isGone = !_items.ContainsKey(item);
                if (!changed.Exists(change => change.Item == item) && !(isGone && token.Length == 0))
                {
                    changed.Add((item, isGone));
                }
            }

            return new DavChanges(changed, start + until, until < _history.Count);
        }
    }

    public IReadOnlyList<string> Items
    {
        get
        {
            lock (_lock)
            {
                return [.. _items.Keys];
            }
        }
    }
}

/// <param name="Items">What changed.</param>
/// <param name="Token">From where to ask next.</param>
/// <param name="IsCut">Whether there is more.</param>
public sealed record DavChanges(IReadOnlyList<(string Item, bool IsGone)> Items, string Token, bool IsCut);
