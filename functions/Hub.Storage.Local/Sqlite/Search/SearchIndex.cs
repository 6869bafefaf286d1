using Hub.Core.Vaults;

namespace Hub.Storage.Local.Sqlite.Search;

/// <summary>
/// The words of a vault, in a file of its own: it is derived, so that it is thrown away wherever it is doubtful, and a storage account never sees it.
/// One connection, used in turn; another process may have the same file open.
/// </summary>
internal sealed class SearchIndex(string path) : IDisposable
{
    /// <summary>Another number makes every index anew.</summary>
    private const int Version = 2;

    private const string Drop = "drop table if exists words; drop table if exists docs; drop table if exists meta; pragma user_version=0;";

    /// <summary>docs.n is the row of the words and grows with the time of the record. Type 0 is a file, else the vault's key of a type.</summary>
    private const string Make = """
        create table meta(key text primary key, value) without rowid;
        create table docs(n integer primary key, id blob not null unique, type integer not null);
        create index docs_files on docs(id) where type = 0;
        create virtual table words using fts5(title, rest, kind, tokenize="unicode61 remove_diacritics 2", prefix='2 3');
        insert into words(words, rank) values('secure-delete', 1);
        insert into meta values('seq', 0), ('made', random());
        """;

    private readonly Lock _turn = new();
    private Database? _database;
    private bool _closed;

    public static IndexPlace PlaceOf(Database database) =>
        new(database.Scalar("select value from meta where key='made'"), database.Scalar("select value from meta where key='seq'"));

    /// <summary>Works on an index of today's make; one that is damaged is begun again.</summary>
    /// <param name="fingerprint">How words are read from records today.</param>
    /// <param name="work">Is done once more after a beginning.</param>
    public T Use<T>(string fingerprint, Func<Database, T> work)
    {
        lock (_turn)
        {
            try
            {
                return work(Today(fingerprint));
            }
            catch (VaultException) when (_database is { IsDamaged: true })
            {
                Delete();
                return work(Today(fingerprint));
            }
        }
    }

    /// <summary>Removes every word, down to the bytes.</summary>
    public void Clear()
    {
        lock (_turn)
        {
            if (_closed || !File.Exists(path))
            {
                return;
            }

            try
            {
                // The file is cut short as a whole; writing zeros over it first would only take time. It is not deleted: another process may have it open.
                Open().Execute($"pragma secure_delete=off; {Drop} vacuum; pragma secure_delete=on;");
            }
            catch (VaultException) when (_database is { IsDamaged: true })
            {
                Delete();
            }
        }
    }

    public void Dispose()
    {
        lock (_turn)
        {
            _closed = true;
            Close();
        }
    }

    private Database Today(string fingerprint)
    {
        ObjectDisposedException.ThrowIf(_closed, this);
        var database = Open();
        if (!IsToday(database, fingerprint))
        {
            database.Write(() =>
            {
                database.Execute(Drop + Make);
                using var row = database.Prepare("insert into meta values('fingerprint', ?)").Begin().Bind(fingerprint);
                row.Step();
                database.Execute($"pragma user_version={Version}");
                return true;
            });
        }

        return database;
    }

    private Database Open()
    {
        if (_database is null)
        {
            _database = new Database(path, readOnly: false, cacheKibibytes: 8192);
            _database.Execute("pragma journal_mode=truncate; pragma synchronous=normal; pragma secure_delete=on;");
        }

        return _database;
    }

    private static bool IsToday(Database database, string fingerprint)
    {
        if (database.Scalar("pragma user_version") != Version)
        {
            return false;
        }

        using var row = database.Prepare("select value from meta where key='fingerprint'").Begin();
        return row.Step() && row.Text(0) == fingerprint;
    }

    private void Delete()
    {
        Close();
        File.Delete(path);
        File.Delete(path + "-journal");
    }

    private void Close()
    {
        _database?.Dispose();
        _database = null;
    }
}

/// <summary>How far an index has come. Two that were begun one after the other are told apart, so that what was read for the first is never written into the second.</summary>
internal readonly record struct IndexPlace(long Made, long Sequence);
