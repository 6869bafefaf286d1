namespace Hub.Core.Vaults;

/// <summary>How what stands in a vault differs from what an archive tells of the same record.</summary>
public enum ConflictKind
{
    /// <summary>Another content, or another time.</summary>
    Content,

    /// <summary>The archive holds it; here the holder withdrew it.</summary>
    WithdrawnHere,

    /// <summary>It stands here; in the archive it was deleted or withdrawn.</summary>
    GoneThere,
}

/// <summary>A record that a restore left as it stands here.</summary>
/// <param name="Write">As the archive tells it.</param>
/// <param name="Here">Where that comes from which stands here.</param>
public readonly record struct RecordConflict(RecordWrite Write, ConflictKind Kind, Provenance Here)
{
    /// <summary>Only a restore's writes can be in conflict with what stands there; of a record that the person deleted here it is withheld.</summary>
    /// <param name="isSame">Whether content and time are the same.</param>
    public static ConflictKind? Between(RecordWrite write, bool isLive, bool isWithdrawn, bool isSame) => write switch
    {
        { Kind: WriteKind.Add } when isWithdrawn => ConflictKind.WithdrawnHere,
        { Kind: WriteKind.Add } when isLive && !isSame => ConflictKind.Content,
        { Kind: WriteKind.Delete or WriteKind.Withdraw, Record: not null } or { Kind: WriteKind.Remove, Provenance: not null } when isLive => ConflictKind.GoneThere,
        _ => null,
    };
}
