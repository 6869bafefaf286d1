using Hub.Core.Vaults;

namespace Hub.Storage.Local.Sqlite;

/// <summary>What becomes of a record when a run is undone. Looking ahead and doing it ask the same.</summary>
internal sealed class RecordUndo(Database database, VaultKeys keys)
{
    private readonly RecordRows _rows = new(database, keys);
    private readonly PriorTable _priors = new(database, keys);

    public UndoCounts Foresee(string run, IReadOnlyList<RecordWrite> undos)
    {
        var counts = new UndoCounts();
        foreach (var undo in undos)
        {
            counts += Decide(run, undo).Fate switch
            {
                UndoFate.Goes => new UndoCounts(Goes: 1, 0, 0, 0),
                UndoFate.Returns or UndoFate.Reappears => new UndoCounts(0, Returns: 1, 0, 0),
                UndoFate.Left => new UndoCounts(0, 0, Left: 1, 0),
                _ => new UndoCounts(0, 0, 0, Gone: 1),
            };
        }

        return counts;
    }

    public UndoStep Decide(string run, RecordWrite undo)
    {
        if (_rows.Find(undo.Id) is not { State: not (RecordState.Erased or RecordState.Removed) } existing)
        {
            return new UndoStep(UndoFate.Gone, default, null);
        }

        var provenance = keys.Get(existing.Provenance).Value;
        var priors = _priors.Of(undo.Id);
        var prior = priors.Find(prior => prior.Run == run) is { Seq: > 0 } found ? found : (Prior?)null;
        if (existing.State == RecordState.Withdrawn && provenance.Withdrawn?.Run != run)
        {
            // Its holder spoke after the run did.
            return new UndoStep(UndoFate.Left, existing, prior);
        }

        if (provenance.Run != run)
        {
            return new UndoStep(existing.State == RecordState.Withdrawn ? UndoFate.Reappears : UndoFate.Left, existing, prior);
        }

        return prior is { State: not RecordState.Erased } ? new UndoStep(UndoFate.Returns, existing, prior)
            : prior is not null || undo.WasCreated ? new UndoStep(UndoFate.Goes, existing, prior)
            : new UndoStep(UndoFate.Left, existing, null);
    }
}

internal enum UndoFate
{
    /// <summary>It is not there any more.</summary>
    Gone,

    /// <summary>The run made it.</summary>
    Goes,

    /// <summary>It becomes what it was before.</summary>
    Returns,

    /// <summary>The run withdrew it and did nothing else.</summary>
    Reappears,

    /// <summary>Something else changed it since, or nobody knows what it was.</summary>
    Left,
}

internal readonly record struct UndoStep(UndoFate Fate, RecordRow Existing, Prior? Prior);
