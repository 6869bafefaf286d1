using System.Buffers;
using Hub.Core.Journal;
using Hub.Core.Records;
using Hub.Core.Vaults;

namespace Hub.Storage.Local.Sqlite;

/// <summary>Applies the writes of one batch inside the caller's transaction: decides what each becomes, and counts it.</summary>
internal sealed class RecordWriter(Database database, VaultKeys keys, TimeProvider clock)
{
    private readonly RecordRows _rows = new(database, keys);
    private readonly PriorTable _priors = new(database, keys);
    private readonly RecordUndo _undo = new(database, keys);
    private RecordCorrections? _madeCorrections;
    private readonly Dictionary<(long Type, string Source), Tally> _tallies = [];
    private readonly Dictionary<(RecordType Type, string Action), ArrayBufferWriter<byte>> _changes = [];
    private int _created;
    private int _updated;
    private int _unchanged;
    private int _withheld;
    private int _owned;
    private int _deleted;
    private int _withdrawn;
    private List<WithheldRecord>? _held;
    private List<RecordConflict>? _conflicts;
    private bool _keptPriors;

    private RecordCorrections Corrected => _madeCorrections ??= new(keys, _rows, _priors);

    public BatchCounts Apply(RecordBatch batch)
    {
        keys.BeginBatch();
        foreach (var write in batch.Writes)
        {
            if (write.Kind == WriteKind.Undo)
            {
                var taken = _rows.Find(write.Id) is { } there ? Corrected.TakeOff(write.Id, there) : null;
                Undo(batch, write);
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

        var counts = new BatchCounts(_created, _updated, _unchanged, _withheld, _owned, batch.Rejects.Count, _deleted, _withdrawn, _rows.Seq);
        counts = _held is null && _conflicts is null ? counts : counts with { Held = _held ?? [], Conflicts = _conflicts ?? [] };
        if (counts.Changed > 0)
        {
            _rows.SaveSeq();
        }

        if (_keptPriors)
        {
            _priors.Prune(clock.GetUtcNow() - Writer.PriorsLive);
        }

        if (!_rows.UsesProvenance && !_keptPriors)
        {
            keys.TakeBackAdded();
        }

        SaveCoverage();
        SaveJournal(batch.Writer);
        foreach (var entry in batch.Journal)
        {
            JournalTable.Append(database, entry);
        }

        DocumentTable.Write(database, batch.Waited);
        DocumentTable.Write(database, batch.Documents?.Invoke(counts) ?? []);

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
            Log(write.Type, 'u', write.Id, "lift");
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
            case WriteKind.Put when existing.State == RecordState.Withdrawn && !write.Provenance!.IsOlderThan(keys.Get(existing.Provenance).Value):
                Revive(writer, write, existing);
                break;
            case WriteKind.Delete or WriteKind.Withdraw when existing.State == RecordState.Erased && write.Record is not null:
            case WriteKind.Remove when existing.State == RecordState.Erased && write.Provenance is not null:
                AddGone(write, existing);
                break;
            case WriteKind.Erase when existing.State != RecordState.Erased:
                Erase(write, existing, RecordState.Erased);
                break;
            case WriteKind.Remove when write.Provenance is null && existing.State is not (RecordState.Erased or RecordState.Removed):
                NoteDeletion(writer, existing);
                Erase(write, existing, RecordState.Removed);
                break;
            case WriteKind.Restore when existing.State == RecordState.Removed:
                _rows.LetComeAgain(existing);
                Log(write.Type, 'r', write.Id);
                _unchanged++;
                break;
            case WriteKind.Restore when existing.State == RecordState.Erased:
                _unchanged++;
                break;
            case WriteKind.Withdraw when write.Record is null:
                Withdraw(writer, write, existing);
                break;
            case WriteKind.Put:
                Update(writer, write, existing);
                break;
            case WriteKind.Add when existing.Deleted && existing.State != RecordState.Withdrawn:
                Withhold(write);
                break;
            case WriteKind.Add:
                _unchanged++;
                break;
            case WriteKind.Delete when write.Record is null && existing.State is RecordState.Live or RecordState.Withdrawn:
                NoteDeletion(writer, existing);
                Mark(write, existing, RecordState.Tombstone);
                _deleted++;
                break;
            case WriteKind.Restore when existing.Deleted:
                if (keys.Get(existing.Provenance).Value is { Deleted: not null } deleted)
                {
                    _rows.SetProvenance(existing, deleted with { Deleted = null });
                }

                Mark(write, existing, RecordState.Live);
                _created++;
                break;
            default:
                _unchanged++;
                break;
        }
    }

    private void NoteConflict(RecordWrite write, RecordRow existing)
    {
        var isSame = write.Record is { } record && existing.Hash == record.ContentHash && existing.Time == record.Time;
        if (RecordConflict.Between(write, !existing.Deleted, existing.State == RecordState.Withdrawn, isSame) is { } kind)
        {
            (_conflicts ??= []).Add(new RecordConflict(write, kind, keys.Get(existing.Provenance).Value));
        }
    }

    private void Withhold(RecordWrite write)
    {
        _withheld++;
        (_held ??= []).Add(new WithheldRecord(write.Type.Name, write.Id));
    }

    private bool TryInsert(RecordWrite write)
    {
        if (!Insert(write, RecordState.Live))
        {
            return false;
        }

        var record = write.Record!;
        TallyOf(keys.Type(write.Type.Name), write.Provenance!.Source).Add(record.Time);
        Log(write.Type, 'c', write.Id);
        _created++;
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
            _withheld++;
        }
        else if (write.Fields.Count == 0 && Corrected.Lift(write, existing))
        {
            Log(write.Type, 'u', write.Id, "lift");
            _updated++;
        }
        else if (write.Fields.Count == 0 || existing.Hash == write.Record!.ContentHash)
        {
            _unchanged++;
        }
        else
        {
            Corrected.Correct(write, existing, new Correction(Now(), writer.Actor, write.Fields));
            Log(write.Type, 'u', write.Id, "correct");
            _updated++;
        }
    }

