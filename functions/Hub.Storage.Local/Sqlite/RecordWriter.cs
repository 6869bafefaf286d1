using Hub.Core.Vaults;

namespace Hub.Storage.Local.Sqlite;

/// <summary>Applies the writes of one batch inside the caller's transaction: decides what each becomes, and counts it.</summary>
internal sealed class RecordWriter
{
    private readonly Database _database;
    private readonly VaultKeys _keys;
    private readonly TimeProvider _clock;
    private readonly RecordRows _rows;
    private readonly PriorTable _priors;
    private readonly WriteTraces _traces;
    private readonly WriteCounts _counts = new();
    private readonly RecordStates _states;
    private RecordCorrections? _madeCorrections;
    private UndoWriter? _madeUndo;
    private bool _keptPriors;

    public RecordWriter(Database database, VaultKeys keys, TimeProvider clock)
    {
        (_database, _keys, _clock) = (database, keys, clock);
        _rows = new(database, keys);
        _priors = new(database, keys);
        _traces = new(database, keys, clock);
        _states = new(keys, _rows, _priors, _traces, _counts);
    }

    private RecordCorrections Corrected => _madeCorrections ??= new(_keys, _rows, _priors);

    private UndoWriter Undoing => _madeUndo ??= new(_database, _keys, _rows, _priors, _states, _traces, _counts);

    public BatchCounts Apply(RecordBatch batch)
    {
        _keys.BeginBatch();
        foreach (var write in batch.Writes)
        {
            if (write.Kind == WriteKind.Undo)
            {
                var taken = _rows.Find(write.Id) is { } there ? Corrected.TakeOff(write.Id, there) : null;
                Undoing.Undo(batch.Undoing!, write);
                LayOver(write, taken);
            }
            else
            {
                Apply(batch.Writer, write);
            }
        }

        foreach (var reject in batch.Rejects)
        {
            Insert(reject);
        }

        var counts = _counts.Of(batch.Rejects.Count, _rows.Seq);
        if (counts.Changed > 0)
        {
            _rows.SaveSeq();
        }

        if (_keptPriors)
        {
            _priors.Prune(_clock.GetUtcNow() - Writer.PriorsLive);
        }

        if (!_rows.UsesProvenance && !_keptPriors)
        {
            _keys.TakeBackAdded();
        }

        _traces.Save(batch.Writer);
        foreach (var entry in batch.Journal)
        {
            JournalTable.Append(_database, entry);
        }

        DocumentTable.Write(_database, batch.Waited);
        DocumentTable.Write(_database, batch.Documents?.Invoke(counts) ?? []);

        return counts;
    }

    private void Apply(Writer writer, RecordWrite write)
    {
        if (write.Kind is WriteKind.Put or WriteKind.Add && TryInsert(write))
        {
            return;
        }

        if (_rows.Find(write.Id) is not { } existing)
        {
            AddGone(write);
            return;
        }

        NoteConflict(write, existing);

        // What a source says is held against what it said before, not against what the person says of it.
        var taken = write.Kind == WriteKind.Put ? Corrected.TakeOff(write.Id, existing) : null;
        Apply(writer, write, taken?.Lifted ?? existing);
        LayOver(write, taken);
    }

    private void LayOver(RecordWrite write, TakenOff? taken)
    {
        if (taken is { } over && !Corrected.LayOver(write, over))
        {
            _traces.Log(write.Type, 'u', write.Id, "lift");
        }
    }

