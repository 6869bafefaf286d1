using System.Buffers;
using Hub.Core.Journal;
using Hub.Core.Records;
using Hub.Core.Vaults;

namespace Hub.Storage.Local.Sqlite;

/// <summary>Applies the writes of one batch inside the caller's transaction.</summary>
internal sealed class RecordWriter(Database database, VaultKeys keys, TimeProvider clock)
{
    private static readonly byte[] NoContent = System.Security.Cryptography.SHA256.HashData([])[..16];

    private readonly Dictionary<(long Type, string Source), Tally> _tallies = [];
    private readonly Dictionary<(RecordType Type, string Action), ArrayBufferWriter<byte>> _changes = [];
    private long _seq;
    private int _created;
    private int _updated;
    private int _unchanged;
    private int _withheld;
    private int _owned;
    private int _deleted;
    private int _withdrawn;

    public BatchCounts Apply(RecordBatch batch)
    {
        _seq = database.Scalar("select value from meta where key='seq'");
        foreach (var write in batch.Writes)
        {
            Apply(batch.Writer, write);
        }

        foreach (var reject in batch.Rejects)
        {
            Insert(reject);
        }

        var counts = new BatchCounts(_created, _updated, _unchanged, _withheld, _owned, batch.Rejects.Count, _deleted, _withdrawn, _seq);
        if (counts.Changed > 0)
        {
            using var row = database.Prepare("update meta set value=? where key='seq'").Begin().Bind(_seq);
            row.Step();
        }

        SaveCoverage();
        SaveJournal(batch.Writer);
        foreach (var document in batch.Documents?.Invoke(counts) ?? [])
        {
            DocumentTable.Put(database, document.Kind, document.Id, document.Body.Span);
        }

        return counts;
    }

