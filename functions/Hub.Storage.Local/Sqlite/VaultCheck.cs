using System.Security.Cryptography;
using Hub.Core.Records;

namespace Hub.Storage.Local.Sqlite;

/// <summary>Compares what is kept twice: file and indexes, records and hashes, counts and records, sequence and numbers.</summary>
internal static class VaultCheck
{
    private const int MostTold = 100;

    public static IReadOnlyList<string> Run(Database database, VaultKeys keys, bool repair, CancellationToken cancellationToken)
    {
        var found = new List<string>();
        Integrity(database, found);
        Hashes(database, found, cancellationToken);
        Sequence(database, found, repair);
        CoverageCounts(database, keys, found, repair);
        return found;
    }

    private static void Integrity(Database database, List<string> found)
    {
        using var row = database.Prepare("pragma integrity_check").Begin();
        while (row.Step() && found.Count < MostTold)
        {
            if (row.Text(0) is var said && said != "ok")
            {
                found.Add($"File and indexes: {said}");
            }
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
        var highest = database.Scalar("select coalesce(max(seq), 0) from records");
        if (kept >= highest)
        {
            return;
        }

        found.Add($"Sequence: the vault says {kept}, its last record {highest}.");
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
