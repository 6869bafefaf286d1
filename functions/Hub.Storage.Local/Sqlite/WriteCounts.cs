using Hub.Core.Vaults;

namespace Hub.Storage.Local.Sqlite;

/// <summary>What became of the writes of one batch, counted while they are applied.</summary>
internal sealed class WriteCounts
{
    private List<WithheldRecord>? _held;
    private List<RecordConflict>? _conflicts;

    public int Created { get; set; }

    public int Updated { get; set; }

    public int Unchanged { get; set; }

    public int Withheld { get; set; }

    public int Owned { get; set; }

    public int Deleted { get; set; }

    public int Withdrawn { get; set; }

    /// <summary>Held back by a tombstone.</summary>
    public void Withhold(RecordWrite write)
    {
        Withheld++;
        (_held ??= []).Add(new WithheldRecord(write.Type.Name, write.Id));
    }

    public void Conflict(RecordConflict conflict) => (_conflicts ??= []).Add(conflict);

    public BatchCounts Of(int rejected, long sequence)
    {
        var counts = new BatchCounts(Created, Updated, Unchanged, Withheld, Owned, rejected, Deleted, Withdrawn, sequence);
        return _held is null && _conflicts is null ? counts : counts with { Held = _held ?? [], Conflicts = _conflicts ?? [] };
    }
}