    private void Apply(Writer writer, RecordWrite write)
    {
        if (write.Kind is WriteKind.Put or WriteKind.Add && TryInsert(write))
        {
            return;
        }

        if (FindExisting(write.Id) is not { } existing)
        {
            AddGone(write);
            return;
        }

        switch (write.Kind)
        {
            case WriteKind.Put or WriteKind.Add when existing.State == RecordState.Erased:
            case WriteKind.Put when existing.State == RecordState.Withdrawn && !write.Provenance!.IsOlderThan(keys.Get(existing.Provenance).Value):
                Revive(write, existing);
                break;
            case WriteKind.Erase when existing.State != RecordState.Erased:
                Erase(write, existing);
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
            case WriteKind.Add when existing.Deleted:
                _withheld++;
                break;
            case WriteKind.Add:
                _unchanged++;
                break;
            case WriteKind.Delete when write.Record is null && existing.State is RecordState.Live or RecordState.Withdrawn:
                Mark(write, existing, RecordState.Tombstone);
                _deleted++;
                break;
            case WriteKind.Restore when existing.Deleted:
                Mark(write, existing, RecordState.Live);
                _created++;
                break;
            default:
                _unchanged++;
                break;
        }
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

    private bool Insert(RecordWrite write, long state)
    {
        var record = write.Record!;
        using var row = database.Prepare("insert into records(seq, type, id, time, precision, subject, provenance, deleted, hash, data) values(?,?,?,?,?,?,?,?,?,?) on conflict(id) do nothing").Begin();
        Span<byte> id = stackalloc byte[16];
        Span<byte> hash = stackalloc byte[16];
        write.Id.CopyTo(id);
        record.ContentHash.CopyTo(hash);
        row.Bind(_seq + 1).Bind(keys.Type(write.Type.Name)).Bind(id).Bind(record.Time.UnixMilliseconds).Bind(record.Time.Precision)
            .Bind(record.Subject == "me" ? null : record.Subject).Bind(keys.Provenance(write.Provenance!)).Bind(state).Bind(hash).Bind(record.Data.Span);
        row.Step();
        if (database.Changes == 0)
        {
            return false;
        }

        _seq++;
        return true;
    }

    private void Update(Writer writer, RecordWrite write, Existing existing)
    {
        if (existing.State == RecordState.Withdrawn)
        {
            // What withdrew it is of a later edition.
            _unchanged++;
        }
        else if (existing.Deleted)
        {
            _withheld++;
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
            Replace(write, existing);
            _updated++;
        }
    }

    private void Replace(RecordWrite write, Existing existing, char what = 'u')
    {
        var record = write.Record!;
        var type = keys.Type(write.Type.Name);
        Span<byte> hash = stackalloc byte[16];
        record.ContentHash.CopyTo(hash);
        using (var row = database.Prepare("update records set seq=?, time=?, precision=?, provenance=?, hash=?, data=? where seq=?").Begin())
        {
            row.Bind(++_seq).Bind(record.Time.UnixMilliseconds).Bind(record.Time.Precision).Bind(keys.Provenance(write.Provenance!)).Bind(hash).Bind(record.Data.Span).Bind(existing.Seq);
            row.Step();
        }

        Retime(type, existing.Time);
        TallyOf(type, write.Provenance!.Source).Move(existing.Time, record.Time);
        Log(write.Type, what, write.Id);
    }

    /// <summary>Its row stays for the change feed, without content.</summary>
    private void Erase(RecordWrite write, Existing existing)
    {
        using (var row = database.Prepare($"update records set seq=?, deleted={RecordState.Erased}, hash=?, data=x'' where seq=?").Begin().Bind(++_seq).Bind(NoContent).Bind(existing.Seq))
        {
            row.Step();
        }

        var type = keys.Type(write.Type.Name);
        Retime(type, existing.Time);
        if (!existing.Deleted)
        {
            TallyOf(type, keys.SourceOf(existing.Provenance)).Remove(existing.Time);
        }

        Log(write.Type, 'd', write.Id);
        _deleted++;
    }

    /// <summary>Out of sight, with its content and where it came from.</summary>
    private void Withdraw(Writer writer, RecordWrite write, Existing existing)
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
            var withdrawn = keys.Provenance(provenance with { Withdrawn = new Withdrawal(told.Run, told.FetchedAt, told.Produced) });
            using (var row = database.Prepare("update records set provenance=? where seq=?").Begin().Bind(withdrawn).Bind(existing.Seq))
            {
                row.Step();
            }

            Mark(write, existing, RecordState.Withdrawn);
            _withdrawn++;
        }
    }

    /// <summary>What was erased or withdrawn comes again, from whatever source.</summary>
    private void Revive(RecordWrite write, Existing existing)
    {
        using (var row = database.Prepare("update records set deleted=0 where seq=?").Begin().Bind(existing.Seq))
        {
            row.Step();
        }

        var type = keys.Type(write.Type.Name);
        TallyOf(type, write.Provenance!.Source).Add(existing.Time);
        Replace(write, existing, 'c');
        _created++;
    }

    private void Mark(RecordWrite write, Existing existing, long state)
    {
        using (var row = database.Prepare("update records set seq=?, deleted=? where seq=?").Begin().Bind(++_seq).Bind(state).Bind(existing.Seq))
        {
            row.Step();
        }

        var type = keys.Type(write.Type.Name);
        Retime(type, existing.Time);
        var tally = TallyOf(type, keys.SourceOf(existing.Provenance));
        if (state == RecordState.Live)
        {
            tally.Add(existing.Time);
        }
        else if (!existing.Deleted)
        {
            tally.Remove(existing.Time);
        }

        switch (state)
        {
            case RecordState.Withdrawn:
                Log(write.Type, 'w', write.Id, "withdraw");
                break;
            default:
                Log(write.Type, state == RecordState.Live ? 'r' : 'd', write.Id);
                break;
        }
    }

    private void Retime(long type, RecordTime time)
    {
        using var row = database.Prepare("insert into retimed(seq, type, time, precision) values(?,?,?,?)").Begin().Bind(_seq).Bind(type).Bind(time.UnixMilliseconds).Bind(time.Precision);
        row.Step();
    }

    private Existing? FindExisting(RecordId id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.CopyTo(bytes);
        using var row = database.Prepare("select seq, time, precision, provenance, deleted, hash from records where id=?").Begin().Bind(bytes);
        return row.Step()
            ? new Existing(row.Long(0), new RecordTime(row.Long(1), (short)row.Long(2)), row.Long(3), row.Long(4), Hash128.FromBytes(row.Blob(5)))
            : null;
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

    private readonly record struct Existing(long Seq, RecordTime Time, long Provenance, long State, Hash128 Hash)
    {
        public bool Deleted => State != RecordState.Live;
    }
}
