using System.Runtime.InteropServices;

namespace Hub.Core.Aggregates;

/// <summary>
/// The rule that where series of several steps cover one period, the finest complete one counts, never both. Told by intervals, so that it does not depend on zones or buckets:
/// an interval that finer ones cover wholly is left out; otherwise it counts, and the finer ones that lie mostly inside it are left out.
/// Each answer depends on what lies within a few of the longest steps around, so that a change is counted again by looking at its surroundings only.
/// </summary>
internal sealed class SeriesChoice
{
    private readonly Dictionary<string, Dictionary<int, SeriesLevel>> _quantities = new(StringComparer.Ordinal);

    // Neighbours in the file are mostly of one series.
    private (string? Quantity, int Seconds, SeriesLevel Level) _last;

    /// <summary>The longest step seen, in milliseconds.</summary>
    public long LongestStep { get; private set; }

    /// <summary>Some quantity is told in more than one step, or twice in one: the choice has to be made.</summary>
    public bool IsNeeded => _quantities.Values.Any(levels => levels.Count > 1 || levels.Values.Any(level => level.Overlaps()));

    /// <summary>Intervals of one step overlap in a long chain, so that what counts at its end depends on its beginning.</summary>
    public bool IsTangled { get; private set; }

    public void Add(string quantity, long start, int seconds, ulong tag)
    {
        if (!ReferenceEquals(quantity, _last.Quantity) || seconds != _last.Seconds)
        {
            _last = (quantity, seconds, LevelOf(quantity, seconds));
        }

        _last.Level.Add(start, tag);
    }

    private SeriesLevel LevelOf(string quantity, int seconds)
    {
        ref var levels = ref CollectionsMarshal.GetValueRefOrAddDefault(_quantities, quantity, out _);
        levels ??= [];
        ref var level = ref CollectionsMarshal.GetValueRefOrAddDefault(levels, seconds, out _);
        level ??= new SeriesLevel(seconds * 1000L);
        LongestStep = Math.Max(LongestStep, level.Step);
        return level;
    }

    public void Choose()
    {
        foreach (var levels in _quantities.Values)
        {
            var ordered = levels.Values.OrderBy(level => level.Step).ToArray();
            foreach (var level in ordered)
            {
                IsTangled |= level.LeaveOutDoubles();
            }

            for (var i = 1; i < ordered.Length; i++)
            {
                ordered[i].LeaveOutCovered(ordered.AsSpan(0, i));
            }

            for (var i = 1; i < ordered.Length; i++)
            {
                ordered[i].LeaveOutInside(ordered.AsSpan(0, i));
            }
        }
    }

    /// <summary>Whether a record counts. One that came after the choice does not: whoever asks again will see it.</summary>
    public bool Takes(string quantity, long start, int seconds, ulong tag) =>
        _quantities.TryGetValue(quantity, out var levels) && levels.TryGetValue(seconds, out var level) && level.Counts(start, tag);
}
