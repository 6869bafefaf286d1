using Hub.Core.Records;
using Hub.Core.Vaults;

namespace Hub.Storage.Local.Sqlite;

/// <summary>The rows of records: each change takes the vault's next number, and what left its place in time is noted for the aggregates. Which change is made, <see cref="RecordWriter"/> decides.</summary>
internal sealed class RecordRows(Database database, VaultKeys keys)
{
    private static readonly byte[] NoContent = System.Security.Cryptography.SHA256.HashData([])[..16];

    /// <summary>The vault's latest number.</summary>
    public long Seq { get; private set; } = database.Scalar("select value from meta where key='seq'");

    /// <summary>Whether a row now names a provenance that a write brought.</summary>
    public bool UsesProvenance { get; private set; }

    public void SaveSeq()
    {
        using var row = database.Prepare("update meta set value=? where key='seq'").Begin().Bind(Seq);
        row.Step();
    }

    public RecordRow? Find(RecordId id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.CopyTo(bytes);
        using var row = database.Prepare("select seq, time, precision, provenance, deleted, hash from records where id=?").Begin().Bind(bytes);
        return row.Step()
            ? new RecordRow(row.Long(0), new RecordTime(row.Long(1), (short)row.Long(2)), row.Long(3), row.Long(4), Hash128.FromBytes(row.Blob(5)))
            : null;
    }

    /// <summary>False when its id is there already.</summary>
    public bool TryInsert(RecordWrite write, long state)
    {
        var record = write.Record!;
        using var row = database.Prepare("insert into records(seq, type, id, time, precision, subject, provenance, deleted, hash, data) values(?,?,?,?,?,?,?,?,?,?) on conflict(id) do nothing").Begin();
        Span<byte> id = stackalloc byte[16];
        Span<byte> hash = stackalloc byte[16];
        write.Id.CopyTo(id);
        record.ContentHash.CopyTo(hash);
        row.Bind(Seq + 1).Bind(keys.Type(write.Type.Name)).Bind(id).Bind(record.Time.UnixMilliseconds).Bind(record.Time.Precision)
            .Bind(record.Subject == "me" ? null : record.Subject).Bind(keys.Provenance(write.Provenance!)).Bind(state).Bind(hash).Bind(record.Data.Span);
        row.Step();
        if (database.Changes == 0)
        {
            return false;
        }

        Seq++;
        UsesProvenance = true;
        return true;
    }

    /// <summary>What was removed for good elsewhere, and came with a restore: its id is all that is left of it.</summary>
    public void InsertRemoved(RecordWrite write)
    {
        Span<byte> id = stackalloc byte[16];
        write.Id.CopyTo(id);
        using var row = database.Prepare($"insert into records(seq, type, id, time, precision, subject, provenance, deleted, hash, data) values(?,?,?,0,{RecordTime.NoTime},null,?,{RecordState.Removed},?,x'')").Begin();
        row.Bind(++Seq).Bind(keys.Type(write.Type.Name)).Bind(id).Bind(Use(write.Provenance!)).Bind(NoContent);
        row.Step();
    }

    /// <summary>Other content, time and provenance, in sight.</summary>
    public void Replace(RecordWrite write, RecordRow existing)
    {
        var record = write.Record!;
        Span<byte> hash = stackalloc byte[16];
        record.ContentHash.CopyTo(hash);
        using (var row = database.Prepare("update records set seq=?, time=?, precision=?, provenance=?, deleted=0, hash=?, data=? where seq=?").Begin())
        {
            row.Bind(++Seq).Bind(record.Time.UnixMilliseconds).Bind(record.Time.Precision).Bind(Use(write.Provenance!)).Bind(hash).Bind(record.Data.Span).Bind(existing.Seq);
            row.Step();
        }

        Retime(write.Type, existing.Time);
    }

