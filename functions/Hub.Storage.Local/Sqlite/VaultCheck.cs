using System.Security.Cryptography;
using Hub.Core.Records;
using Hub.Core.Vaults;

namespace Hub.Storage.Local.Sqlite;

/// <summary>Compares what is kept twice: file and indexes, records and hashes, counts and records, sequence and numbers.</summary>
internal static class VaultCheck
{
    private const int MostTold = 100;

    public static IReadOnlyList<string> Run(Database database, VaultKeys keys, bool repair, CancellationToken cancellationToken)
    {
        var found = new List<string>();
        Look(found, () => Integrity(database, found, repair));
        Look(found, () => References(database, found));
        Look(found, () => Hashes(database, found, cancellationToken));
        Look(found, () => Sequence(database, found, repair));
        Look(found, () => CoverageCounts(database, keys, found, repair));
        if (repair && found.Count > 0)
        {
            // Kept aggregates are copies; what was wrong may be in them, and they are counted again when they are asked for.
            database.Run("delete from documents where kind='aggregate'");
        }

        return found;
    }

    /// <summary>A damaged page ends one kind of look, not the others.</summary>
    private static void Look(List<string> found, Action look)
    {
        try
        {
            look();
        }
        catch (VaultException damage)
        {
            found.Add(damage.Message);
        }
    }

    private static void Integrity(Database database, List<string> found, bool repair)
    {
        using (var row = database.Prepare("pragma integrity_check").Begin())
        {
            while (row.Step() && found.Count < MostTold)
            {
                if (row.Text(0) is var said && said != "ok")
                {
                    found.Add($"File and indexes: {said}");
                }
            }
        }

        if (repair && found.Count > 0)
        {
            database.Execute("reindex");
        }
    }

    /// <summary>Every record's type and provenance are known.</summary>
    private static void References(Database database, List<string> found)
    {
        using var row = database.Prepare("select id from records where type not in (select k from types) or provenance not in (select k from provenances)").Begin();
        while (row.Step() && found.Count < MostTold)
        {
            found.Add($"Record {RecordId.FromBytes(row.Blob(0))}: its type or where it came from is lost. Restore an export.");
        }
    }

    private static void Hashes(Database database, List<string> found, CancellationToken cancellationToken)
    {
        using var row = database.Prepare("select id, hash, data from records").Begin();
        Span<byte> hash = stackalloc byte[32];
        while (row.Step() && found.Count < MostTold)
        {
            cancellationToken.ThrowIfCancellationRequested();
            SHA256.HashData(row.Blob(2), hash);
            if (!hash[..16].SequenceEqual(row.Blob(1)))
            {
                found.Add($"Record {RecordId.FromBytes(row.Blob(0))}: its content does not match its hash. Import the file it came from again, or restore an export.");
            }
        }
    }

    private static void Sequence(Database database, List<string> found, bool repair)
    {
        var kept = database.Scalar("select value from meta where key='seq'");
        var highest = database.Scalar("select max(coalesce((select max(seq) from records), 0), coalesce((select max(seq) from retimed), 0))");
        if (kept >= highest)
        {
            return;
        }

        found.Add($"Sequence: the vault says {kept}, its last change {highest}.");
        if (repair)
        {
            database.Run($"update meta set value={highest} where key='seq'");
        }
    }

    private static void CoverageCounts(Database database, VaultKeys keys, List<string> found, bool repair)
    {
        var kept = CoverageTable.List(database, keys).ToDictionary(coverage => (coverage.Type, coverage.Source));
        var recounted = CoverageTable.Recount(database).ToList();
        foreach (var (type, source, count, first, last) in recounted)
        {
            var name = keys.TypeName(type);
            if (kept.Remove((name, source), out var coverage) && coverage.Count == count && coverage.First.UnixMilliseconds == first.UnixMilliseconds && coverage.Last.UnixMilliseconds == last.UnixMilliseconds)
            {
                continue;
            }

            found.Add($"Counts: {name} from {source} has {count} records, the vault says {coverage?.Count ?? 0}, or their span differs.");
            if (repair)
            {
                CoverageTable.Put(database, type, source, count, first, last);
            }
        }

        foreach (var coverage in kept.Values)
        {
            found.Add($"Counts: {coverage.Type} from {coverage.Source} has no records, the vault says {coverage.Count}.");
            if (repair)
            {
                CoverageTable.Put(database, keys.FindType(coverage.Type)!.Value, coverage.Source, 0, RecordTime.None, RecordTime.None);
            }
        }
    }
}
