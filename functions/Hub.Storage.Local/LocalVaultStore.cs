using Hub.Core.Files;
using Hub.Core.Journal;
using Hub.Core.Records;
using Hub.Core.Vaults;
using Hub.Storage.Local.Files;
using Hub.Storage.Local.Sqlite;

namespace Hub.Storage.Local;

/// <summary>
/// A vault as a folder: one SQLite file, and contents beside it. One connection writes, taken in turn; a few read beside it (WAL).
/// Another process (a verb on the command line) may have the same vault open.
/// </summary>
internal sealed class LocalVaultStore : IVaultStore
{
    private readonly string _folder;
    private readonly string _path;
    private readonly TimeProvider _clock;
    private readonly FileStore _files;
    private readonly ArtifactFolder _artifacts;
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly ReaderPool _readers;
    private readonly Database _writer;
    private readonly VaultKeys _writerKeys;
    private bool _closed;

    public LocalVaultStore(string vaultId, string folder, TimeProvider clock)
    {
        VaultId = vaultId;
        _folder = folder;
        _clock = clock;
        _files = new FileStore(Path.Combine(folder, "files"));
        _artifacts = new ArtifactFolder(Path.Combine(folder, "artifacts"));
        _path = Path.Combine(folder, "vault.db");
        _writer = new Database(_path, readOnly: false, cacheKibibytes: 8192);
        try
        {
            VaultSchema.Open(_writer);
        }
        catch
        {
            _writer.Dispose();
            throw;
        }

        _writerKeys = new VaultKeys(_writer);
        _readers = new ReaderPool(_path);
        Parts.Sweep(Path.Combine(folder, "files"));
        Parts.Sweep(Path.Combine(folder, "artifacts"));
    }

    public string VaultId { get; }

    public bool IsThere => File.Exists(_path);

    /// <summary>For tests that fill a disk.</summary>
    internal Database Writer => _writer;

    public async ValueTask<BatchCounts> CommitAsync(RecordBatch batch, CancellationToken cancellationToken = default) =>
        await WriteAsync(() => new RecordWriter(_writer, _writerKeys, _clock).Apply(batch), cancellationToken);

    public ValueTask<StoredRecord?> FindAsync(RecordType type, RecordId id) => Read(reader => reader.Records.Find(type, id));

    public ValueTask<RecordPage> QueryAsync(RecordQuery query, CancellationToken cancellationToken = default) =>
        Read(reader => reader.Records.Query(query, cancellationToken));

    public async ValueTask ScanAsync(string type, TimeBounds bounds, RecordVisitor visitor, CancellationToken cancellationToken = default) => await Read(reader =>
    {
        reader.Records.Scan(type, bounds, visitor, cancellationToken);
        return true;
    });

    public ValueTask<TouchedTimes?> TouchedSinceAsync(string type, long since, CancellationToken cancellationToken = default) =>
        Read(reader => reader.Records.Touched(type, since));

    public ValueTask<IReadOnlyList<Change>> ChangesAsync(long since, int limit, Func<string, bool> visible) =>
        Read(reader => reader.Records.Changes(since, limit, visible));

    public ValueTask<long> SequenceAsync() => Read(reader => reader.Database.Scalar("select value from meta where key='seq'"));

    public ValueTask<IReadOnlyList<Coverage>> CoverageAsync() => Read(reader => CoverageTable.List(reader.Database, reader.Keys));

    public ValueTask<IReadOnlyList<RejectedRecord>> RejectsAsync(string run, long after, int limit) => Read(reader =>
    {
        using var row = reader.Database.Prepare("select ordinal, type, at, errors, data from rejects where run=? and ordinal>? order by ordinal limit ?").Begin().Bind(run).Bind(after).Bind(limit);
        var found = new List<RejectedRecord>();
        for (var bytes = 0; bytes < RecordPage.MostBytes && row.Step(); bytes += found[^1].Size)
        {
            found.Add(new RejectedRecord(run, row.Long(0), row.Text(1), row.TextOrNull(2), row.Blob(3).ToArray(), row.IsNull(4) ? null : row.Blob(4).ToArray()));
        }

        return (IReadOnlyList<RejectedRecord>)found;
    });

    public async ValueTask AppendJournalAsync(IReadOnlyList<JournalEntry> entries) => await WriteAsync(() =>
    {
        foreach (var entry in entries)
        {
            JournalTable.Append(_writer, entry);
        }

        return true;
    });

    public ValueTask<IReadOnlyList<JournalEntry>> JournalAsync(JournalQuery query) => Read(reader => JournalTable.List(reader.Database, query));

    public ValueTask<byte[]?> FindDocumentAsync(string kind, string id) => Read(reader => DocumentTable.Find(reader.Database, kind, id));

    public ValueTask<IReadOnlyList<StoredDocument>> ListDocumentsAsync(string kind) => Read(reader => DocumentTable.List(reader.Database, kind));

    public ValueTask<IReadOnlyList<StoredDocument>> LatestDocumentsAsync(string kind, int count, string? before = null) => Read(reader => DocumentTable.Latest(reader.Database, kind, count, before));

