using System.Runtime.InteropServices;
using Hub.Core.Vaults;
using SQLitePCL;

namespace Hub.Storage.Local.Sqlite;

/// <summary>
/// Notes which rows the writes of a connection change (SQLite's session extension, https://www.sqlite.org/sessionintro.html), so that another copy of the same database can take the
/// same step without knowing the rules that led to it.
/// </summary>
internal sealed partial class ChangeSession : IDisposable
{
    private const int Abort = 2; // SQLITE_CHANGESET_ABORT

    private readonly Database _database;
    private nint _session;

    public ChangeSession(Database database)
    {
        _database = database;
        database.Check(Create(database.Handle.DangerousGetHandle(), "main", out _session));
        database.Check(Attach(_session, 0)); // every table
    }

    /// <summary>Writes the changes since the session began.</summary>
    /// <returns>How many bytes they are; 0 when nothing is different.</returns>
    public unsafe int WriteTo(Func<Stream> destination)
    {
        _database.Check(Patch(_session, out var length, out var changes));
        try
        {
            if (length > 0)
            {
                // Straight from SQLite's memory: a copy of what one batch changes would be an object for the large heap, each time.
                using var stream = destination();
                stream.Write(new ReadOnlySpan<byte>((void*)changes, length));
            }

            return length;
        }
        finally
        {
            Free(changes);
        }
    }

    /// <summary>Takes the step that another copy took, inside the caller's transaction.</summary>
    /// <exception cref="VaultException">This copy did not stand where the other one stood.</exception>
    public static unsafe void Apply(Database database, ReadOnlySpan<byte> changes)
    {
        fixed (byte* bytes = changes)
        {
            if (Apply(database.Handle.DangerousGetHandle(), changes.Length, bytes, null, &OnConflict, null) is var result && result != raw.SQLITE_OK)
            {
                throw new VaultException($"The vault's log does not follow from what lies before it (SQLite says {result}). Keep a copy of the vault's container, then run: hub check");
            }
        }
    }

    public void Dispose()
    {
        if (_session != 0)
        {
            Delete(_session);
            _session = 0;
        }
    }

    [UnmanagedCallersOnly]
    private static unsafe int OnConflict(void* context, int kind, nint change) => Abort;

    [LibraryImport("e_sqlite3", EntryPoint = "sqlite3session_create", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Create(nint database, string schema, out nint session);

    [LibraryImport("e_sqlite3", EntryPoint = "sqlite3session_attach")]
    private static partial int Attach(nint session, nint table);

    [LibraryImport("e_sqlite3", EntryPoint = "sqlite3session_patchset")]
    private static partial int Patch(nint session, out int length, out nint changes);

    [LibraryImport("e_sqlite3", EntryPoint = "sqlite3session_delete")]
    private static partial void Delete(nint session);

    [LibraryImport("e_sqlite3", EntryPoint = "sqlite3changeset_apply")]
    private static unsafe partial int Apply(nint database, int length, byte* changes, void* filter, delegate* unmanaged<void*, int, nint, int> conflict, void* context);

    [LibraryImport("e_sqlite3", EntryPoint = "sqlite3_free")]
    private static partial void Free(nint memory);
}
