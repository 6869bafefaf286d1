namespace Hub.Core.Records;

/// <summary>A record that was found good, ready to store.</summary>
public sealed class PreparedRecord(RecordId id, RecordTime time, ReadOnlyMemory<byte> data, Hash128 contentHash, string subject)
{
    public RecordId Id { get; } = id;

    public RecordTime Time { get; } = time;

    /// <summary>Canonical JSON.</summary>
    public ReadOnlyMemory<byte> Data { get; } = data;

    /// <summary>Of the canonical bytes: the same hash means that nothing changed.</summary>
    public Hash128 ContentHash { get; } = contentHash;

    public string Subject { get; } = subject;
}