    public async ValueTask PutDocumentAsync(string kind, string id, ReadOnlyMemory<byte> body) => await WriteAsync(() =>
    {
        DocumentTable.Put(_writer, kind, id, body.Span);
        return true;
    });

    public async ValueTask<bool> TryAddDocumentAsync(string kind, string id, ReadOnlyMemory<byte> body) => await WriteAsync(() => DocumentTable.TryAdd(_writer, kind, id, body.Span));

    public async ValueTask<bool> TryReplaceDocumentAsync(string kind, string id, ReadOnlyMemory<byte> body) => await WriteAsync(() => DocumentTable.TryReplace(_writer, kind, id, body.Span));

    public async ValueTask<bool> DeleteDocumentAsync(string kind, string id) => await WriteAsync(() => DocumentTable.Delete(_writer, kind, id));

    public async ValueTask<KeptFile> KeepFileAsync(Stream content, string name, string mediaType, DateTimeOffset at, CancellationToken cancellationToken = default)
    {
        RequireVault();
        using var taken = await _files.TakeAsync(content, cancellationToken);

        // In one turn, in every process: the same content may be deleted at this moment.
        return await WriteAsync(() =>
        {
            taken.Place();
            return FileTable.Add(_writer, new KeptFile(taken.Hash, name, mediaType, taken.Length, at));
        }, cancellationToken);
    }

    public async ValueTask<bool> DeleteFileAsync(string hash) => FileStore.IsHash(hash) && await WriteAsync(() =>
    {
        if (!FileTable.Remove(_writer, hash))
        {
            return false;
        }

        _files.Delete(hash);
        return true;
    });

    public async ValueTask DeleteRejectsAsync(string run) => await WriteAsync(() =>
    {
        using var row = _writer.Prepare("delete from rejects where run=?").Begin().Bind(run);
        return row.Step();
    });

    public ValueTask<KeptFile?> FindFileAsync(string hash) => Read(reader => FileTable.Find(reader.Database, hash));

    public async ValueTask<Stream> OpenFileAsync(string hash) =>
        FileStore.IsHash(hash) && await FindFileAsync(hash) is not null && _files.Open(hash) is { } content
            ? content
            : throw new FileNotFoundException("This vault holds no file with that hash.");

    public ValueTask<IReadOnlyList<KeptFile>> FilesAsync() => Read(reader => FileTable.List(reader.Database));

    public ValueTask<Stream> CreateArtifactAsync(string name)
    {
        RequireVault();
        return ValueTask.FromResult(_artifacts.Create(name));
    }

    public ValueTask<Stream?> OpenArtifactAsync(string name) => ValueTask.FromResult(_artifacts.Open(name));

    public ValueTask DeleteArtifactAsync(string name)
    {
        _artifacts.Delete(name);
        return ValueTask.CompletedTask;
    }

    public ValueTask<Stream> CreateScratchAsync()
    {
        RequireVault();
        return ValueTask.FromResult(ScratchFile.Create(Path.Combine(_folder, "scratch")));
    }

    public ValueTask<IAsyncDisposable?> TryLeaseAsync(string name)
    {
        RequireVault();
        return ValueTask.FromResult<IAsyncDisposable?>(FileLease.TryTake(Path.Combine(_folder, "leases"), name));
    }

    public ValueTask<IVaultSnapshot> SnapshotAsync() => ValueTask.FromResult<IVaultSnapshot>(new LocalVaultSnapshot(_readers.Open()));

    public async ValueTask<IReadOnlyList<string>> CheckAsync(bool repair, CancellationToken cancellationToken = default)
    {
        // Looking holds nobody up: it reads one state of the vault while others write.
        var found = new List<string>(repair
            ? await WriteAsync(() => VaultCheck.Run(_writer, _writerKeys, repair: true, cancellationToken), cancellationToken)
            : await Read(reader => reader.Database.View(() => VaultCheck.Run(reader.Database, reader.Keys, repair: false, cancellationToken))));
        foreach (var file in await FilesAsync())
        {
            if (await _files.CheckAsync(file.Hash, file.Length, cancellationToken) is { } wrong)
            {
                found.Add(wrong);
            }
        }

        return found;
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _closed, true))
        {
            return;
        }

        await _turn.WaitAsync();
        _readers.Dispose();
        _writer.Dispose();
        _turn.Dispose();
    }

    private async ValueTask<T> WriteAsync<T>(Func<T> work, CancellationToken cancellationToken = default)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            RequireVault();
            return _writer.Write(work);
        }
        catch
        {
            _writerKeys.Forget();
            throw;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>The system lets one write into files that were deleted, and make folders anew for what was erased. Neither may happen.</summary>
    private void RequireVault()
    {
        if (!IsThere)
        {
            throw new VaultGoneException();
        }
    }

    private ValueTask<T> Read<T>(Func<Reader, T> work)
    {
        var reader = _readers.Take();
        try
        {
            return ValueTask.FromResult(work(reader));
        }
        finally
        {
            _readers.Return(reader);
        }
    }
}
