namespace Hub.Plugins.Linky;

/// <summary>
/// Works out how long the step was that ends at a stamp. The distance to the stamp before tells, unless rows are missing: a longer distance
/// is a longer step only when the stamps that follow keep it.
/// </summary>
internal sealed class StepFinder(TimeSpan? declared)
{
    private static readonly TimeSpan[] Usual = [TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(15), TimeSpan.FromMinutes(30), TimeSpan.FromMinutes(60)];
    private readonly TimeSpan? _declared = declared;
    private TimeSpan? _step = declared;
    private DateTimeOffset? _previous;

    /// <param name="end">The stamp.</param>
    /// <param name="next">The stamp after it, if any.</param>
    /// <param name="afterNext">The one after that, if any.</param>
    /// <returns>The step's length, or null when nothing tells.</returns>
    public TimeSpan? Next(DateTimeOffset end, DateTimeOffset? next, DateTimeOffset? afterNext)
    {
        var before = Distance(_previous, end);
        var after = Distance(end, next);
        var afterThat = Distance(next, afterNext);
        _previous = end;
        if (IsUsual(before) && (_step is null || before <= _step))
        {
            return _step = before;
        }

        var kept = IsUsual(after) && (afterThat is null || afterThat == after);
        if (IsUsual(before))
        {
            return kept && after == before ? _step = before : _step;
        }

        // After a gap, or at the beginning: what follows tells.
        return _step = kept ? after : Shortest(after, afterThat) ?? _step;
    }

    private bool IsUsual(TimeSpan? distance) => distance is { } length && (Usual.Contains(length) || length == _declared);

    private TimeSpan? Shortest(TimeSpan? one, TimeSpan? other) => (IsUsual(one), IsUsual(other)) switch
    {
        (true, true) => one < other ? one : other,
        (true, false) => one,
        (false, true) => other,
        _ => null,
    };

    // The newest reading may stand first.
    private static TimeSpan? Distance(DateTimeOffset? from, DateTimeOffset? to) => (to - from)?.Duration();
}
