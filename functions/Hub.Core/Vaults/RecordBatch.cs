using Hub.Core.Journal;
using Hub.Core.Records;

namespace Hub.Core.Vaults;

/// <summary>What one commit writes.</summary>
public sealed class RecordBatch
{
    private readonly bool? _forgets;

    public required Writer Writer { get; init; }

    public List<RecordWrite> Writes { get; } = [];

    public List<RejectedRecord> Rejects { get; } = [];

    /// <summary>The run whose work <see cref="WriteKind.Undo"/> takes back.</summary>
    public string? Undoing { get; init; }

    /// <summary>With it content goes that must not be found again anywhere. What erases does so, unless it says otherwise: of several batches that belong together, only the last forgets.</summary>
    public bool Forgets { get => _forgets ?? Erases; init => _forgets = value; }

    /// <summary>Whether it takes content away.</summary>
    public bool Erases => Writes.Exists(write => write.Kind is WriteKind.Erase or WriteKind.Remove or WriteKind.Undo);

    /// <summary>Documents that stand or fall with the records, made once the counts are known.</summary>
    public Func<BatchCounts, IEnumerable<DocumentWrite>>? Documents { get; init; }

    /// <summary>Lines of the journal that stand or fall with it.</summary>
    public List<JournalEntry> Journal { get; } = [];

    /// <summary>Documents that waited for this commit; what <see cref="Documents"/> says of the same ones is newer.</summary>
    public IReadOnlyList<DocumentWrite> Waited { get; set; } = [];

    /// <summary>The right under which it is written: nothing is, once that is another's.</summary>
    public IVaultLease? Under { get; set; }

    /// <summary>With it the work under that right is over, and the right is given back.</summary>
    public bool IsLast { get; init; }
}

/// <summary>On whose behalf a batch is written, for provenance, ownership and journal.</summary>
/// <param name="Source">Records belong to the source that created them.</param>
/// <param name="Actor">Who does it: <c>account:NAME</c> or <c>plugin:ID</c>.</param>
/// <param name="Purpose">Why, as the journal shows it.</param>
/// <param name="KeepsPriors">What it replaces is kept for a while, so that its run can be undone.</param>
public sealed record Writer(string Source, string Actor, string Purpose, bool KeepsPriors = false)
{
    /// <summary>For how long at least: with the next change after that they are thrown away.</summary>
    public static readonly TimeSpan PriorsLive = TimeSpan.FromDays(90);
}

public enum WriteKind
{
    /// <summary>Creates or updates; a tombstone withholds it, another source's record is left alone.</summary>
    Put,

    /// <summary>Creates; whatever exists under the id wins. For restores.</summary>
    Add,

    /// <summary>Leaves a tombstone, also where there was nothing.</summary>
    Delete,

    /// <summary>Takes a tombstone back with its content; what was removed for good may come again.</summary>
    Restore,

    /// <summary>The holder has it no more: it goes out of sight and keeps its content. A tombstone and another source's record stay as they are; a later put brings it back.</summary>
    Withdraw,

    /// <summary>Removes the content for good, and still withholds what comes of it. With a provenance, from a restore, it withholds what never was here and removes nothing.</summary>
    Remove,

    /// <summary>Takes back what one run did to it (<see cref="RecordBatch.Undoing"/>), unless a later one changed it: what was created goes as by an erasure, what was updated is again as it was.</summary>
    Undo,

    /// <summary>The person says otherwise than the holder (<see cref="RecordWrite.Fields"/>), or with no fields takes that back; whoever owns the record. Withheld when the record changed since <see cref="RecordWrite.Sequence"/>.</summary>
    Correct,

    /// <summary>Removes the content, of a tombstone too, and leaves nothing that stands in the way of the same record coming again.</summary>
    Erase,
}

/// <summary>One change to one record. <see cref="Record"/> is null for <see cref="WriteKind.Restore"/>, for <see cref="WriteKind.Remove"/>, for <see cref="WriteKind.Erase"/> and for a delete or withdrawal of an existing record.</summary>
public readonly record struct RecordWrite(WriteKind Kind, RecordType Type, RecordId Id, PreparedRecord? Record, Provenance? Provenance)
{
    /// <summary>For <see cref="WriteKind.Undo"/>: by the journal, the run made it.</summary>
    public bool WasCreated { get; init; }

    /// <summary>For <see cref="WriteKind.Correct"/>: the top-level fields of <see cref="Record"/> in which the person says otherwise than the holder.</summary>
    public IReadOnlyList<string> Fields { get => field ?? []; init; }

    /// <summary>For <see cref="WriteKind.Correct"/>: the change as which the record was read.</summary>
    public long Sequence { get; init; }

    /// <summary>With a restore of a corrected record: what the holder said.</summary>
    public PreparedRecord? Said { get; init; }
}

