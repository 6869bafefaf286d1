using Hub.Core.Records;
using Hub.Core.Vaults;

namespace Hub.Storage.Local.Sqlite;

/// <summary>
/// What records were before an import changed them, so that it can be undone: one row for a record and a run, in order of the change that made it a thing of the past. Nothing is written where
/// a record is new, which is the rule. What the holder said of a record that a person corrected lies here too, for as long as the correction stands.
/// </summary>
internal sealed class PriorTable(Database database, VaultKeys keys)
{
    /// <summary>When that of a correction goes by itself: never.</summary>
    private const string Never = "9223372036854775807";

    /// <summary>Before a correction, what the holder said, as the vault's change <paramref name="seq"/>.</summary>
    public void KeepSaid(long seq, RecordRow existing)
    {
        using var row = database.Prepare($"insert into priors(seq, id, at, writer, time, precision, provenance, deleted, hash, data) select ?, id, {Never}, provenance, time, precision, provenance, deleted, hash, data from records where seq=?").Begin().Bind(seq).Bind(existing.Seq);
        row.Step();
    }

    /// <summary>The content of one: with a restore, what the holder said.</summary>
    public void PutContent(long seq, PreparedRecord content)
    {
        Span<byte> hash = stackalloc byte[16];
        content.ContentHash.CopyTo(hash);
        using var row = database.Prepare("update priors set hash=?, data=? where seq=?").Begin().Bind(hash).Bind(content.Data.Span).Bind(seq);
        row.Step();
    }

    /// <summary>Writes all that there is of a record otherwise, where it can be.</summary>
    public void BringUp(RecordId id, Func<byte[], RecordTime, PreparedRecord?> bring)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.CopyTo(bytes);
        var found = new List<(long Seq, RecordTime Time, byte[] Data)>();
        using (var row = database.Prepare("select seq, time, precision, data from priors where id=? and length(data) > 0").Begin().Bind(bytes))
        {
            while (row.Step())
            {
                found.Add((row.Long(0), new RecordTime(row.Long(1), (short)row.Long(2)), row.Blob(3).ToArray()));
            }
        }

        foreach (var (seq, time, data) in found)
        {
            if (bring(data, time) is { } record)
            {
                PutContent(seq, record);
            }
        }
    }

    /// <summary>Where that is, or null.</summary>
    public long? FindSaid(RecordId id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.CopyTo(bytes);
        using var row = database.Prepare($"select seq from priors where id=? and at={Never}").Begin().Bind(bytes);
        return row.Step() ? row.Long(0) : null;
    }

    public byte[]? ReadSaid(ReadOnlySpan<byte> id)
    {
        using var row = database.Prepare($"select data from priors where id=? and at={Never}").Begin().Bind(id);
        return row.Step() ? row.Blob(0).ToArray() : null;
    }

    /// <summary>Before the record takes on what the run brings, as the vault's change <paramref name="seq"/>.</summary>
    public void Keep(long seq, RecordRow existing, Provenance writer, DateTimeOffset now)
    {
        using (var row = database.Prepare("insert into priors(seq, id, at, writer, time, precision, provenance, deleted, hash, data) select ?, id, ?, ?, time, precision, provenance, deleted, hash, data from records where seq=?").Begin())
        {
            row.Bind(seq).Bind(now.ToUnixTimeMilliseconds()).Bind(keys.Provenance(writer)).Bind(existing.Seq);
            row.Step();
        }
    }

    /// <summary>Throws away what is older than it has to be. The oldest lie first.</summary>
    public void Prune(DateTimeOffset before)
    {
        using var row = database.Prepare($"delete from priors where seq < (select seq from priors where at >= ? and at < {Never} order by seq limit 1) and at < {Never}").Begin().Bind(before.ToUnixTimeMilliseconds());
        row.Step();
    }

    /// <summary>All that runs replaced of a record, the earliest first.</summary>
    public List<Prior> Of(RecordId id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.CopyTo(bytes);
        using var row = database.Prepare($"select seq, writer, time, precision, provenance, deleted from priors where id=? and at < {Never} order by seq").Begin().Bind(bytes);
        var found = new List<Prior>();
        while (row.Step())
        {
            found.Add(new Prior(row.Long(0), keys.Get(row.Long(1)).Value.Run, new RecordTime(row.Long(2), (short)row.Long(3)), row.Long(4), row.Long(5)));
        }

        return found;
    }

    public void Drop(Prior prior) => Drop(prior.Seq);

    public void Drop(long seq)
    {
        using var row = database.Prepare("delete from priors where seq=?").Begin().Bind(seq);
        row.Step();
    }

    /// <summary>Content that was erased is nowhere.</summary>
    public void DropAll(RecordId id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.CopyTo(bytes);
        using var row = database.Prepare("delete from priors where id=?").Begin().Bind(bytes);
        row.Step();
    }

    /// <summary>Before a later run there was, as of now, what there was before an earlier one.</summary>
    public void PutBefore(Prior later, Prior? earlier)
    {
        if (earlier is { } was)
        {
            using var row = database.Prepare("""
                update priors set (time, precision, provenance, deleted, hash, data) = (select time, precision, provenance, deleted, hash, data from priors where seq=?) where seq=?
                """).Begin().Bind(was.Seq).Bind(later.Seq);
            row.Step();
        }
        else
        {
            using var row = database.Prepare($"update priors set deleted={RecordState.Erased}, hash=x'', data=x'' where seq=?").Begin().Bind(later.Seq);
            row.Step();
        }
    }
}

/// <summary>What a record was before a run, without its content.</summary>
/// <param name="Seq">The change that replaced it.</param>
/// <param name="Run">Whose change that was.</param>
internal readonly record struct Prior(long Seq, string? Run, RecordTime Time, long Provenance, long State);