    /// <summary>The same record, written otherwise: its time and where it came from stay.</summary>
    public void BringUp(RecordRow existing, PreparedRecord record)
    {
        Span<byte> hash = stackalloc byte[16];
        record.ContentHash.CopyTo(hash);
        using var row = database.Prepare("update records set seq=?, hash=?, data=? where seq=?").Begin().Bind(++Seq).Bind(hash).Bind(record.Data.Span).Bind(existing.Seq);
        row.Step();
    }

    public byte[] DataOf(RecordRow existing)
    {
        using var row = database.Prepare("select data from records where seq=?").Begin().Bind(existing.Seq);
        row.Step();
        return row.Blob(0).ToArray();
    }

    /// <summary>What a prior holds, in place: no change yet that anybody has to hear of.</summary>
    public void SetContent(RecordRow existing, long prior)
    {
        using var row = database.Prepare("update records set (hash, data) = (select hash, data from priors where seq=?) where seq=?").Begin().Bind(prior).Bind(existing.Seq);
        row.Step();
    }

    /// <summary>In place, as a part of the change that the row tells already.</summary>
    public void SetContent(RecordRow existing, Hash128 contentHash, ReadOnlySpan<byte> content)
    {
        Span<byte> hash = stackalloc byte[16];
        contentHash.CopyTo(hash);
        using var row = database.Prepare("update records set hash=?, data=? where seq=?").Begin().Bind(hash).Bind(content).Bind(existing.Seq);
        row.Step();
    }

    /// <summary>One that the vault has; nothing is said of what the batch added.</summary>
    public void PutProvenance(RecordRow existing, long provenance)
    {
        using var row = database.Prepare("update records set provenance=? where seq=?").Begin().Bind(provenance).Bind(existing.Seq);
        row.Step();
    }

    /// <summary>Its row stays for the change feed, without content.</summary>
    public void Erase(RecordType type, RecordRow existing, long state)
    {
        using (var row = database.Prepare("update records set seq=?, deleted=?, hash=?, data=x'' where seq=?").Begin().Bind(++Seq).Bind(state).Bind(NoContent).Bind(existing.Seq))
        {
            row.Step();
        }

        Retime(type, existing.Time);
    }

    public void SetState(RecordType type, RecordRow existing, long state)
    {
        using (var row = database.Prepare("update records set seq=?, deleted=? where seq=?").Begin().Bind(++Seq).Bind(state).Bind(existing.Seq))
        {
            row.Step();
        }

        Retime(type, existing.Time);
    }

    /// <summary>As it was before a run, under a number of its own.</summary>
    public void Return(RecordType type, RecordRow existing, Prior prior, long state)
    {
        using (var row = database.Prepare("""
            update records set (time, precision, provenance, hash, data) = (select time, precision, provenance, hash, data from priors where seq=?), seq=?, deleted=? where seq=?
            """).Begin().Bind(prior.Seq).Bind(++Seq).Bind(state).Bind(existing.Seq))
        {
            row.Step();
        }

        Retime(type, existing.Time);
    }

    /// <summary>What had no content has none: nobody has to hear of it.</summary>
    public void LetComeAgain(RecordRow existing)
    {
        using var row = database.Prepare($"update records set deleted={RecordState.Erased} where seq=?").Begin().Bind(existing.Seq);
        row.Step();
    }

    /// <summary>Before its state changes, which gives it another number.</summary>
    public void SetProvenance(RecordRow existing, Provenance provenance) => PutProvenance(existing, Use(provenance));

    private long Use(Provenance provenance)
    {
        UsesProvenance = true;
        return keys.Provenance(provenance);
    }

    private void Retime(RecordType type, RecordTime time)
    {
        using var row = database.Prepare("insert into retimed(seq, type, time, precision) values(?,?,?,?)").Begin().Bind(Seq).Bind(keys.Type(type.Name)).Bind(time.UnixMilliseconds).Bind(time.Precision);
        row.Step();
    }
}

/// <summary>A record as its row has it, without its content.</summary>
internal readonly record struct RecordRow(long Seq, RecordTime Time, long Provenance, long State, Hash128 Hash)
{
    public bool Deleted => State != RecordState.Live;
}
