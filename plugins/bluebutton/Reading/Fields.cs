namespace Hub.Plugins.BlueButton.Reading;

/// <summary>The labelled values of one entry, in order, and which of them have been used.</summary>
internal sealed class Fields
{
    private static readonly HashSet<string> Nothing = new(["--", "-", "None Entered", "Not available", "* Not Available *", "No Information Available", "Date not available", "N/A", "na"], StringComparer.OrdinalIgnoreCase);
    private readonly List<(string Label, string Value)> _all = [];
    private readonly HashSet<int> _used = [];

    public int Count => _all.Count;

    public bool IsEmpty => _all.All(one => one.Value.Length == 0);

    /// <summary>A report's text, below its labels.</summary>
    public string? Body { get; set; }

    /// <summary>Adds a value; runs of spaces that only lay the page out become one.</summary>
    public void Add(string label, string value)
    {
        var text = string.Join(' ', value.Split("   ", StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
        _all.Add((label, Nothing.Contains(text) ? "" : text));
    }

    /// <summary>The first value of the label that is there, which is then used; null when there is none.</summary>
    public string? Take(string label)
    {
        string? value = null;
        for (var at = 0; at < _all.Count; at++)
        {
            if (_all[at].Label.Equals(label, StringComparison.OrdinalIgnoreCase) && _used.Add(at))
            {
                value ??= _all[at].Value.Length > 0 ? _all[at].Value : null;
                if (value is not null)
                {
                    break;
                }
            }
        }

        return value;
    }

    /// <summary>What is not used yet, each with the call that uses it.</summary>
    public IEnumerable<(string Label, string Value, Action Use)> Left()
    {
        for (var at = 0; at < _all.Count; at++)
        {
            var here = at;
            if (!_used.Contains(here) && _all[here].Value.Length > 0)
            {
                yield return (_all[here].Label, _all[here].Value, () => _used.Add(here));
            }
        }
    }
}
