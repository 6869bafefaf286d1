using System.Text;
using Hub.Core.Vaults;
using SQLitePCL;

namespace Hub.Storage.Local.Sqlite;

/// <summary>One connection to one SQLite file, with its prepared statements. Used by one thread at a time.</summary>
internal sealed class Database : IDisposable
{
    private const int Patience = 30_000;

    private readonly sqlite3 _handle;
    private readonly Dictionary<string, Statement> _statements = new(StringComparer.Ordinal);

    static Database() => Batteries_V2.Init();

    public Database(string path, bool readOnly, int cacheKibibytes)
    {
        var flags = (readOnly ? raw.SQLITE_OPEN_READONLY : raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE) | raw.SQLITE_OPEN_NOMUTEX;
        var result = raw.sqlite3_open_v2(path, out _handle, flags, null);
        if (result != raw.SQLITE_OK)
        {
            var message = raw.sqlite3_errstr(result).utf8_to_string();
            Dispose();
            throw new VaultException($"The vault's file cannot be opened ({message}). Check that the data folder exists and that this user may write to it.");
        }

        raw.sqlite3_busy_timeout(_handle, Patience);
        try
        {
            Execute($"pragma cache_size=-{cacheKibibytes}; pragma temp_store=memory; pragma foreign_keys=off;");
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public sqlite3 Handle => _handle;

    /// <summary>It was found to be no database, or a broken one.</summary>
    public bool IsDamaged { get; private set; }

    public long Changes => raw.sqlite3_changes(_handle);

    public Statement Prepare(string sql)
    {
        if (!_statements.TryGetValue(sql, out var statement))
        {
            _statements.Add(sql, statement = Compile(sql, isKept: true));
        }

        // Somebody is still walking its rows: this use gets a statement of its own.
        return statement.IsBusy ? Compile(sql, isKept: false) : statement;
    }

    public void Execute(string sql) => Check(raw.sqlite3_exec(_handle, sql));

    public void Run(string sql)
    {
        using var statement = Prepare(sql).Begin();
        statement.Step();
    }

    public long Scalar(string sql)
    {
        using var statement = Prepare(sql).Begin();
        return statement.Step() ? statement.Long(0) : 0;
    }

    /// <summary>Runs the work in a transaction that takes the write lock at once, so that it never fails half-way for want of it.</summary>
    public T Write<T>(Func<T> work)
    {
        Run("begin immediate");
        try
        {
            var result = work();
            Run("commit");
            return result;
        }
        catch
        {
            RollBack();
            throw;
        }
    }

    /// <summary>Empties the log beside the file, where what was overwritten may still be read; false, at once, while somebody reads in it.</summary>
    public bool TryEmptyLog()
    {
        raw.sqlite3_busy_timeout(_handle, 0);
        try
        {
            return raw.sqlite3_wal_checkpoint_v2(_handle, "main", raw.SQLITE_CHECKPOINT_TRUNCATE, out _, out _) == raw.SQLITE_OK;
        }
        finally
        {
            raw.sqlite3_busy_timeout(_handle, Patience);
        }
    }

    public void RollBack()
    {
        // A full disk may have rolled it back already; then there is nothing left to roll back.
        if (raw.sqlite3_get_autocommit(_handle) == 0)
        {
            Run("rollback");
        }
    }

    private Statement Compile(string sql, bool isKept)
    {
        Check(raw.sqlite3_prepare_v3(_handle, sql, isKept ? (uint)raw.SQLITE_PREPARE_PERSISTENT : 0, out var handle));
        return new Statement(this, handle, isKept);
    }

    /// <summary>Runs the work on one state of the vault, whatever is written meanwhile.</summary>
    public T View<T>(Func<T> work)
    {
        Run("begin");
        try
        {
            return work();
        }
        finally
        {
            Run("rollback");
        }
    }

    public void Check(int result)
    {
        if (result is raw.SQLITE_OK or raw.SQLITE_ROW or raw.SQLITE_DONE)
        {
            return;
        }

        IsDamaged |= (result & 0xff) is raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB;
        var what = raw.sqlite3_errmsg(_handle).utf8_to_string();
        throw (result & 0xff) switch
        {
            raw.SQLITE_FULL or raw.SQLITE_IOERR => new StorageFullException($"The disk is full or failing ({what}). Nothing of this step was written; free some space, and what was interrupted goes on."),
            raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB => new VaultException($"The vault's file is damaged ({what}). Stop the hub, keep a copy of the folder, then run: hub check --repair"),
            _ => new VaultException($"The vault's file cannot be used ({what})."),
        };
    }

    public void Dispose()
    {
        foreach (var statement in _statements.Values)
        {
            statement.Close();
        }

        _statements.Clear();
        _handle.Dispose();
    }
}

/// <summary>A prepared statement. <see cref="Begin"/> and the disposal that resets it frame each use.</summary>
internal sealed class Statement(Database database, sqlite3_stmt handle, bool isKept) : IDisposable
{
    private int _next;

    public bool IsBusy { get; private set; }

    public Statement Begin()
    {
        IsBusy = true;
        _next = 1;
        return this;
    }

    public Statement Bind(long value)
    {
        database.Check(raw.sqlite3_bind_int64(handle, _next++, value));
        return this;
    }

    public Statement Bind(string? value)
    {
        database.Check(value is null ? raw.sqlite3_bind_null(handle, _next++) : raw.sqlite3_bind_text(handle, _next++, value));
        return this;
    }

    public Statement Bind(ReadOnlySpan<byte> value)
    {
        database.Check(raw.sqlite3_bind_blob(handle, _next++, value));
        return this;
    }

    public Statement BindNull()
    {
        database.Check(raw.sqlite3_bind_null(handle, _next++));
        return this;
    }

    /// <summary>True while there is a row.</summary>
    public bool Step()
    {
        var result = raw.sqlite3_step(handle);
        if (result == raw.SQLITE_ROW)
        {
            return true;
        }

        database.Check(result);
        return false;
    }

    public long Long(int column) => raw.sqlite3_column_int64(handle, column);

    public bool IsNull(int column) => raw.sqlite3_column_type(handle, column) == raw.SQLITE_NULL;

    public ReadOnlySpan<byte> Blob(int column) => raw.sqlite3_column_blob(handle, column);

    public string Text(int column) => Encoding.UTF8.GetString(raw.sqlite3_column_blob(handle, column));

    public string? TextOrNull(int column) => IsNull(column) ? null : Text(column);

    public void Dispose()
    {
        // The error of a failed step was thrown by Step; reset only repeats it.
        _ = raw.sqlite3_reset(handle);
        IsBusy = false;
        if (!isKept)
        {
            Close();
        }
    }

    public void Close() => handle.Dispose();
}
