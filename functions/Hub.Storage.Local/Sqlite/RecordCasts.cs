using System.Buffers;
using Hub.Core.Journal;
using Hub.Core.Records;
using Hub.Core.Vaults;

namespace Hub.Storage.Local.Sqlite;

/// <summary>
/// Brings a vault's records of one type to the type's present version, some in a transaction. Each is a change, so that all that rests on changes follows: search, sums, insights, whoever keeps a copy. What would
/// be no record of the type, or another record, stays as it is, and the journal says which.
/// </summary>
internal sealed class RecordCasts(Database database, VaultKeys keys, RecordType type, TimeProvider clock)
{
    private const int MostRecords = 1000;
    private const int MostBytes = 4 * 1024 * 1024;

    private readonly RecordRows _rows = new(database, keys);
    private readonly PriorTable _priors = new(database, keys);
    private readonly Scratch _scratch = new();
    private readonly ArrayBufferWriter<byte> _done = new();
    private readonly ArrayBufferWriter<byte> _left = new();

    /// <param name="after">The change after which to go on; 0 to begin.</param>
    /// <returns>Where to go on, or null when all are done.</returns>
    public long? TakeSome(long after)
    {
        if (TypeVersions.Begin(database, type, _rows.Seq) is not { } cast)
        {
            return null;
        }

        var some = List(after, cast.Until);
        foreach (var (id, subject, row, data) in some)
        {
            BringUp(cast, id, subject, row, data);
        }

        _rows.SaveSeq();
        Tell("bring-up", cast, _done);
        Tell("bring-up-left", cast, _left);
        if (some.Count > 0)
        {
            return some[^1].Row.Seq;
        }

        TypeVersions.End(database, type);
        return cast.To == type.Major ? null : 0;
    }

    private List<(RecordId Id, string Subject, RecordRow Row, byte[] Data)> List(long after, long until)
    {
        var found = new List<(RecordId Id, string Subject, RecordRow Row, byte[] Data)>();
        using var row = database.Prepare("select id, subject, seq, time, precision, provenance, deleted, hash, data from records where type=? and seq>? and seq<=? and length(data) > 0 order by seq").Begin()
            .Bind(keys.Type(type.Name)).Bind(after).Bind(until);
        for (var bytes = 0; found.Count < MostRecords && bytes < MostBytes && row.Step(); bytes += found[^1].Data.Length)
        {
            found.Add((
                RecordId.FromBytes(row.Blob(0)),
                row.TextOrNull(1) ?? "me",
                new RecordRow(row.Long(2), new RecordTime(row.Long(3), (short)row.Long(4)), row.Long(5), row.Long(6), Hash128.FromBytes(row.Blob(7))),
                row.Blob(8).ToArray()));
        }

        return found;
    }

    private void BringUp(PendingCast cast, RecordId id, string subject, RecordRow row, byte[] data)
    {
        PreparedRecord? Bring(byte[] content, RecordTime time) => type.BringUp(content, cast.From, cast.To, id, time, subject, _scratch);
        if (Bring(data, row.Time) is not { } record)
        {
            Note(_left, id);
            return;
        }

        _priors.BringUp(id, Bring);
        Rename(id, row, record);
        if (record.ContentHash == row.Hash)
        {
            return;
        }

        _rows.BringUp(row, record);
        Note(_done, id);
    }

    /// <summary>The fields that a person corrected, as they are called now.</summary>
    private void Rename(RecordId id, RecordRow row, PreparedRecord record)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.CopyTo(bytes);
        if (keys.Get(row.Provenance).Value is not { Corrected: { } correction } provenance || _priors.ReadSaid(bytes) is not { } said)
        {
            return;
        }

        var fields = Corrections.Differences(said, record.Data);
        if (fields.SequenceEqual(correction.Fields, StringComparer.Ordinal))
        {
            return;
        }

        if (fields.Count == 0)
        {
            // The holder and the person say the same by now.
            _priors.Drop(_priors.FindSaid(id)!.Value);
        }

        _rows.SetProvenance(row, provenance with { Corrected = fields.Count == 0 ? null : correction with { Fields = fields } });
    }

    private static void Note(ArrayBufferWriter<byte> log, RecordId id)
    {
        var span = log.GetSpan(17);
        span[0] = (byte)'u';
        id.CopyTo(span[1..]);
        log.Advance(17);
    }

    private void Tell(string action, PendingCast cast, ArrayBufferWriter<byte> log)
    {
        if (log.WrittenCount > 0)
        {
            JournalTable.Append(database, new JournalEntry(0, clock.GetUtcNow(), "hub", action, type.Name, $"version {cast.To}", log.WrittenCount / 17, log.WrittenSpan.ToArray()));
        }
    }
}
