namespace Hub.Core.Aggregates;

/// <summary>The intervals of one quantity that are equally long.</summary>
internal sealed class SeriesLevel(long step)
{
    private readonly List<(long Start, ulong Tag)> _items = [];
    private bool _sorted = true;

    /// <summary>Those that are no doubles of another of the same length.</summary>
    private bool[] _present = [];
    private bool[] _covered = [];
    private bool[] _inside = [];

    public long Step => step;

    /// <param name="tag">Tells records of the same start apart, the same way each time.</param>
    public void Add(long start, ulong tag)
    {
        _sorted &= _items.Count == 0 || (start, tag).CompareTo(_items[^1]) >= 0;
        _items.Add((start, tag));
    }

    public bool Overlaps()
    {
        Sort();
        for (var i = 1; i < _items.Count; i++)
        {
            if (_items[i].Start - _items[i - 1].Start < step)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Leaves out what overlaps an earlier one. True when such overlaps hang together for longer than a step.</summary>
    public bool LeaveOutDoubles()
    {
        Sort();
        (_present, _covered, _inside) = (new bool[_items.Count], new bool[_items.Count], new bool[_items.Count]);
        // An eighth of tolerance: two clocks may stamp one day an hour apart, and a day of 23 hours may be told as 24.
        var apart = step - (step / 8);
        var tangled = false;
        long? taken = null;
        long chain = 0;
        for (var i = 0; i < _items.Count; i++)
        {
            var start = _items[i].Start;
            if (i == 0 || start - _items[i - 1].Start >= apart)
            {
                chain = start;
            }

            tangled |= start - chain > step;
            if (taken is null || start - taken >= apart)
            {
                _present[i] = true;
                taken = start;
            }
        }

        return tangled;
    }

    /// <summary>Leaves out each interval that the finer ones cover. A five-hundredth may lack: a month of days told as 24 hours lacks the hour that autumn gives.</summary>
    public void LeaveOutCovered(ReadOnlySpan<SeriesLevel> finer)
    {
        var parts = new List<(long From, long To)>();
        for (var i = 0; i < _items.Count; i++)
        {
            if (_present[i])
            {
                var (from, to) = (_items[i].Start, _items[i].Start + step);
                parts.Clear();
                foreach (var level in finer)
                {
                    level.AddParts(from, to, parts);
                }

                _covered[i] = Union(parts) >= step - (step / 500);
            }
        }
    }

    /// <summary>Leaves out the finer intervals of which the middle lies in one of these that count.</summary>
    public void LeaveOutInside(ReadOnlySpan<SeriesLevel> finer)
    {
        for (var i = 0; i < _items.Count; i++)
        {
            if (_present[i] && !_covered[i])
            {
                foreach (var level in finer)
                {
                    level.LeaveOut(_items[i].Start, _items[i].Start + step);
                }
            }
        }
    }

    public bool Counts(long start, ulong tag)
    {
        var i = _items.BinarySearch((start, tag));
        // The first of several that are alike in everything stands for them, and they cannot be: tags are cut from ids.
        return i >= 0 && _present[i] && !_covered[i] && !_inside[i];
    }

    private void LeaveOut(long from, long to)
    {
        for (var i = First(from - (step / 2)); i < _items.Count && _items[i].Start + (step / 2) < to; i++)
        {
            _inside[i] = true;
        }
    }

    private void AddParts(long from, long to, List<(long From, long To)> parts)
    {
        for (var i = First(from - step + 1); i < _items.Count && _items[i].Start < to; i++)
        {
            if (_present[i])
            {
                parts.Add((Math.Max(_items[i].Start, from), Math.Min(_items[i].Start + step, to)));
            }
        }
    }

    private static long Union(List<(long From, long To)> parts)
    {
        parts.Sort();
        long covered = 0;
        var reached = long.MinValue;
        foreach (var (from, to) in parts)
        {
            covered += Math.Max(0, to - Math.Max(from, reached));
            reached = Math.Max(reached, to);
        }

        return covered;
    }

    /// <summary>The first item that starts at or after.</summary>
    private int First(long start)
    {
        var i = _items.BinarySearch((start, 0UL));
        return i < 0 ? ~i : i;
    }

    private void Sort()
    {
        if (!_sorted)
        {
            _items.Sort();
            _sorted = true;
        }
    }
}
