using Hub.Core.Records;
using Hub.Core.Vaults;

namespace Hub.Storage.Local.Sqlite;

/// <summary>
/// In which version of its type a vault holds records. It stands in <c>meta</c>, from the second version on; where nothing does, it is the first. While records are being brought up, it stands there
/// too which ones are not yet: those up to a change, and from which version they come.
/// </summary>
internal static class TypeVersions
{
    private const string Now = "type:", Before = "cast-from:", Until = "cast-until:";

    /// <summary>The types of which the vault may hold records of an earlier version.</summary>
    /// <exception cref="VaultException">It holds one of a later version than is known here.</exception>
    public static IReadOnlyList<RecordType> Older(Database database, IEnumerable<RecordType> types) =>
        [.. types.Where(type => (VersionOf(database, type) < type.Major && Holds(database, type.Name)) || Number(database, Until + type.Name) is not null)];

    /// <summary>Before records of a type are written, in the transaction that writes them: those that are there are of the same version.</summary>
    public static void Require(Database database, RecordType type)
    {
        var version = VersionOf(database, type);
        if (version == type.Major)
        {
            return;
        }

        if (type.Upgrades(version) && Holds(database, type.Name))
        {
            throw new VaultException($"This vault holds {type.Name} in version {version}, and this hub writes version {type.Major}. Start the hub again.");
        }

        Put(database, Now + type.Name, type.Major);
    }

    /// <summary>What is to be brought up, and to which version: from here on that is the one that counts. Null when nothing is.</summary>
    public static PendingCast? Begin(Database database, RecordType type, long sequence)
    {
        var version = VersionOf(database, type);
        if (Number(database, Until + type.Name) is { } until)
        {
            return new PendingCast((int)Number(database, Before + type.Name)!.Value, version, until);
        }

        if (version == type.Major)
        {
            return null; // another process was faster
        }

        Put(database, Before + type.Name, version);
        Put(database, Until + type.Name, sequence);
        Put(database, Now + type.Name, type.Major);
        return new PendingCast(version, type.Major, sequence);
    }

    public static void End(Database database, RecordType type)
    {
        using (var before = database.Prepare("delete from meta where key=?").Begin().Bind(Before + type.Name))
        {
            before.Step();
        }

        using var until = database.Prepare("delete from meta where key=?").Begin().Bind(Until + type.Name);
        until.Step();
    }

    private static int VersionOf(Database database, RecordType type) => Number(database, Now + type.Name) is not { } found ? 1
        : found <= type.Major ? (int)found
        : throw new NewerVaultException(new(
            $"This vault holds {type.Name} in version {found}, written by a newer hub; this one knows version {type.Major}. Start the newer version, or restore an export made with it.",
            $"Ce coffre contient {type.Name} en version {found}, écrite par un hub plus récent\u00a0; celui-ci connaît la version {type.Major}. Démarrez la version plus récente, ou restaurez une exportation faite avec elle."));

    private static bool Holds(Database database, string type)
    {
        using var row = database.Prepare("select 1 from records where type = (select k from types where name=?) limit 1").Begin().Bind(type);
        return row.Step();
    }

    private static long? Number(Database database, string key)
    {
        using var row = database.Prepare("select value from meta where key=?").Begin().Bind(key);
        return row.Step() ? row.Long(0) : null;
    }

    private static void Put(Database database, string key, long value)
    {
        using var row = database.Prepare("insert into meta(key, value) values(?,?) on conflict(key) do update set value=excluded.value").Begin().Bind(key).Bind(value);
        row.Step();
    }
}

/// <summary>Records that are of an earlier version: those up to a change.</summary>
internal readonly record struct PendingCast(int From, int To, long Until);
