using System.Security.Cryptography;
using Hub.Core.Checks;
using Hub.Core.Records;
using Hub.Core.Vaults;

namespace Hub.Storage.Local.Sqlite;

/// <summary>
/// Compares what is kept twice: file and indexes, records and hashes, counts and records, sequence and numbers. Where a mending is given, it runs in a transaction of its caller, and
/// what it puts right stands in the journal with it. In a damaged file nothing is changed.
/// </summary>
internal sealed class VaultCheck(Database database, VaultKeys keys, Mending? mending, FindingList found, DateTimeOffset now, CancellationToken cancellationToken)
{
    private const string Aggregates = "delete from documents where kind='aggregate'";
    private bool _changed;

    public void Run()
    {
        Look(Integrity);
        Look(References);
        Look(Hashes);
        Look(Sequence);
        Look(Counts);
        Look(Totals);
        if (_changed)
        {
            // Kept totals are copies; what was wrong may be in them, and they are counted again when they are asked for.
            database.Run(Aggregates);
        }
    }

    private bool Mends(FindingKind kind) => mending?.Takes(kind) == true && found.Has(kind) && !found.Has(FindingKind.Damage);

    /// <summary>A damaged page ends one kind of look, not the others.</summary>
    private void Look(Action look)
    {
        try
        {
            look();
        }
        catch (VaultException damage)
        {
            found.Add(FindingKind.Damage, damage.Message);
        }
    }

    private void Mended(FindingKind kind)
    {
        _changed = true;
        found.Mended(kind);
        Note(kind, found.CountOf(kind));
    }

    private void Note(FindingKind kind, long count) => JournalTable.Append(database, mending!.Line(kind, count, now));

    private void Integrity()
    {
        foreach (var said in Said())
        {
            found.Add(IsOfIndex(said) ? FindingKind.Index : FindingKind.Damage, $"File and indexes: {said}");
        }

        if (Mends(FindingKind.Index))
        {
            database.Execute("reindex");
            if (Said().Count == 0)
            {
                Mended(FindingKind.Index);
            }
        }
    }

    private List<string> Said()
    {
        using var row = database.Prepare("pragma integrity_check").Begin();
        var said = new List<string>();
        while (row.Step())
        {
            if (row.Text(0) is var line && line != "ok")
            {
                said.Add(line);
            }
        }

        return said;
    }

    /// <summary>What SQLite says where a table is whole and an index is not: "row 3 missing from index x", "wrong # of entries in index x", "non-unique entry in index x".</summary>
    private static bool IsOfIndex(string said) => said.Contains(" index ", StringComparison.Ordinal) && !said.Contains("***", StringComparison.Ordinal);

    /// <summary>Every record's type and provenance are known.</summary>
    private void References()
    {
        using var row = database.Prepare("select id from records where type not in (select k from types) or provenance not in (select k from provenances)").Begin();
        while (row.Step())
        {
            found.Add(FindingKind.Origin, $"Record {RecordId.FromBytes(row.Blob(0))}: its type or where it came from is lost.");
        }
    }

    /// <summary>A content that is not that of its hash loses the hash: whatever comes for that record next is then something else than what is here, and is written.</summary>
    private void Hashes()
    {
        var marked = new List<long>();
        using (var row = database.Prepare("select id, hash, data, seq from records").Begin())
        {
            Span<byte> hash = stackalloc byte[32];
            while (row.Step())
            {
                cancellationToken.ThrowIfCancellationRequested();
                SHA256.HashData(row.Blob(2), hash);
                if (!hash[..16].SequenceEqual(row.Blob(1)))
                {
                    found.Add(FindingKind.Content, $"Record {RecordId.FromBytes(row.Blob(0))}: its content does not match its hash.");
                    if (row.Blob(1).IndexOfAnyExcept((byte)0) >= 0)
                    {
                        marked.Add(row.Long(3));
                    }
                }
            }
        }

        if (Mends(FindingKind.Content) && marked.Count > 0)
        {
            foreach (var seq in marked)
            {
                using var mark = database.Prepare("update records set hash=zeroblob(16) where seq=?").Begin().Bind(seq);
                mark.Step();
            }

            _changed = true;
            Note(FindingKind.Content, marked.Count);
        }
    }

    private long Highest() => database.Scalar("select max(coalesce((select max(seq) from records), 0), coalesce((select max(seq) from retimed), 0))");

    private void Sequence()
    {
        var kept = database.Scalar("select value from meta where key='seq'");
        var highest = Highest();
        if (kept >= highest)
        {
            return;
        }

        found.Add(FindingKind.Sequence, $"Sequence: the vault says {kept}, its last change {highest}.");
        if (Mends(FindingKind.Sequence))
        {
            database.Run($"insert into meta values('seq', {highest}) on conflict do update set value=excluded.value");
            Mended(FindingKind.Sequence);
        }
    }

    private void Counts()
    {
        var kept = CoverageTable.List(database, keys).ToDictionary(coverage => (coverage.Type, coverage.Source));
        var right = new List<(long Type, string Source, long Count, RecordTime First, RecordTime Last)>();
        foreach (var counted in CoverageTable.Recount(database).ToList())
        {
            var name = keys.TypeName(counted.Type);
            if (kept.Remove((name, counted.Source), out var coverage) && coverage.Count == counted.Count && coverage.First.UnixMilliseconds == counted.First.UnixMilliseconds && coverage.Last.UnixMilliseconds == counted.Last.UnixMilliseconds)
            {
                continue;
            }

            found.Add(FindingKind.Counts, $"Counts: {name} from {counted.Source} has {counted.Count} records, the vault says {coverage?.Count ?? 0}, or their span differs.");
            right.Add(counted);
        }

        foreach (var coverage in kept.Values)
        {
            found.Add(FindingKind.Counts, $"Counts: {coverage.Type} from {coverage.Source} has no records, the vault says {coverage.Count}.");
            right.Add((keys.FindType(coverage.Type)!.Value, coverage.Source, 0, RecordTime.None, RecordTime.None));
        }

        if (Mends(FindingKind.Counts))
        {
            foreach (var (type, source, count, first, last) in right)
            {
                CoverageTable.Put(database, type, source, count, first, last);
            }

            Mended(FindingKind.Counts);
        }
    }

    /// <summary>Tables that cannot be read would be counted again; those of a later state than the vault's would be believed for ever.</summary>
    private void Totals()
    {
        var latest = Math.Max(database.Scalar("select value from meta where key='seq'"), Highest());
        using (var row = database.Prepare("select id from documents where kind='aggregate' and case when json_valid(cast(body as text)) then coalesce(json_extract(cast(body as text), '$.sequence'), ?1 + 1) else ?1 + 1 end > ?1").Begin().Bind(latest))
        {
            while (row.Step())
            {
                found.Add(FindingKind.Totals, $"Totals: {row.Text(0)} cannot be read, or tells of changes that never were.");
            }
        }

        if (Mends(FindingKind.Totals))
        {
            Mended(FindingKind.Totals);
        }
    }
}
