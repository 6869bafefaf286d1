using Azure;
using Azure.Storage.Blobs;
using Hub.Storage.Local.Sqlite;

namespace Hub.Storage.Azure.Vaults;

/// <summary>Makes a new base of a vault when the log has grown by as much as the last one is long. All but the upload is done in the vault's turn.</summary>
internal sealed class BaseKeeper(BlobContainerClient container, string folder, long length)
{
    // Reading a longer tail takes longer than fetching a new base.
    private const long LeastBetweenBases = 4 * 1024 * 1024;

    private long _length = length;
    private long _since;

    /// <summary>The upload of the last one: whether the account took it.</summary>
    public Task<bool> Keeping { get; private set; } = Task.FromResult(true);

    public bool IsDue(VaultLog log) => Keeping.IsCompleted && (log.IsLong || _since > Math.Max(LeastBetweenBases, _length));

    public void Grew(int bytes) => _since += bytes;

    /// <summary>This process has fetched another one.</summary>
    public void BeginFrom(long length) => (_length, _since) = (length, 0);

    /// <summary>The log goes on in a new blob, and the database as it is now becomes what that rests on. The upload goes on after it. False when another process was first.</summary>
    public async ValueTask<bool> TryBeginAsync(VaultLog log, VaultDatabase database, int keptLogs, CancellationToken cancellationToken)
    {
        // The next blob first: where the log says that it goes on, there is something to go on in.
        var next = new LogFrame(FrameKind.Next, VaultSchema.Version, Guid.NewGuid(), 0, default);
        await Trouble.GuardAsync(() => VaultLog.MakeAsync(container, log.Number + 1, cancellationToken));
        if (await Trouble.GuardAsync(() => log.TryAppendAsync(next, cancellationToken)) is null)
        {
            return false;
        }

        log.MoveOn();
        var path = Path.Combine(folder, $"{next.Id:n}.base");
        database.WriteTo(path);
        _since = 0;
        Keeping = KeepAsync(log.Number, keptLogs, path);
        return true;
    }

    private async Task<bool> KeepAsync(int number, int keptLogs, string path)
    {
        try
        {
            _length = await VaultBase.KeepAsync(container, number, path, CancellationToken.None);
            await VaultBase.DropBeforeAsync(container, number, keptLogs, CancellationToken.None);
            return true;
        }
        catch (Exception failed) when (failed is RequestFailedException or AggregateException or IOException)
        {
            // The log holds all of it; the next base is tried when it has grown once more.
            return false;
        }
        finally
        {
            File.Delete(path);
        }
    }
}
