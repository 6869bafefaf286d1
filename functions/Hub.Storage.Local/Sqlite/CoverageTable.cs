using Hub.Core.Records;
using Hub.Core.Vaults;

namespace Hub.Storage.Local.Sqlite;

/// <summary>Kept beside the records, so that pages know counts and spans without counting.</summary>
internal static class CoverageTable
{
    private const string Spans = """
        from records join provenances on provenances.k = records.provenance
        where records.type=? and records.deleted=0 and provenances.source=?
        """;

    public static void Save(Database database, long type, string source, Tally tally)
    {
        var (count, kept) = Find(database, type, source);
        var span = kept.With(tally.Added);
        // Only where the end itself went away is the index walked: it may have to pass many records of other sources.
        var first = tally.Removed.First is { } early && early.UnixMilliseconds <= span.First?.UnixMilliseconds ? Edge(database, type, source, "asc") : span.First;
        var last = tally.Removed.Last is { } late && late.UnixMilliseconds >= span.Last?.UnixMilliseconds ? Edge(database, type, source, "desc") : span.Last;
        Put(database, type, source, count + tally.Count, first ?? RecordTime.None, last ?? RecordTime.None);
    }

    public static IReadOnlyList<Coverage> List(Database database, VaultKeys keys)
    {
        using var row = database.Prepare("select type, source, count, first, firstPrecision, last, lastPrecision from coverage where count > 0").Begin();
        var found = new List<Coverage>();
        while (row.Step())
        {
            found.Add(new Coverage(keys.TypeName(row.Long(0)), row.Text(1), row.Long(2), Time(row, 3), Time(row, 5)));
        }

        found.Sort((left, right) => (left.Type, left.Source).CompareTo((right.Type, right.Source)));
        return found;
    }

    /// <summary>The coverage as a full count finds it, for comparison and repair.</summary>
    public static IEnumerable<(long Type, string Source, long Count, RecordTime First, RecordTime Last)> Recount(Database database)
    {
        var groups = new List<(long Type, string Source, long Count)>();
        using (var row = database.Prepare("select records.type, provenances.source, count(*) from records not indexed join provenances on provenances.k = records.provenance where deleted=0 and records.type in (select k from types) group by 1, 2").Begin())
        {
            while (row.Step())
            {
                groups.Add((row.Long(0), row.Text(1), row.Long(2)));
            }
        }

        foreach (var (type, source, count) in groups)
        {
            yield return (type, source, count, Edge(database, type, source, "asc") ?? RecordTime.None, Edge(database, type, source, "desc") ?? RecordTime.None);
        }
    }

    public static void Put(Database database, long type, string source, long count, RecordTime first, RecordTime last)
    {
        using var row = database.Prepare("insert or replace into coverage(type, source, count, first, firstPrecision, last, lastPrecision) values(?,?,?,?,?,?,?)").Begin();
        row.Bind(type).Bind(source).Bind(count).Bind(first.UnixMilliseconds).Bind(first.Precision).Bind(last.UnixMilliseconds).Bind(last.Precision);
        row.Step();
    }

    private static (long Count, TimeSpread Span) Find(Database database, long type, string source)
    {
        using var row = database.Prepare("select count, first, firstPrecision, last, lastPrecision from coverage where type=? and source=?").Begin().Bind(type).Bind(source);
        return row.Step() ? (row.Long(0), default(TimeSpread).With(Time(row, 1)).With(Time(row, 3))) : default;
    }

    /// <summary>Walks the index from one end to the first record of the source.</summary>
    private static RecordTime? Edge(Database database, long type, string source, string order)
    {
        using var row = database.Prepare($"select time, precision {Spans} and precision <> {RecordTime.NoTime} order by time {order} limit 1").Begin().Bind(type).Bind(source);
        return row.Step() ? Time(row, 0) : null;
    }

    private static RecordTime Time(Statement row, int column) => new(row.Long(column), (short)row.Long(column + 1));
}
