using Hub.Core.Records;

namespace Hub.Core.Vaults;

public sealed class StoredRecord
{
    public required long Sequence { get; init; }

    public required string Type { get; init; }

    public required RecordId Id { get; init; }

    public required RecordTime Time { get; init; }

    public required string Subject { get; init; }

    /// <summary>Canonical JSON; a tombstone keeps it, so that the person can take the record back.</summary>
    public required ReadOnlyMemory<byte> Data { get; init; }

    public required Provenance Provenance { get; init; }

    /// <summary>The same as ready-made JSON, shared by all records of one run and file.</summary>
    public required byte[] ProvenanceJson { get; init; }

    /// <summary>What the holder said, as canonical JSON, where a person corrected it; <see cref="Data"/> is then the corrected record.</summary>
    public ReadOnlyMemory<byte>? Said { get; init; }

    /// <summary>By the person, or by the holder.</summary>
    public bool Deleted { get; init; }

    /// <summary>Deleted because the holder says that it is no more; it comes back when the holder tells it again.</summary>
    public bool Withdrawn { get; init; }

    /// <summary>Deleted, and its content is gone for good; what comes of it is withheld all the same.</summary>
    public bool Removed { get; init; }
}

/// <summary>A page of records; <see cref="Next"/> is the place after its last one, or null at the end.</summary>
public sealed record RecordPage(IReadOnlyList<StoredRecord> Items, PagePlace? Next)
{
    /// <summary>A page ends once it holds this much, whatever was asked for: a record may hold a megabyte, and pages are held in memory.</summary>
    public const int MostBytes = 8 * 1024 * 1024;
}

/// <summary>Deleted records; <see cref="Next"/> is where to go on, or null at the end.</summary>
public sealed record TrashPage(IReadOnlyList<StoredRecord> Items, long? Next);

/// <summary>A place in the order of time and id. It stays right while records arrive, because neither changes by arriving.</summary>
public readonly record struct PagePlace(long Time, RecordId Id);

/// <summary>The latest change of one record.</summary>
public readonly record struct Change(long Sequence, bool Deleted, string Type, RecordId Id);

/// <summary>What a source brought of a type.</summary>
public sealed record Coverage(string Type, string Source, long Count, RecordTime First, RecordTime Last);

/// <summary>Times touched by changes, in Unix milliseconds with their precision, without order; <see cref="Sequence"/> is the last change seen.</summary>
public sealed record TouchedTimes(long Sequence, IReadOnlyCollection<RecordTime> Times);

/// <summary>One record as a scan shows it: valid during the call only.</summary>
public readonly ref struct ScannedRecord(RecordTime time, ReadOnlySpan<byte> id, ReadOnlySpan<byte> data)
{
    private readonly ReadOnlySpan<byte> _id = id;

    public RecordId Id => RecordId.FromBytes(_id);

    public RecordTime Time { get; } = time;

    public ReadOnlySpan<byte> Data { get; } = data;
}

public delegate void RecordVisitor(ScannedRecord record);
