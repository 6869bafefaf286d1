using Hub.Core.Vaults;

namespace Hub.Storage.Local.Sqlite;

/// <summary>The <c>documents</c> table, the same in a vault and in the hub's own file.</summary>
internal static class DocumentTable
{
    public static byte[]? Find(Database database, string kind, string id)
    {
        using var row = database.Prepare("select body from documents where kind=? and id=?").Begin().Bind(kind).Bind(id);
        return row.Step() ? row.Blob(0).ToArray() : null;
    }

    public static IReadOnlyList<StoredDocument> List(Database database, string kind) => Read(database.Prepare("select id, body from documents where kind=? order by id").Begin().Bind(kind));

    public static IReadOnlyList<StoredDocument> Latest(Database database, string kind, int count, string? before) => before is null
        ? Read(database.Prepare("select id, body from documents where kind=? order by id desc limit ?").Begin().Bind(kind).Bind(count))
        : Read(database.Prepare("select id, body from documents where kind=? and id<? order by id desc limit ?").Begin().Bind(kind).Bind(before).Bind(count));

    public static IReadOnlyList<HubDocument> All(Database database)
    {
        using var row = database.Prepare("select kind, id, body from documents order by kind, id").Begin();
        var found = new List<HubDocument>();
        while (row.Step())
        {
            found.Add(new HubDocument(row.Text(0), row.Text(1), row.Blob(2).ToArray()));
        }

        return found;
    }

    private static List<StoredDocument> Read(Statement statement)
    {
        using var row = statement;
        var found = new List<StoredDocument>();
        while (row.Step())
        {
            found.Add(new StoredDocument(row.Text(0), row.Blob(1).ToArray()));
        }

        return found;
    }

    public static void Put(Database database, string kind, string id, ReadOnlySpan<byte> body)
    {
        using var row = database.Prepare("insert into documents(kind, id, body) values(?,?,?) on conflict do update set body=excluded.body").Begin().Bind(kind).Bind(id).Bind(body);
        row.Step();
    }

    /// <summary>Puts each, or removes it where it has no body.</summary>
    public static void Write(Database database, IEnumerable<DocumentWrite> writes)
    {
        foreach (var write in writes)
        {
            if (write.Body is { } body)
            {
                Put(database, write.Kind, write.Id, body.Span);
            }
            else
            {
                Delete(database, write.Kind, write.Id);
            }
        }
    }

    /// <summary>Whether each is still what is said of it.</summary>
    public static bool Are(Database database, IEnumerable<DocumentWrite> expected) =>
        expected.All(document => Find(database, document.Kind, document.Id) is { } body ? document.Body is { } known && body.AsSpan().SequenceEqual(known.Span) : document.Body is null);

    public static bool TryAdd(Database database, string kind, string id, ReadOnlySpan<byte> body)
    {
        using var row = database.Prepare("insert into documents(kind, id, body) values(?,?,?) on conflict do nothing").Begin().Bind(kind).Bind(id).Bind(body);
        row.Step();
        return database.Changes > 0;
    }

    public static bool TryReplace(Database database, string kind, string id, ReadOnlySpan<byte> body)
    {
        using var row = database.Prepare("update documents set body=? where kind=? and id=?").Begin().Bind(body).Bind(kind).Bind(id);
        row.Step();
        return database.Changes > 0;
    }

    public static bool Delete(Database database, string kind, string id)
    {
        using var row = database.Prepare("delete from documents where kind=? and id=?").Begin().Bind(kind).Bind(id);
        row.Step();
        return database.Changes > 0;
    }

    public static void DeleteAll(Database database, string kind)
    {
        using var row = database.Prepare("delete from documents where kind=?").Begin().Bind(kind);
        row.Step();
    }
}
