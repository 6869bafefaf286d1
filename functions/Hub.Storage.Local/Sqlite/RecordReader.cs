using Hub.Core.Records;
using Hub.Core.Vaults;

namespace Hub.Storage.Local.Sqlite;

/// <summary>Reads of the records table on one connection.</summary>
internal sealed class RecordReader(Database database, VaultKeys keys)
{
    private const string Columns = "seq, type, id, time, precision, subject, provenance, deleted, data";

    /// <summary>A page with conditions looks at this many records at most before it hands over the place where it stands.</summary>
    private const int MaxScanned = 100_000;

    private const int MostTouched = 50_000;

    private static readonly byte[] NoContent = "{}"u8.ToArray();

    private readonly PriorTable _priors = new(database, keys);

    public StoredRecord? Find(RecordType type, RecordId id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.CopyTo(bytes);
        using var row = database.Prepare($"select {Columns} from records where id=? and deleted<>2").Begin().Bind(bytes);
        return row.Step() && keys.TypeName(row.Long(1)) == type.Name ? Read(row) : null;
    }

    /// <summary>Of whatever type, where it is in sight.</summary>
    public StoredRecord? FindLive(ReadOnlySpan<byte> id)
    {
        using var row = database.Prepare($"select {Columns} from records where id=? and deleted=0").Begin().Bind(id);
        return row.Step() ? Read(row) : null;
    }

    public RecordPage Query(RecordQuery query, CancellationToken cancellationToken)
    {
        if (keys.FindType(query.Type.Name) is not { } type)
        {
            return new RecordPage([], null);
        }

        using var row = Select(type, query);
        var items = new List<StoredRecord>(Math.Min(query.Limit, 1000));
        PagePlace? last = null;
        var bytes = 0;
        for (var scanned = 0; row.Step(); scanned++)
        {
            if (items.Count == query.Limit || scanned == MaxScanned || bytes >= RecordPage.MostBytes)
            {
                return new RecordPage(items, last);
            }

            cancellationToken.ThrowIfCancellationRequested();
            var time = new RecordTime(row.Long(3), (short)row.Long(4));
            last = new PagePlace(time.UnixMilliseconds, RecordId.FromBytes(row.Blob(2)));
            if (query.Bounds.Contains(time) && Holds(query.Where, row.Blob(8)))
            {
                items.Add(Read(row));
                bytes += items[^1].Data.Length;
            }
        }

        return new RecordPage(items, null);
    }

    public TrashPage Trash(long? before, int limit)
    {
        using var row = database.Prepare($"select {Columns} from records where deleted=1 and seq<? order by seq desc").Begin().Bind(before ?? long.MaxValue);
        var found = new List<StoredRecord>();
        for (var bytes = 0; row.Step(); bytes += found[^1].Data.Length)
        {
            if (found.Count == limit || bytes >= RecordPage.MostBytes)
            {
                return new TrashPage(found, found[^1].Sequence);
            }

            found.Add(Read(row));
        }

        return new TrashPage(found, null);
    }

    public IReadOnlyList<(string Type, RecordId Id, string Source)> From(string hash)
    {
        using var row = database.Prepare("select type, id, provenance from records where deleted=0 and provenance in (select k from provenances where instr(json, cast(? as blob)) > 0) order by seq").Begin().Bind($"\"raw\":\"{hash}\"");
        var found = new List<(string Type, RecordId Id, string Source)>();
        while (row.Step())
        {
            found.Add((keys.TypeName(row.Long(0)), RecordId.FromBytes(row.Blob(1)), keys.SourceOf(row.Long(2))));
        }

        return found;
    }

    public IReadOnlyDictionary<string, long> CameFrom(string hash)
    {
        // Both sides are bytes: what a provenance is kept as, and what is looked for in it.
        using var row = database.Prepare("select type, count(*) from records where deleted=0 and provenance in (select k from provenances where instr(json, cast(? as blob)) > 0) group by type").Begin().Bind($"\"raw\":\"{hash}\"");
        var found = new Dictionary<string, long>(StringComparer.Ordinal);
        while (row.Step())
        {
            found.Add(keys.TypeName(row.Long(0)), row.Long(1));
        }

        return found;
    }

    public void Scan(string typeName, TimeBounds bounds, RecordVisitor visitor, CancellationToken cancellationToken)
    {
        if (keys.FindType(typeName) is not { } type)
        {
            return;
        }

        // A type that makes up much of the vault is read in the order of the file; else, and for a part of it, the index leads to the records.
        using var row = bounds.IsNone && IsMuch(type)
            ? database.Prepare("select time, precision, id, data from records not indexed where type=? and deleted=0").Begin().Bind(type)
            : database.Prepare("select time, precision, id, data from records where type=? and deleted=0 and time>=? and time<?").Begin().Bind(type).Bind(bounds.Lowest).Bind(bounds.Highest);
        for (var n = 0; row.Step(); n++)
        {
            if ((n & 0xfff) == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }

            var time = new RecordTime(row.Long(0), (short)row.Long(1));
            if (bounds.Contains(time))
            {
                visitor(new ScannedRecord(time, row.Blob(2), row.Blob(3)));
            }
        }
    }

