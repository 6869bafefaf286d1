using System.Buffers.Binary;
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

    /// <summary>Reads through what is kept, without a mark left on it.</summary>
    public IndexLook Look()
    {
        lock (_turn)
        {
            if (_closed || !File.Exists(path))
            {
                return default;
            }

            try
            {
                using var database = new Database(path, readOnly: true, cacheKibibytes: 1024);
                return database.View(() => Look(database));
            }
            catch (VaultException)
            {
                // A process that was killed while it wrote leaves a step half done, which whoever searches next takes back; only what is damaged is not that.
                return new FileInfo(path + "-journal") is { Exists: true, Length: > 0 } ? default : new IndexLook(null, "Search: the file of its words is damaged.");
            }
        }
    }

    /// <summary>What is wrong, or null; also null where records were written since, as they are read when somebody searches.</summary>
    public static string? Compare(IndexFold fold, Database vault)
    {
        var latest = vault.Scalar("select coalesce(max(seq), 0) from records");
        if (fold.Sequence < latest)
        {
            return null;
        }

        using var row = vault.Prepare("select id from records where deleted = 0").Begin();
        return fold.Sequence > Math.Max(latest, vault.Scalar("select value from meta where key='seq'")) ? "Search: it has read changes that the vault does not know."
            : IndexFold.Of(row, fold.Sequence) == fold ? null
            : "Search: it does not have the records that the vault has.";
    }

    private static IndexLook Look(Database database)
    {
        if (database.Scalar("pragma user_version") != Version)
        {
            // Another hub's, or just begun: it is made anew when somebody searches.
            return default;
        }

        using (var row = database.Prepare("pragma integrity_check").Begin())
        {
            if (row.Step() && row.Text(0) is var said && said != "ok")
            {
                return new IndexLook(null, $"Search: {said}");
            }
        }

        using var docs = database.Prepare("select id from docs where type <> 0").Begin();
        return new IndexLook(IndexFold.Of(docs, PlaceOf(database).Sequence), null);
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

/// <summary>What a look at an index came to.</summary>
/// <param name="Damage">Null when it can be read.</param>
internal readonly record struct IndexLook(IndexFold? Fold, string? Damage);

/// <summary>Which records an index has, folded so that a million of them cost nothing: two that are not alike are told apart.</summary>
internal readonly record struct IndexFold(long Sequence, long Count, long High, long Low)
{
    public static IndexFold Of(Statement ids, long sequence)
    {
        var (count, high, low) = (0L, 0L, 0L);
        for (; ids.Step(); count++)
        {
            high ^= BinaryPrimitives.ReadInt64LittleEndian(ids.Blob(0));
            low ^= BinaryPrimitives.ReadInt64LittleEndian(ids.Blob(0)[8..]);
        }

        return new IndexFold(sequence, count, high, low);
    }
}