    private void Apply(Writer writer, RecordWrite write, RecordRow existing)
    {
        switch (write.Kind)
        {
            case WriteKind.Correct:
                Correct(writer, write, existing);
                break;
            case WriteKind.Put or WriteKind.Add when existing.State == RecordState.Erased:
            case WriteKind.Put when existing.State == RecordState.Withdrawn && !write.Provenance!.IsOlderThan(_keys.Get(existing.Provenance).Value):
                Revive(writer, write, existing);
                break;
            case WriteKind.Delete or WriteKind.Withdraw when existing.State == RecordState.Erased && write.Record is not null:
            case WriteKind.Remove when existing.State == RecordState.Erased && write.Provenance is not null:
                AddGone(write, existing);
                break;
            case WriteKind.Erase when existing.State != RecordState.Erased:
                _states.Erase(write, existing, RecordState.Erased);
                break;
            case WriteKind.Remove when write.Provenance is null && existing.State is not (RecordState.Erased or RecordState.Removed):
                NoteDeletion(writer, existing);
                _states.Erase(write, existing, RecordState.Removed);
                break;
            case WriteKind.Restore when existing.State == RecordState.Removed:
                _rows.LetComeAgain(existing);
                _traces.Log(write.Type, 'r', write.Id);
                _counts.Unchanged++;
                break;
            case WriteKind.Restore when existing.State == RecordState.Erased:
                _counts.Unchanged++;
                break;
            case WriteKind.Withdraw when write.Record is null:
                Withdraw(writer, write, existing);
                break;
            case WriteKind.Put:
                Update(writer, write, existing);
                break;
            case WriteKind.Add when existing.Deleted && existing.State != RecordState.Withdrawn:
                _counts.Withhold(write);
                break;
            case WriteKind.Add:
                _counts.Unchanged++;
                break;
            case WriteKind.Delete when write.Record is null && existing.State is RecordState.Live or RecordState.Withdrawn:
                NoteDeletion(writer, existing);
                _states.Mark(write, existing, RecordState.Tombstone);
                _counts.Deleted++;
                break;
            case WriteKind.Restore when existing.Deleted:
                if (_keys.Get(existing.Provenance).Value is { Deleted: not null } deleted)
                {
                    _rows.SetProvenance(existing, deleted with { Deleted = null });
                }

                _states.Mark(write, existing, RecordState.Live);
                _counts.Created++;
                break;
            default:
                _counts.Unchanged++;
                break;
        }
    }

    private void NoteConflict(RecordWrite write, RecordRow existing)
    {
        var isSame = write.Record is { } record && existing.Hash == record.ContentHash && existing.Time == record.Time;
        if (RecordConflict.Between(write, !existing.Deleted, existing.State == RecordState.Withdrawn, isSame) is { } kind)
        {
            _counts.Conflict(new RecordConflict(write, kind, _keys.Get(existing.Provenance).Value));
        }
    }

    private bool TryInsert(RecordWrite write)
    {
        if (!Insert(write, RecordState.Live))
        {
            return false;
        }

        var record = write.Record!;
        _traces.TallyOf(write.Type, write.Provenance!.Source).Add(record.Time);
        _traces.Log(write.Type, 'c', write.Id);
        _counts.Created++;
        return true;
    }

    private bool Insert(RecordWrite write, long state)
    {
        if (!_rows.TryInsert(write, state))
        {
            return false;
        }

        Corrected.Told(write);
        return true;
    }

    private void Correct(Writer writer, RecordWrite write, RecordRow existing)
    {
        if (existing.Seq != write.Sequence || existing.Deleted)
        {
            _counts.Withheld++;
        }
        else if (write.Fields.Count == 0 && Corrected.Lift(write, existing))
        {
            _traces.Log(write.Type, 'u', write.Id, "lift");
            _counts.Updated++;
        }
        else if (write.Fields.Count == 0 || existing.Hash == write.Record!.ContentHash)
        {
            _counts.Unchanged++;
        }
        else
        {
            Corrected.Correct(write, existing, new Correction(Now(), writer.Actor, write.Fields));
            _traces.Log(write.Type, 'u', write.Id, "correct");
            _counts.Updated++;
        }
    }

    /// <summary>What was never here: a tombstone or a withdrawn record that came with a restore is kept as such, anything else is nothing.</summary>
    private void AddGone(RecordWrite write)
    {
        switch (write)
        {
            case { Kind: WriteKind.Delete, Record: not null }:
                Insert(write, RecordState.Tombstone);
                _traces.Log(write.Type, 'd', write.Id);
                _counts.Deleted++;
                break;
            case { Kind: WriteKind.Remove, Provenance: not null }:
                _rows.InsertRemoved(write);
                _traces.Log(write.Type, 'd', write.Id);
                _counts.Deleted++;
                break;
            case { Kind: WriteKind.Withdraw, Record: not null }:
                Insert(write, RecordState.Withdrawn);
                _traces.Log(write.Type, 'w', write.Id, "withdraw");
                _counts.Withdrawn++;
                break;
            case { Kind: WriteKind.Withdraw }:
                _counts.Unchanged++;
                break;
        }
    }