    private bool IsMuch(long type)
    {
        using var row = database.Prepare("select 4 * coalesce(sum(count) filter (where type=?), 0) >= coalesce(sum(count), 0) from coverage").Begin().Bind(type);
        return row.Step() && row.Long(0) != 0;
    }

    public TouchedTimes? Touched(string typeName, long since)
    {
        var times = new HashSet<RecordTime>();
        var sequence = database.Scalar("select value from meta where key='seq'");
        if (sequence - since > MostTouched)
        {
            return null;
        }

        if (keys.FindType(typeName) is { } type)
        {
            foreach (var table in (ReadOnlySpan<string>)["records", "retimed"])
            {
                using var row = database.Prepare($"select time, precision from {table} where seq>? and seq<=? and type=?").Begin().Bind(since).Bind(sequence).Bind(type);
                while (row.Step())
                {
                    times.Add(new RecordTime(row.Long(0), (short)row.Long(1)));
                }
            }
        }

        return new TouchedTimes(sequence, times);
    }

    public IReadOnlyList<Change> Changes(long since, int limit, Func<string, bool> visible)
    {
        using var row = database.Prepare("select seq, deleted, type, id from records where seq>? order by seq").Begin().Bind(since);
        var found = new List<Change>();
        while (found.Count < limit && row.Step())
        {
            var type = keys.TypeName(row.Long(2));
            if (visible(type))
            {
                found.Add(new Change(row.Long(0), row.Long(1) != RecordState.Live, type, RecordId.FromBytes(row.Blob(3))));
            }
        }

        return found;
    }

    /// <summary>Records and tombstones of a type, and not what was erased, in order of sequence number.</summary>
    public IEnumerable<StoredRecord> All(string typeName)
    {
        if (keys.FindType(typeName) is not { } type)
        {
            yield break;
        }

        using var row = database.Prepare($"select {Columns} from records where type=? and deleted<>2 order by seq").Begin().Bind(type);
        while (row.Step())
        {
            yield return Read(row);
        }
    }

    private Statement Select(long type, RecordQuery query)
    {
        // SQLite begins its walk at one bound of each side only, so the page's place takes the side's bound over; the caller checks the bounds of date facts exactly.
        var (lowest, highest, order) = (query.Bounds.Lowest, query.Bounds.Highest, query.Descending ? "desc" : "asc");
        if (query.After is not { } place || (query.Descending ? place.Time > highest : place.Time < lowest))
        {
            return database.Prepare($"select {Columns} from records where type=? and deleted=0 and time>=? and time<=? order by time {order}, id {order}").Begin().Bind(type).Bind(lowest).Bind(highest);
        }

        Span<byte> id = stackalloc byte[16];
        place.Id.CopyTo(id);
        return query.Descending
            ? database.Prepare($"select {Columns} from records where type=? and deleted=0 and (time, id) < (?, ?) and time>=? order by time desc, id desc").Begin().Bind(type).Bind(place.Time).Bind(id).Bind(lowest)
            : database.Prepare($"select {Columns} from records where type=? and deleted=0 and (time, id) > (?, ?) and time<=? order by time, id").Begin().Bind(type).Bind(place.Time).Bind(id).Bind(highest);
    }

    private static bool Holds(IReadOnlyList<Condition> conditions, ReadOnlySpan<byte> data)
    {
        foreach (var condition in conditions)
        {
            if (!condition.Holds(data))
            {
                return false;
            }
        }

        return true;
    }

    private StoredRecord Read(Statement row)
    {
        var (provenance, json) = keys.Get(row.Long(6));
        var said = provenance.Corrected is null ? null : _priors.ReadSaid(row.Blob(2));
        return new StoredRecord
        {
            Sequence = row.Long(0),
            Type = keys.TypeName(row.Long(1)),
            Id = RecordId.FromBytes(row.Blob(2)),
            Time = new RecordTime(row.Long(3), (short)row.Long(4)),
            Subject = row.TextOrNull(5) ?? "me",
            Provenance = provenance,
            ProvenanceJson = json,
            Deleted = row.Long(7) != RecordState.Live,
            Said = said is null ? null : (ReadOnlyMemory<byte>?)said,
            Withdrawn = row.Long(7) == RecordState.Withdrawn,
            Removed = row.Long(7) == RecordState.Removed,
            Data = row.Long(7) == RecordState.Removed ? NoContent : row.Blob(8).ToArray(),
        };
    }
}
