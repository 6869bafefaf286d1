using Hub.Core.Files;

namespace Hub.Storage.Local.Sqlite;

/// <summary>The <c>files</c> table: names and sizes of kept contents.</summary>
internal static class FileTable
{
    private const string Columns = "hash, name, media, length, at";

    /// <summary>Adds it; the name under which a content first came stays.</summary>
    public static KeptFile Add(Database database, KeptFile file)
    {
        using (var row = database.Prepare($"insert into files({Columns}) values(?,?,?,?,?) on conflict do nothing").Begin())
        {
            row.Bind(file.Hash).Bind(file.Name).Bind(file.MediaType).Bind(file.Length).Bind(file.At.ToUnixTimeMilliseconds());
            row.Step();
        }

        return Find(database, file.Hash)!;
    }

    public static KeptFile? Find(Database database, string hash)
    {
        using var row = database.Prepare($"select {Columns} from files where hash=?").Begin().Bind(hash);
        return row.Step() ? Read(row) : null;
    }

    public static IReadOnlyList<KeptFile> List(Database database)
    {
        using var row = database.Prepare($"select {Columns} from files order by at, hash").Begin();
        var found = new List<KeptFile>();
        while (row.Step())
        {
            found.Add(Read(row));
        }

        return found;
    }

    public static void SetLength(Database database, string hash, long length)
    {
        using var row = database.Prepare("update files set length=? where hash=?").Begin().Bind(length).Bind(hash);
        row.Step();
    }

    public static bool Remove(Database database, string hash)
    {
        using var row = database.Prepare("delete from files where hash=? returning hash").Begin().Bind(hash);
        return row.Step();
    }

    private static KeptFile Read(Statement row) => new(row.Text(0), row.Text(1), row.Text(2), row.Long(3), DateTimeOffset.FromUnixTimeMilliseconds(row.Long(4)));
}
