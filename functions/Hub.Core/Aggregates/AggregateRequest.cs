using System.Globalization;
using Hub.Core.Records;
using Hub.Core.Vaults;

namespace Hub.Core.Aggregates;

public enum AggregateFunction
{
    Sum,
    Avg,
    Min,
    Max,
    Count,
}

public enum BucketSize
{
    Hour,
    Day,
    Month,
    Year,
}

/// <summary>What is asked of a type's records.</summary>
public sealed record AggregateRequest(RecordType Type, TimeZoneInfo Zone)
{
    /// <summary>JSON pointer of the number; null only for <see cref="AggregateFunction.Count"/>.</summary>
    public string? Value { get; init; }

    public AggregateFunction Function { get; init; } = AggregateFunction.Sum;

    /// <summary>Null for one row a group.</summary>
    public BucketSize? By { get; init; }

    /// <summary>JSON pointer of the field to group by.</summary>
    public string? Group { get; init; }

    public TimeBounds Bounds { get; init; } = TimeBounds.None;

    public IReadOnlyList<Condition> Where { get; init; } = [];

    /// <summary>The conditions are the hub's own and asked again and again, so their table is kept in the vault too.</summary>
    public bool IsLasting { get; init; }

    /// <summary>For a short span that is asked for once: counted from its records, since keeping every hour of a life for one day would cost more.</summary>
    public bool IsPassing { get; init; }
}

/// <summary>One row. <see cref="Bucket"/> is the start with its offset, so the hour that comes twice is two buckets.</summary>
public sealed record AggregatedRow(DateTimeOffset? Bucket, string? Group, string? Currency, string? Direction, ExactNumberSum Value, long Count)
{
    public string? BucketText => Bucket?.ToString(Bucket.Value.Offset == TimeSpan.Zero ? "yyyy-MM-dd'T'HH:mm:ss'Z'" : "yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);
}
