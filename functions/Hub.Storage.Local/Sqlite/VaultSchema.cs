using Hub.Core.Vaults;

namespace Hub.Storage.Local.Sqlite;

/// <summary>The format of a vault's file, and how an older one becomes today's.</summary>
internal static class VaultSchema
{
    /// <summary>Today's format. Every released one stays in <see cref="Steps"/>, and a frozen vault of it in the tests.</summary>
    public const int Version = 3;

    /// <summary>
    /// Steps[n] turns format n into n + 1; format 0 is an empty file.
    /// Records are clustered by sequence number, which is the order of arrival: the change feed is a scan, and inserts append.
    /// </summary>
    private static readonly string[] Steps =
    [
        """
        create table meta(key text primary key, value integer not null) without rowid;
        create table types(k integer primary key, name text not null unique);
        create table provenances(k integer primary key, source text not null, json blob not null unique);
        create table records(seq integer primary key, type integer not null, id blob not null, time integer not null, precision integer not null,
          subject text, provenance integer not null, deleted integer not null default 0, hash blob not null, data blob not null);
        create unique index records_id on records(id);
        create index records_time on records(type, time, id) where deleted = 0;
        create table retimed(seq integer primary key, type integer not null, time integer not null, precision integer not null);
        create table coverage(type integer not null, source text not null, count integer not null, first integer not null, firstPrecision integer not null,
          last integer not null, lastPrecision integer not null, primary key(type, source)) without rowid;
        create table documents(kind text not null, id text not null, body blob not null, primary key(kind, id)) without rowid;
        create table rejects(run text not null, ordinal integer not null, type text not null, at text, errors blob not null, data blob, primary key(run, ordinal)) without rowid;
        create table journal(n integer primary key, at integer not null, actor text not null, action text not null, type text, purpose text not null, count integer not null, changes blob);
        create table files(hash text primary key, name text not null, media text not null, length integer not null, at integer not null) without rowid;
        insert into meta values('seq', 0);
        """,
        """
        create index records_trash on records(seq) where deleted = 1;
        """,
        """
        create table priors(seq integer primary key, id blob not null, at integer not null, writer integer not null, time integer not null, precision integer not null,
          provenance integer not null, deleted integer not null, hash blob not null, data blob not null);
        create index priors_id on priors(id);
        """,
    ];

    /// <summary>In a file's header (application_id): its free space never held anything that it does not hold now.</summary>
    private const long Clean = 0x48554201;

    public static void Open(Database database)
    {
        // What is removed for good is overwritten, not only let go of.
        database.Execute("pragma journal_mode=wal; pragma synchronous=normal; pragma wal_autocheckpoint=4000; pragma secure_delete=on;");
        if (Found(database) == 0)
        {
            database.Execute($"pragma application_id={Clean}");
        }

        Migrate(database, Steps);
    }

    /// <summary>Once for a file of a hub that did not overwrite what it removed; where there is no room for it now, at the next opening.</summary>
    public static void CleanOnce(Database database)
    {
        if (database.Scalar("pragma application_id") == Clean)
        {
            return;
        }

        try
        {
            database.Execute($"vacuum; pragma application_id={Clean}");
            database.TryEmptyLog();
        }
        catch (Exception failed) when (failed is VaultException or StorageFullException)
        {
            // The vault is as it was, and opens all the same.
        }
    }

    public static void Migrate(Database database, IReadOnlyList<string> steps)
    {
        if (Found(database) == steps.Count)
        {
            return;
        }

        database.Write(() =>
        {
            var found = Found(database);
            if (found > steps.Count)
            {
                throw new VaultException($"This vault was written by a newer hub (format {found}, this one knows {steps.Count}). Start the newer version, or restore an export made with it.");
            }

            for (var version = found; version < steps.Count; version++)
            {
                database.Execute(steps[version]);
            }

            database.Execute($"pragma user_version={steps.Count}");
            return true;
        });
    }

    private static int Found(Database database) => (int)database.Scalar("pragma user_version");
}
