using System.Runtime.InteropServices;

namespace Hub.Core.Aggregates;

/// <summary>
/// The rule that where series of several steps cover one period, the finest complete one counts, never both. Told by intervals, so that it
/// does not depend on zones or buckets: an interval is dropped when finer ones cover it wholly; otherwise it counts, and the finer
/// ones that lie mostly inside it are dropped.
/// </summary>
internal sealed class SeriesChoice
{
    private readonly Dictionary<string, Dictionary<int, Level>> _quantities = new(StringComparer.Ordinal);

    /// <summary>The longest step seen, in milliseconds.</summary>
    public long LongestStep { get; private set; }

    /// <summary>Some quantity is told in more than one step, or twice in one: the choice has to be made.</summary>
    public bool IsNeeded => _quantities.Values.Any(levels => levels.Count > 1 || levels.Values.Any(level => level.Overlaps()));

    public void Add(string quantity, long start, int seconds)
    {
        ref var levels = ref CollectionsMarshal.GetValueRefOrAddDefault(_quantities, quantity, out _);
        levels ??= [];
        ref var level = ref CollectionsMarshal.GetValueRefOrAddDefault(levels, seconds, out _);
        level ??= new Level(seconds);
        level.Add(start);
        LongestStep = Math.Max(LongestStep, seconds * 1000L);
    }

    public void Choose()
    {
        foreach (var levels in _quantities.Values)
        {
            var ordered = levels.Values.OrderBy(level => level.Step).ToArray();
            for (var i = 0; i < ordered.Length; i++)
            {
                ordered[i].Settle(ordered.AsSpan(0, i));
            }
        }
    }

    /// <summary>Whether a record counts. Each interval counts once, however many records tell it.</summary>
    public bool Take(string quantity, long start, int seconds) => _quantities[quantity][seconds].Take(start);

    private sealed class Level(int seconds)
    {
        private readonly List<long> _starts = [];
        private bool _sorted = true;
        private bool[] _counts = [];
        private bool[] _taken = [];

        public long Step => seconds * 1000L;

        public void Add(long start)
        {
            _sorted &= _starts.Count == 0 || start >= _starts[^1];
            _starts.Add(start);
        }

        public bool Overlaps()
        {
            Sort();
            for (var i = 1; i < _starts.Count; i++)
            {
                if (_starts[i] - _starts[i - 1] < Step)
                {
                    return true;
                }
            }

            return false;
        }

        public void Settle(ReadOnlySpan<Level> finer)
        {
            Sort();
            _counts = new bool[_starts.Count];
            _taken = new bool[_starts.Count];
            var last = long.MinValue / 2;
            for (var i = 0; i < _starts.Count; i++)
            {
                // Half a step of tolerance: two clocks may stamp one day an hour apart.
                if (_starts[i] - last < Step / 2 || IsCovered(_starts[i], finer))
                {
                    continue;
                }

                _counts[i] = true;
                last = _starts[i];
                foreach (var level in finer)
                {
                    level.DropWithin(_starts[i], _starts[i] + Step);
                }
            }
        }

        public bool Take(long start)
        {
            var i = First(start);
            if (i >= _starts.Count || _starts[i] != start || !_counts[i] || _taken[i])
            {
                return false;
            }

            return _taken[i] = true;
        }

        private bool IsCovered(long start, ReadOnlySpan<Level> finer)
        {
            long covered = 0;
            foreach (var level in finer)
            {
                covered += level.Covering(start, start + Step);
            }

            return covered >= Step;
        }

        private long Covering(long from, long to)
        {
            long covered = 0;
            for (var i = First(from - Step + 1); i < _starts.Count && _starts[i] < to; i++)
            {
                if (_counts[i])
                {
                    covered += Math.Min(_starts[i] + Step, to) - Math.Max(_starts[i], from);
                }
            }

            return covered;
        }

        private void DropWithin(long from, long to)
        {
            for (var i = First(from - (Step / 2)); i < _starts.Count && _starts[i] + (Step / 2) < to; i++)
            {
                _counts[i] &= _starts[i] + (Step / 2) < from;
            }
        }

        private int First(long start)
        {
            var i = CollectionsMarshal.AsSpan(_starts).BinarySearch(start);
            if (i < 0)
            {
                return ~i;
            }

            while (i > 0 && _starts[i - 1] == start)
            {
                i--;
            }

            return i;
        }

        private void Sort()
        {
            if (!_sorted)
            {
                _starts.Sort();
                _sorted = true;
            }
        }
    }
}
