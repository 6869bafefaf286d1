using Hub.Core.Records;

namespace Hub.Core.Vaults;

/// <summary>What a batch does to a count of records and to the span of their times.</summary>
public sealed class Tally
{
    /// <summary>Records added less records removed.</summary>
    public long Count { get; private set; }

    public TimeSpread Added { get; private set; }

    /// <summary>Times that no longer count. Where one of them was an end of the span, that end has to be looked up.</summary>
    public TimeSpread Removed { get; private set; }

    public void Add(RecordTime time)
    {
        Count++;
        Added = Added.With(time);
    }

    public void Remove(RecordTime time)
    {
        Count--;
        Removed = Removed.With(time);
    }

    public void Move(RecordTime from, RecordTime to)
    {
        if (from != to)
        {
            Removed = Removed.With(from);
            Added = Added.With(to);
        }
    }
}

/// <summary>The earliest and the latest of some times; null while there is none.</summary>
public readonly record struct TimeSpread(RecordTime? First, RecordTime? Last)
{
    public TimeSpread With(RecordTime time) => time.IsNone
        ? this
        : new TimeSpread(
            First is { } first && first.UnixMilliseconds <= time.UnixMilliseconds ? first : time,
            Last is { } last && last.UnixMilliseconds >= time.UnixMilliseconds ? last : time);

    public TimeSpread With(TimeSpread other)
    {
        var spread = this;
        spread = other.First is { } first ? spread.With(first) : spread;
        return other.Last is { } last ? spread.With(last) : spread;
    }
}
