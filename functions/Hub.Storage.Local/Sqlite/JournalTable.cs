using Hub.Core.Journal;

namespace Hub.Storage.Local.Sqlite;

/// <summary>The <c>journal</c> table: lines are only ever added.</summary>
internal static class JournalTable
{
    public static void Append(Database database, JournalEntry entry)
    {
        using var row = database.Prepare("insert into journal(at, actor, action, type, purpose, count, changes) values(?,?,?,?,?,?,?)").Begin();
        row.Bind(entry.At.ToUnixTimeMilliseconds()).Bind(entry.Actor).Bind(entry.Action).Bind(entry.Type).Bind(entry.Purpose).Bind(entry.Count);
        _ = entry.Changes is null ? row.BindNull() : row.Bind(entry.Changes);
        row.Step();
    }

    public static IReadOnlyList<JournalEntry> List(Database database, JournalQuery query)
    {
        var order = query.NewestFirst ? "desc" : "asc";
        using var row = database.Prepare($"""
            select n, at, actor, action, type, purpose, count, changes from journal
            where n > ?1 and n < ?2 and (?3 is null or actor = ?3) and (?4 is null or type = ?4) and (?6 is null or purpose = ?6) order by n {order} limit ?5
            """).Begin();
        row.Bind(query.Since).Bind(query.Before ?? long.MaxValue).Bind(query.Actor).Bind(query.Type).Bind(query.Limit).Bind(query.Purpose);
        var found = new List<JournalEntry>();
        while (row.Step())
        {
            found.Add(Read(row));
        }

        return found;
    }

    public static IReadOnlyDictionary<string, (long First, long Last)> Spans(Database database, string purpose)
    {
        using var row = database.Prepare("select purpose, min(n), max(n) from journal where purpose = ?1 or (purpose > ?1 || '-' and purpose < ?1 || '.') group by purpose").Begin();
        row.Bind(purpose);
        var spans = new Dictionary<string, (long First, long Last)>(StringComparer.Ordinal);
        while (row.Step())
        {
            spans.Add(row.Text(0), (row.Long(1), row.Long(2)));
        }

        return spans;
    }

    public static JournalEntry Read(Statement row) => new(
        row.Long(0), DateTimeOffset.FromUnixTimeMilliseconds(row.Long(1)), row.Text(2), row.Text(3), row.TextOrNull(4), row.Text(5), row.Long(6), row.IsNull(7) ? null : row.Blob(7).ToArray());
}
