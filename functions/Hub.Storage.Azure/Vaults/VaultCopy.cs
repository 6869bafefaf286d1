using Azure.Storage.Blobs;
using Hub.Storage.Local.Sqlite;

namespace Hub.Storage.Azure.Vaults;

/// <summary>A process's copy of a vault's database, and up to where in the log it has come.</summary>
internal sealed record VaultCopy(VaultDatabase Database, VaultLog Log, long BaseLength, ServiceTime Time)
{
    private const int First = 1;

    /// <summary>Fetches the last base; what follows it is read by a refresh.</summary>
    public static async ValueTask<VaultCopy> FetchAsync(BlobContainerClient container, string folder, ServiceTime time, CancellationToken cancellationToken)
    {
        var path = Path.Combine(folder, $"{Guid.NewGuid():n}.db");
        var found = await Trouble.GuardAsync(() => VaultBase.FetchAsync(container, path, cancellationToken));
        var database = new VaultDatabase(path);
        database.MakeCopy();
        var (number, length) = found ?? await Trouble.GuardAsync(() => MakeAsync(container, database, cancellationToken));
        return new VaultCopy(database, new VaultLog(container, number, time), length, time);
    }

    /// <summary>The first log and the base that it follows: a base is never there without its log.</summary>
    /// <returns>The base's packed length.</returns>
    public static async ValueTask<long> KeepFirstAsync(BlobContainerClient container, string database, CancellationToken cancellationToken)
    {
        await VaultLog.MakeAsync(container, First, cancellationToken);
        return await VaultBase.KeepAsync(container, First, database, cancellationToken);
    }

    private static async ValueTask<(int Number, long Length)> MakeAsync(BlobContainerClient container, VaultDatabase database, CancellationToken cancellationToken)
    {
        var path = database.Path + ".base";
        database.WriteTo(path);
        var length = await KeepFirstAsync(container, path, cancellationToken);
        File.Delete(path);
        return (First, length);
    }
}