    /// <summary>What was erased here is as if it never was.</summary>
    private void AddGone(RecordWrite write, RecordRow erased)
    {
        var state = write.Kind switch { WriteKind.Delete => RecordState.Tombstone, WriteKind.Withdraw => RecordState.Withdrawn, _ => RecordState.Removed };
        if (state == RecordState.Removed)
        {
            _rows.SetProvenance(erased, write.Provenance!);
        }
        else
        {
            _rows.Replace(write, erased);
            erased = erased with { Seq = _rows.Seq };
        }

        _states.Mark(write, erased, state);
        _ = state == RecordState.Withdrawn ? _counts.Withdrawn++ : _counts.Deleted++;
    }

    private void Update(Writer writer, RecordWrite write, RecordRow existing)
    {
        if (existing.State == RecordState.Withdrawn)
        {
            // What withdrew it is of a later edition.
            _counts.Unchanged++;
        }
        else if (existing.Deleted)
        {
            _counts.Withhold(write);
        }
        else if (_keys.SourceOf(existing.Provenance) != writer.Source)
        {
            _counts.Owned++;
        }
        else if (write.Provenance!.IsOlderThan(_keys.Get(existing.Provenance).Value))
        {
            // An earlier edition that is read later says nothing new.
            _counts.Unchanged++;
        }
        else if (existing.Hash == write.Record!.ContentHash && existing.Time == write.Record.Time && _keys.Get(existing.Provenance).Value.Withdrawn is null)
        {
            _counts.Unchanged++;
        }
        else
        {
            Replace(writer, write, existing);
            _counts.Updated++;
        }
    }

    private void Replace(Writer writer, RecordWrite write, RecordRow existing, char what = 'u')
    {
        if (writer.KeepsPriors && existing.State != RecordState.Erased && _keys.Get(existing.Provenance).Value.Run != write.Provenance!.Run)
        {
            _priors.Keep(_rows.Seq + 1, existing, write.Provenance, _clock.GetUtcNow());
            _keptPriors = true;
        }

        _rows.Replace(write, existing);
        _traces.TallyOf(write.Type, write.Provenance!.Source).Move(existing.Time, write.Record!.Time);
        _traces.Log(write.Type, what, write.Id);
    }

    /// <summary>To the second, so that many that go together say the same.</summary>
    private DateTimeOffset Now()
    {
        var now = _clock.GetUtcNow();
        return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerSecond));
    }

    private void NoteDeletion(Writer writer, RecordRow existing)
    {
        if (_keys.Get(existing.Provenance).Value is { Deleted: null } provenance)
        {
            _rows.SetProvenance(existing, provenance with { Deleted = new Deletion(Now(), writer.Actor) });
        }
    }

    /// <summary>Out of sight, with its content and where it came from.</summary>
    private void Withdraw(Writer writer, RecordWrite write, RecordRow existing)
    {
        var provenance = _keys.Get(existing.Provenance).Value;
        if (provenance.Source != writer.Source)
        {
            _counts.Owned++;
        }
        else if (existing.Deleted || write.Provenance!.IsOlderThan(provenance))
        {
            _counts.Unchanged++;
        }
        else
        {
            var told = write.Provenance!;
            _rows.SetProvenance(existing, provenance with { Withdrawn = new Withdrawal(told.Run, told.FetchedAt, told.Produced) });
            _states.Mark(write, existing, RecordState.Withdrawn);
            _counts.Withdrawn++;
        }
    }

    /// <summary>What was erased or withdrawn comes again, from whatever source.</summary>
    private void Revive(Writer writer, RecordWrite write, RecordRow existing)
    {
        _traces.TallyOf(write.Type, write.Provenance!.Source).Add(existing.Time);
        Replace(writer, write, existing, 'c');
        _counts.Created++;
    }

    private void Insert(RejectedRecord reject)
    {
        using var row = _database.Prepare("insert into rejects(run, ordinal, type, at, errors, data) values(?,?,?,?,?,?) on conflict do nothing").Begin();
        row.Bind(reject.Run).Bind(reject.Ordinal).Bind(reject.Type).Bind(reject.At).Bind(reject.Errors);
        _ = reject.Data is null ? row.BindNull() : row.Bind(reject.Data);
        row.Step();
    }
}