/// <summary>Where a record comes from.</summary>
/// <param name="Produced">When the holder produced the file or reply, where it says so: ISO 8601 instant or date.</param>
/// <param name="Withdrawn">When the holder said that it has the record no more. It stays on a record that the person took back all the same.</param>
/// <param name="Deleted">When somebody deleted it, while it is deleted. What older hubs deleted does not say.</param>
/// <param name="Corrected">In what the person says otherwise than the holder; what the holder said stands in <see cref="StoredRecord.Said"/>.</param>
public sealed record Provenance(string Source, string? Run, string? Plugin, string? Version, DateTimeOffset FetchedAt, string? Raw, string? Produced = null, Withdrawal? Withdrawn = null, Deletion? Deleted = null, Correction? Corrected = null)
{
    private string? Edition => Withdrawn?.Produced ?? Produced;

    /// <summary>Whether what comes from here is older than what another edition told; false where either does not say when it was made.</summary>
    public bool IsOlderThan(Provenance other) =>
        Edition is not null && other.Edition is not null && Edition != other.Edition
        && RecordTime.TryParse(Edition, out var mine) && RecordTime.TryParse(other.Edition, out var theirs) && mine.UnixMilliseconds < theirs.UnixMilliseconds;
}

/// <summary>By which run a record was withdrawn.</summary>
/// <param name="At">When the holder was asked.</param>
/// <param name="Produced">As <see cref="Provenance.Produced"/>, of what said so.</param>
public sealed record Withdrawal(string? Run, DateTimeOffset At, string? Produced = null);

/// <summary>A person's correction, without content.</summary>
/// <param name="At">To the second.</param>
/// <param name="By">Who, as the journal names them.</param>
/// <param name="Fields">Names of top-level fields, in order.</param>
public sealed record Correction(DateTimeOffset At, string By, IReadOnlyList<string> Fields)
{
    public bool Equals(Correction? other) => other is not null && At == other.At && By == other.By && Fields.SequenceEqual(other.Fields);

    public override int GetHashCode() => HashCode.Combine(At, By, Fields.Count);
}

/// <param name="At">To the second.</param>
/// <param name="By">Who, as the journal names them.</param>
public sealed record Deletion(DateTimeOffset At, string By);

/// <param name="Body">Null removes it; of what is expected to be there, null says that there is nothing.</param>
public readonly record struct DocumentWrite(string Kind, string Id, ReadOnlyMemory<byte>? Body);

/// <summary>What became of the items of a batch.</summary>
/// <param name="Withheld">Held back by a tombstone.</param>
/// <param name="Owned">Held back because another source owns the record.</param>
/// <param name="Withdrawn">Out of sight because the holder has them no more.</param>
public readonly record struct BatchCounts(int Created, int Updated, int Unchanged, int Withheld, int Owned, int Rejected, int Deleted, int Withdrawn, long Sequence)
{
    public int Changed => Created + Updated + Deleted + Withdrawn;

    /// <summary>Which were held back by a tombstone.</summary>
    public IReadOnlyList<WithheldRecord> Held { get => field ?? []; init; }

    /// <summary>Which of the unchanged a restore would have had otherwise.</summary>
    public IReadOnlyList<RecordConflict> Conflicts { get => field ?? []; init; }
}

/// <summary>What an undo would do, or did.</summary>
/// <param name="Goes">Records that the run created.</param>
/// <param name="Returns">Records that are again as they were before it.</param>
/// <param name="Left">Changed since by something else, or without a copy of what they were.</param>
/// <param name="Gone">Not there any more.</param>
public readonly record struct UndoCounts(long Goes, long Returns, long Left, long Gone)
{
    public static UndoCounts operator +(UndoCounts left, UndoCounts right) => new(left.Goes + right.Goes, left.Returns + right.Returns, left.Left + right.Left, left.Gone + right.Gone);
}

public readonly record struct WithheldRecord(string Type, RecordId Id);

/// <summary>An item that was set aside.</summary>
/// <param name="Ordinal">Its number within the run.</param>
/// <param name="At">Where it stands in the file.</param>
/// <param name="Errors">JSON: <c>[{ path, message: { en, fr } }]</c>.</param>
/// <param name="Data">What the plug-in handed over, if it was a record.</param>
public sealed record RejectedRecord(string Run, long Ordinal, string Type, string? At, byte[] Errors, byte[]? Data)
{
    /// <summary>In bytes; lists of them end at <see cref="RecordPage.MostBytes"/>.</summary>
    public int Size => Errors.Length + (Data?.Length ?? 0);
}
