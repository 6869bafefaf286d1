using Hub.Core.Vaults;

namespace Hub.Storage.Local.Sqlite;

/// <summary>Takes back what a run did to records, as <see cref="RecordUndo"/> decides.</summary>
internal sealed class UndoWriter(Database database, VaultKeys keys, RecordRows rows, PriorTable priors, RecordStates states, WriteTraces traces, WriteCounts counts)
{
    private readonly RecordUndo _undo = new(database, keys);

    /// <param name="run">What it did is taken back.</param>
    public void Undo(string run, RecordWrite write)
    {
        var (fate, existing, prior) = _undo.Decide(run, write);
        switch (fate)
        {
            case UndoFate.Goes:
                // What the person deleted stays deleted; only its content goes.
                states.Erase(write, existing, existing.State == RecordState.Tombstone ? RecordState.Removed : RecordState.Erased, "undo");
                break;
            case UndoFate.Returns:
                Return(write, existing, prior!.Value);
                break;
            case UndoFate.Reappears:
                rows.SetProvenance(existing, keys.Get(existing.Provenance).Value with { Withdrawn = null });
                states.Mark(write, existing, RecordState.Live);
                counts.Updated++;
                break;
            case UndoFate.Left:
                Forget(run, write, prior);
                counts.Withheld++;
                break;
            default:
                counts.Unchanged++;
                break;
        }
    }

    private void Return(RecordWrite write, RecordRow existing, Prior prior)
    {
        var state = existing.State == RecordState.Tombstone ? RecordState.Tombstone : prior.State;
        rows.Return(write.Type, existing, prior, state);
        priors.Drop(prior);
        if (state == RecordState.Tombstone)
        {
            rows.SetProvenance(existing with { Seq = rows.Seq }, keys.Get(prior.Provenance).Value with { Deleted = keys.Get(existing.Provenance).Value.Deleted });
        }

        if (!existing.Deleted)
        {
            traces.TallyOf(write.Type, keys.SourceOf(existing.Provenance)).Remove(existing.Time);
        }

        if (state == RecordState.Live)
        {
            traces.TallyOf(write.Type, keys.SourceOf(prior.Provenance)).Add(prior.Time);
        }

        traces.Log(write.Type, 'u', write.Id, "undo");
        counts.Updated++;
    }

    /// <summary>Undoing what came later must not bring back what this run had brought.</summary>
    private void Forget(string run, RecordWrite write, Prior? prior)
    {
        if ((prior is not null || write.WasCreated) && priors.Of(write.Id).Find(later => keys.Get(later.Provenance).Value.Run == run) is { Seq: > 0 } later)
        {
            priors.PutBefore(later, prior);
        }

        if (prior is { } dropped)
        {
            priors.Drop(dropped);
        }
    }
}