    /// <summary>What was never here: a tombstone or a withdrawn record that came with a restore is kept as such, anything else is nothing.</summary>
    private void AddGone(RecordWrite write)
    {
        switch (write)
        {
            case { Kind: WriteKind.Delete, Record: not null }:
                Insert(write, RecordState.Tombstone);
                Log(write.Type, 'd', write.Id);
                _deleted++;
                break;
            case { Kind: WriteKind.Remove, Provenance: not null }:
                _rows.InsertRemoved(write);
                Log(write.Type, 'd', write.Id);
                _deleted++;
                break;
            case { Kind: WriteKind.Withdraw, Record: not null }:
                Insert(write, RecordState.Withdrawn);
                Log(write.Type, 'w', write.Id, "withdraw");
                _withdrawn++;
                break;
            case { Kind: WriteKind.Withdraw }:
                _unchanged++;
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

        Mark(write, erased, state);
        _ = state == RecordState.Withdrawn ? _withdrawn++ : _deleted++;
    }

    private void Update(Writer writer, RecordWrite write, RecordRow existing)
    {
        if (existing.State == RecordState.Withdrawn)
        {
            // What withdrew it is of a later edition.
            _unchanged++;
        }
        else if (existing.Deleted)
        {
            Withhold(write);
        }
        else if (keys.SourceOf(existing.Provenance) != writer.Source)
        {
            _owned++;
        }
        else if (write.Provenance!.IsOlderThan(keys.Get(existing.Provenance).Value))
        {
            // An earlier edition that is read later says nothing new.
            _unchanged++;
        }
        else if (existing.Hash == write.Record!.ContentHash && existing.Time == write.Record.Time && keys.Get(existing.Provenance).Value.Withdrawn is null)
        {
            _unchanged++;
        }
        else
        {
            Replace(writer, write, existing);
            _updated++;
        }
    }

    private void Replace(Writer writer, RecordWrite write, RecordRow existing, char what = 'u')
    {
        if (writer.KeepsPriors && existing.State != RecordState.Erased && keys.Get(existing.Provenance).Value.Run != write.Provenance!.Run)
        {
            _priors.Keep(_rows.Seq + 1, existing, write.Provenance, clock.GetUtcNow());
            _keptPriors = true;
        }

        _rows.Replace(write, existing);
        TallyOf(keys.Type(write.Type.Name), write.Provenance!.Source).Move(existing.Time, write.Record!.Time);
        Log(write.Type, what, write.Id);
    }

    private void Erase(RecordWrite write, RecordRow existing, long state, string action = "write")
    {
        _rows.Erase(write.Type, existing, state);
        _priors.DropAll(write.Id);
        if (!existing.Deleted)
        {
            TallyOf(keys.Type(write.Type.Name), keys.SourceOf(existing.Provenance)).Remove(existing.Time);
        }

        Log(write.Type, 'd', write.Id, action);
        _deleted++;
    }

    private void Undo(RecordBatch batch, RecordWrite write)
    {
        var (fate, existing, prior) = _undo.Decide(batch.Undoing!, write);
        switch (fate)
        {
            case UndoFate.Goes:
                // What the person deleted stays deleted; only its content goes.
                Erase(write, existing, existing.State == RecordState.Tombstone ? RecordState.Removed : RecordState.Erased, "undo");
                break;
            case UndoFate.Returns:
                Return(write, existing, prior!.Value);
                break;
            case UndoFate.Reappears:
                _rows.SetProvenance(existing, keys.Get(existing.Provenance).Value with { Withdrawn = null });
                Mark(write, existing, RecordState.Live);
                _updated++;
                break;
            case UndoFate.Left:
                Forget(batch.Undoing!, write, prior);
                _withheld++;
                break;
            default:
                _unchanged++;
                break;
        }
    }

    private void Return(RecordWrite write, RecordRow existing, Prior prior)
    {
        var state = existing.State == RecordState.Tombstone ? RecordState.Tombstone : prior.State;
        _rows.Return(write.Type, existing, prior, state);
        _priors.Drop(prior);
        if (state == RecordState.Tombstone)
        {
            _rows.SetProvenance(existing with { Seq = _rows.Seq }, keys.Get(prior.Provenance).Value with { Deleted = keys.Get(existing.Provenance).Value.Deleted });
        }

        if (!existing.Deleted)
        {
            TallyOf(keys.Type(write.Type.Name), keys.SourceOf(existing.Provenance)).Remove(existing.Time);
        }

        if (state == RecordState.Live)
        {
            TallyOf(keys.Type(write.Type.Name), keys.SourceOf(prior.Provenance)).Add(prior.Time);
        }

        Log(write.Type, 'u', write.Id, "undo");
        _updated++;
    }

    /// <summary>Undoing what came later must not bring back what this run had brought.</summary>
    private void Forget(string run, RecordWrite write, Prior? prior)
    {
        if ((prior is not null || write.WasCreated) && _priors.Of(write.Id).Find(later => keys.Get(later.Provenance).Value.Run == run) is { Seq: > 0 } later)
        {
            _priors.PutBefore(later, prior);
        }

        if (prior is { } dropped)
        {
            _priors.Drop(dropped);
        }
    }

    /// <summary>To the second, so that many that go together say the same.</summary>
    private DateTimeOffset Now()
    {
        var now = clock.GetUtcNow();
        return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerSecond));
    }

    private void NoteDeletion(Writer writer, RecordRow existing)
    {
        if (keys.Get(existing.Provenance).Value is { Deleted: null } provenance)
        {
            _rows.SetProvenance(existing, provenance with { Deleted = new Deletion(Now(), writer.Actor) });
        }
    }

    /// <summary>Out of sight, with its content and where it came from.</summary>
    private void Withdraw(Writer writer, RecordWrite write, RecordRow existing)
    {
        var provenance = keys.Get(existing.Provenance).Value;
        if (provenance.Source != writer.Source)
        {
            _owned++;
        }
        else if (existing.Deleted || write.Provenance!.IsOlderThan(provenance))
        {
            _unchanged++;
        }
        else
        {
            var told = write.Provenance!;
            _rows.SetProvenance(existing, provenance with { Withdrawn = new Withdrawal(told.Run, told.FetchedAt, told.Produced) });
            Mark(write, existing, RecordState.Withdrawn);
            _withdrawn++;
        }
    }

    /// <summary>What was erased or withdrawn comes again, from whatever source.</summary>
    private void Revive(Writer writer, RecordWrite write, RecordRow existing)
    {
        TallyOf(keys.Type(write.Type.Name), write.Provenance!.Source).Add(existing.Time);
        Replace(writer, write, existing, 'c');
        _created++;
    }

    private void Mark(RecordWrite write, RecordRow existing, long state)
    {
        _rows.SetState(write.Type, existing, state);
        var tally = TallyOf(keys.Type(write.Type.Name), keys.SourceOf(existing.Provenance));
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
            Log(write.Type, 'w', write.Id, "withdraw");
        }
        else
        {
            Log(write.Type, state == RecordState.Live ? 'r' : 'd', write.Id);
        }
    }

    private void Insert(RejectedRecord reject)
    {
        using var row = database.Prepare("insert into rejects(run, ordinal, type, at, errors, data) values(?,?,?,?,?,?) on conflict do nothing").Begin();
        row.Bind(reject.Run).Bind(reject.Ordinal).Bind(reject.Type).Bind(reject.At).Bind(reject.Errors);
        _ = reject.Data is null ? row.BindNull() : row.Bind(reject.Data);
        row.Step();
    }

    private Tally TallyOf(long type, string source)
    {
        if (!_tallies.TryGetValue((type, source), out var tally))
        {
            _tallies.Add((type, source), tally = new Tally());
        }

        return tally;
    }

    private void Log(RecordType type, char what, RecordId id, string action = "write")
    {
        if (!_changes.TryGetValue((type, action), out var log))
        {
            _changes.Add((type, action), log = new ArrayBufferWriter<byte>());
        }

        var span = log.GetSpan(17);
        span[0] = (byte)what;
        id.CopyTo(span[1..]);
        log.Advance(17);
    }

    private void SaveCoverage()
    {
        foreach (var ((type, source), tally) in _tallies)
        {
            CoverageTable.Save(database, type, source, tally);
        }
    }

    private void SaveJournal(Writer writer)
    {
        foreach (var ((type, action), log) in _changes)
        {
            JournalTable.Append(database, new JournalEntry(0, clock.GetUtcNow(), writer.Actor, action, type.Name, writer.Purpose, log.WrittenCount / 17, log.WrittenSpan.ToArray()));
        }
    }
}
