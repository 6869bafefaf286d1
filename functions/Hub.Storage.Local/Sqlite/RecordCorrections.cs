using Hub.Core.Records;
using Hub.Core.Vaults;

namespace Hub.Storage.Local.Sqlite;

/// <summary>
/// A person's corrections. The row of a corrected record holds the corrected content, so that whatever reads records reads it; what the holder said lies among the priors. What a source says, or an undo,
/// is decided on the holder's record: the correction is taken off before and laid over the outcome, in place.
/// </summary>
internal sealed class RecordCorrections(VaultKeys keys, RecordRows rows, PriorTable priors)
{
    private Scratch? _scratch;

    /// <summary>With a restore: the record was inserted as corrected.</summary>
    public void Told(RecordWrite write)
    {
        if (write.Said is { } said && rows.Find(write.Id) is { } inserted)
        {
            priors.KeepSaid(inserted.Seq, inserted);
            priors.PutContent(inserted.Seq, said);
        }
    }

    public void Correct(RecordWrite write, RecordRow existing, Correction correction)
    {
        if (priors.FindSaid(write.Id) is null)
        {
            priors.KeepSaid(rows.Seq + 1, existing);
        }

        rows.Replace(write with { Provenance = keys.Get(existing.Provenance).Value with { Corrected = correction } }, existing);
    }

    /// <summary>What the holder said, again, as a change. False when nothing was corrected.</summary>
    public bool Lift(RecordWrite write, RecordRow existing)
    {
        if (TakeOff(write.Id, existing) is not { } taken)
        {
            return false;
        }

        rows.SetProvenance(taken.Lifted, keys.Get(taken.Lifted.Provenance).Value);
        rows.SetState(write.Type, taken.Lifted, taken.Lifted.State);
        return true;
    }

    public TakenOff? TakeOff(RecordId id, RecordRow existing)
    {
        var provenance = keys.Get(existing.Provenance).Value;
        if (provenance.Corrected is null || priors.FindSaid(id) is not { } said)
        {
            return null;
        }

        var content = rows.DataOf(existing);
        rows.SetContent(existing, said);
        rows.PutProvenance(existing, keys.Provenance(provenance with { Corrected = null }));
        priors.Drop(said);
        return new TakenOff(said, existing, content, provenance.Corrected, rows.Find(id)!.Value);
    }

    /// <summary>What the holder says now stays beside it. False where both together are no record of the type any more: the holder's stands alone.</summary>
    public bool LayOver(RecordWrite write, TakenOff taken)
    {
        if (rows.Find(write.Id) is not { State: not (RecordState.Erased or RecordState.Removed) } now)
        {
            return true;
        }

        if (now == taken.Lifted)
        {
            priors.KeepSaid(taken.Said, now);
            rows.SetContent(now, taken.Existing.Hash, taken.Content);
            rows.PutProvenance(now, taken.Existing.Provenance);
            return true;
        }

        var provenance = keys.Get(now.Provenance).Value;
        var content = Corrections.Overlay(rows.DataOf(now), taken.Content, taken.Correction.Fields);
        if (write.Type.Prepare(content, default, "me", new RecordErrors(), _scratch ??= new Scratch()) is not { } corrected)
        {
            rows.SetProvenance(now, provenance);
            return false;
        }

        priors.KeepSaid(taken.Said, now);
        rows.SetContent(now, corrected.ContentHash, corrected.Data.Span);
        rows.SetProvenance(now, provenance with { Corrected = taken.Correction });
        return true;
    }
}

/// <summary>A correction that was taken off its record for a moment.</summary>
/// <param name="Said">Where the holder's content lay.</param>
/// <param name="Existing">The row as it was.</param>
/// <param name="Content">The corrected content.</param>
/// <param name="Lifted">The row as the holder's.</param>
internal readonly record struct TakenOff(long Said, RecordRow Existing, byte[] Content, Correction Correction, RecordRow Lifted);
