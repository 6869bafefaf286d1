namespace Hub.Core.Aggregates;

/// <summary>What one row is made of.</summary>
internal readonly record struct CellKey(long Bucket, string? Group, string? Currency, string? Direction);

/// <summary>Everything that any of the functions needs, so that one kept table answers for all of them.</summary>
internal sealed class Cell
{
    private ExactNumberSum _sum;

    public ExactNumberSum Sum => _sum;

    public long Count { get; private set; }

    /// <summary>How many of the records have the value; an average is over these.</summary>
    public long Values { get; private set; }

    public decimal Min { get; private set; } = decimal.MaxValue;

    public decimal Max { get; private set; } = decimal.MinValue;

    public void Add(decimal? value)
    {
        Count++;
        if (value is { } number)
        {
            Values++;
            _sum.Add(number);
            Min = Math.Min(Min, number);
            Max = Math.Max(Max, number);
        }
    }

    public void Add(Cell other)
    {
        Count += other.Count;
        Values += other.Values;
        _sum.Add(other._sum);
        Min = Math.Min(Min, other.Min);
        Max = Math.Max(Max, other.Max);
    }

    public static Cell Of(ExactNumberSum sum, long count, long values, decimal min, decimal max) =>
        new() { _sum = sum, Count = count, Values = values, Min = min, Max = max };

    public ExactNumberSum Result(AggregateFunction function) => function switch
    {
        AggregateFunction.Sum => _sum,
        AggregateFunction.Min => new(Min),
        AggregateFunction.Max => new(Max),
        AggregateFunction.Avg => new(_sum.DividedBy(Values)),
        _ => new(Count),
    };
}

/// <summary>Rows by bucket, and up to which change they count.</summary>
internal sealed class CellTable
{
    // Neighbours in the file mostly go to one cell, and hashing four fields costs more than comparing them.
    private CellKey _lastKey;
    private Cell? _last;

    public Dictionary<CellKey, Cell> Cells { get; } = [];

    public long Sequence { get; set; }

    public long LongestStep { get; set; }

    /// <summary>A change here and there may decide what counts far away: only a full count is right.</summary>
    public bool IsTangled { get; set; }

    /// <summary>The sequence of the copy in the vault, so that it is not written again for every few changes.</summary>
    public long SavedSequence { get; set; }

    public void Add(CellKey key, decimal? value)
    {
        if (_last is null || key.Bucket != _lastKey.Bucket || !ReferenceEquals(key.Group, _lastKey.Group) || !ReferenceEquals(key.Currency, _lastKey.Currency) || !ReferenceEquals(key.Direction, _lastKey.Direction))
        {
            if (!Cells.TryGetValue(key, out _last))
            {
                Cells.Add(key, _last = new Cell());
            }

            _lastKey = key;
        }

        _last.Add(value);
    }
}
