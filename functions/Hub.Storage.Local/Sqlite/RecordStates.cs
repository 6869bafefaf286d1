using Hub.Core.Vaults;

namespace Hub.Storage.Local.Sqlite;

/// <summary>Takes records out of sight, or their content away, and back, with what that leaves in the sums and in the journal.</summary>
internal sealed class RecordStates(VaultKeys keys, RecordRows rows, PriorTable priors, WriteTraces traces, WriteCounts counts)
{
    public void Erase(RecordWrite write, RecordRow existing, long state, string action = "write")
    {
        rows.Erase(write.Type, existing, state);
        priors.DropAll(write.Id);
        if (!existing.Deleted)
        {
            traces.TallyOf(write.Type, keys.SourceOf(existing.Provenance)).Remove(existing.Time);
        }

        traces.Log(write.Type, 'd', write.Id, action);
        counts.Deleted++;
    }

    public void Mark(RecordWrite write, RecordRow existing, long state)
    {
        rows.SetState(write.Type, existing, state);
        var tally = traces.TallyOf(write.Type, keys.SourceOf(existing.Provenance));
        if (state == RecordState.Live)
        {
            tally.Add(existing.Time);
        }
        else if (!existing.Deleted)
        {
            tally.Remove(existing.Time);
        }

        if (state == RecordState.Withdrawn)
        {
            traces.Log(write.Type, 'w', write.Id, "withdraw");
        }
        else
        {
            traces.Log(write.Type, state == RecordState.Live ? 'r' : 'd', write.Id);
        }
    }
}
