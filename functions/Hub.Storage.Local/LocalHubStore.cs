using Hub.Core.Vaults;
using Hub.Storage.Local.Sqlite;

namespace Hub.Storage.Local;

/// <summary>What belongs to the hub and to no vault: accounts, sessions, tokens, work to do. One SQLite file.</summary>
public sealed class LocalHubStore : IHubStore, IDisposable
{
    private static readonly string[] Steps = ["create table documents(kind text not null, id text not null, body blob not null, primary key(kind, id)) without rowid;"];

    private readonly Lock _turn = new();
    private readonly Database _database;

    public LocalHubStore(string dataFolder)
    {
        PrivateFolder.Create(dataFolder);
        _database = new Database(Path.Combine(dataFolder, "hub.db"), readOnly: false, cacheKibibytes: 1024);
        _database.Execute("pragma journal_mode=wal; pragma synchronous=normal;");
        VaultSchema.Migrate(_database, Steps);
    }

    public ValueTask<byte[]?> FindDocumentAsync(string kind, string id) => Do(() => DocumentTable.Find(_database, kind, id));

    public ValueTask<IReadOnlyList<StoredDocument>> ListDocumentsAsync(string kind) => Do(() => DocumentTable.List(_database, kind));

    public ValueTask<IReadOnlyList<StoredDocument>> LatestDocumentsAsync(string kind, int count, string? before = null) => Do(() => DocumentTable.Latest(_database, kind, count, before));

    public ValueTask<IReadOnlyList<HubDocument>> AllDocumentsAsync() => Do(() => DocumentTable.All(_database));

    public ValueTask PutDocumentAsync(string kind, string id, ReadOnlyMemory<byte> body)
    {
        lock (_turn)
        {
            DocumentTable.Put(_database, kind, id, body.Span);
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask<bool> TryAddDocumentAsync(string kind, string id, ReadOnlyMemory<byte> body) => Do(() => DocumentTable.TryAdd(_database, kind, id, body.Span));

    public ValueTask<bool> TryReplaceDocumentAsync(string kind, string id, ReadOnlyMemory<byte> body) => Do(() => DocumentTable.TryReplace(_database, kind, id, body.Span));

    public ValueTask<bool> DeleteDocumentAsync(string kind, string id) => Do(() => DocumentTable.Delete(_database, kind, id));

    public void Dispose() => _database.Dispose();

    private ValueTask<T> Do<T>(Func<T> work)
    {
        lock (_turn)
        {
            return ValueTask.FromResult(work());
        }
    }
}
