using System.Collections.Immutable;
using Hub.Core.Checks;
using Hub.Core.Files;
using Hub.Core.Journal;
using Hub.Core.Records;
using Hub.Core.Search;

namespace Hub.Core.Vaults;

/// <summary>
/// A vault in the hands of who works on it alone: once that right is lost, or one that was taken on the way, nothing more is written. What can wait is written with the next
/// commit, and the last commit gives the right back.
/// </summary>
internal sealed class LeasedStore : IVaultStore
{
    private static readonly Writer Documents = new("hub", "hub", "run");

    private readonly IVaultStore _store;
    private readonly IVaultLease _lease;
    private readonly CancellationTokenSource _lost = new();
    private readonly List<CancellationTokenRegistration> _heeded = [];
    private readonly Lock _gate = new();
    private ImmutableList<DocumentWrite> _waiting = [];

    public LeasedStore(IVaultStore store, IVaultLease lease)
    {
        (_store, _lease) = (store, lease);
        Heed(lease);
    }

    public CancellationToken Lost => _lost.Token;

    public string VaultId => _store.VaultId;

    public bool IsThere => _store.IsThere;

    public TimeSpan GathersFor => _store.GathersFor;

    public ValueTask RefreshAsync(CancellationToken cancellationToken = default) => _store.RefreshAsync(cancellationToken);

    public async ValueTask<BatchCounts> CommitAsync(RecordBatch batch, CancellationToken cancellationToken = default)
    {
        Require();
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, Lost);
        var waiting = _waiting;
        (batch.Waited, batch.Under) = (waiting, _lease);
        try
        {
            var counts = await _store.CommitAsync(batch, either.Token);
            lock (_gate)
            {
                _waiting = _waiting.RemoveRange(waiting);
            }

            return counts;
        }
        catch (OperationCanceledException) when (Lost.IsCancellationRequested)
        {
            throw new LeaseLostException();
        }
    }

    public ValueTask BringUpAsync(IReadOnlyList<RecordType> types, CancellationToken cancellationToken = default) => Held().BringUpAsync(types, cancellationToken);

    /// <summary>Writes what still waits.</summary>
    public async ValueTask FlushAsync()
    {
        if (!_waiting.IsEmpty)
        {
            await CommitAsync(new RecordBatch { Writer = Documents });
        }
    }

    public ValueTask<bool> TryWriteAsync(IReadOnlyList<DocumentWrite> expected, IReadOnlyList<DocumentWrite> writes, CancellationToken cancellationToken = default) => Held().TryWriteAsync(expected, writes, cancellationToken);

    public ValueTask PutSoonAsync(string kind, string id, ReadOnlyMemory<byte> body)
    {
        Require();

        // Whoever wrote it may go on writing in the same memory.
        var copy = new DocumentWrite(kind, id, body.ToArray());
        lock (_gate)
        {
            _waiting = _waiting.RemoveAll(write => write.Kind == kind && write.Id == id).Add(copy);
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>As a batch, because that can be given up while the store does not answer.</summary>
    public async ValueTask PutDocumentAsync(string kind, string id, ReadOnlyMemory<byte> body) =>
        await CommitAsync(new RecordBatch { Writer = Documents, Documents = _ => [new DocumentWrite(kind, id, body)] });

    public ValueTask<bool> TryAddDocumentAsync(string kind, string id, ReadOnlyMemory<byte> body) => Held().TryAddDocumentAsync(kind, id, body);

    public ValueTask<bool> TryReplaceDocumentAsync(string kind, string id, ReadOnlyMemory<byte> body) => Held().TryReplaceDocumentAsync(kind, id, body);

    public ValueTask<bool> DeleteDocumentAsync(string kind, string id) => Held().DeleteDocumentAsync(kind, id);

    public ValueTask<byte[]?> FindDocumentAsync(string kind, string id) =>
        _waiting.Find(write => write.Kind == kind && write.Id == id) is { Body: { } waits } ? ValueTask.FromResult<byte[]?>(waits.ToArray()) : _store.FindDocumentAsync(kind, id);

    public ValueTask<IReadOnlyList<StoredDocument>> ListDocumentsAsync(string kind) => _store.ListDocumentsAsync(kind);

    public ValueTask<IReadOnlyList<StoredDocument>> LatestDocumentsAsync(string kind, int count, string? before = null) => _store.LatestDocumentsAsync(kind, count, before);

    public ValueTask<StoredRecord?> FindAsync(RecordType type, RecordId id) => _store.FindAsync(type, id);

    public ValueTask<TrashPage> TrashAsync(long? before, int limit) => _store.TrashAsync(before, limit);

    public ValueTask<UndoCounts> ForeseeUndoAsync(string run, IReadOnlyList<RecordWrite> undos) => _store.ForeseeUndoAsync(run, undos);

    public ValueTask<RecordPage> QueryAsync(RecordQuery query, CancellationToken cancellationToken = default) => _store.QueryAsync(query, cancellationToken);

    public ValueTask ScanAsync(string type, TimeBounds bounds, RecordVisitor visitor, CancellationToken cancellationToken = default) => _store.ScanAsync(type, bounds, visitor, cancellationToken);

    public ValueTask<TouchedTimes?> TouchedSinceAsync(string type, long since, CancellationToken cancellationToken = default) => _store.TouchedSinceAsync(type, since, cancellationToken);

    public ValueTask<SearchPage> SearchAsync(SearchQuestion question, RecordTexts texts, CancellationToken cancellationToken = default) => _store.SearchAsync(question, texts, cancellationToken);

    public ValueTask<IReadOnlyList<Change>> ChangesAsync(long since, int limit, Func<string, bool> visible) => _store.ChangesAsync(since, limit, visible);

    public ValueTask<long> SequenceAsync() => _store.SequenceAsync();

    public ValueTask<IReadOnlyList<Coverage>> CoverageAsync() => _store.CoverageAsync();

    public ValueTask<IReadOnlyList<RejectedRecord>> RejectsAsync(string run, long after, int limit) => _store.RejectsAsync(run, after, limit);

    public ValueTask DeleteRejectsAsync(string run) => Held().DeleteRejectsAsync(run);

    public ValueTask AppendJournalAsync(IReadOnlyList<JournalEntry> entries) => Held().AppendJournalAsync(entries);

    public ValueTask<IReadOnlyList<JournalEntry>> JournalAsync(JournalQuery query) => _store.JournalAsync(query);

    public ValueTask<IReadOnlyDictionary<string, (long First, long Last)>> JournalSpansAsync(string purpose) => _store.JournalSpansAsync(purpose);

    public ValueTask<KeptFile> KeepFileAsync(Stream content, string name, string mediaType, DateTimeOffset at, CancellationToken cancellationToken = default) => Held().KeepFileAsync(content, name, mediaType, at, cancellationToken);

    public ValueTask<KeptFile?> FindFileAsync(string hash) => _store.FindFileAsync(hash);

    public ValueTask<Stream> OpenFileAsync(string hash) => _store.OpenFileAsync(hash);

    public ValueTask<IReadOnlyList<KeptFile>> FilesAsync() => _store.FilesAsync();

    public ValueTask<IReadOnlyList<(string Type, RecordId Id, string Source)>> RecordsFromAsync(string hash) => _store.RecordsFromAsync(hash);

    public ValueTask<IReadOnlyDictionary<string, long>> CameFromAsync(string hash) => _store.CameFromAsync(hash);

    public ValueTask<bool> DeleteFileAsync(string hash) => Held().DeleteFileAsync(hash);

    public ValueTask<Stream> CreateArtifactAsync(string name) => Held().CreateArtifactAsync(name);

    public ValueTask<Stream?> OpenArtifactAsync(string name) => _store.OpenArtifactAsync(name);

    public ValueTask DeleteArtifactAsync(string name) => Held().DeleteArtifactAsync(name);

    public ValueTask<Stream> CreateScratchAsync() => _store.CreateScratchAsync();

    public async ValueTask<IVaultLease?> TryLeaseAsync(string name, FirstDocuments? first = null)
    {
        var lease = await Held().TryLeaseAsync(name, first);
        if (lease is not null)
        {
            Heed(lease);
        }

        return lease;
    }

    public ValueTask<IVaultSnapshot> SnapshotAsync() => _store.SnapshotAsync();

    public ValueTask<IReadOnlyList<Finding>> CheckAsync(Mending? mending = null, CancellationToken cancellationToken = default) => _store.CheckAsync(mending, cancellationToken);

    /// <summary>The vault goes on; only this use of it is over.</summary>
    public ValueTask DisposeAsync()
    {
        foreach (var heeded in _heeded)
        {
            heeded.Dispose();
        }

        _lost.Dispose();
        return ValueTask.CompletedTask;
    }

    private void Heed(IVaultLease lease) => _heeded.Add(lease.Lost.UnsafeRegister(static lost => ((CancellationTokenSource)lost!).Cancel(), _lost));

    private IVaultStore Held()
    {
        Require();
        return _store;
    }

    private void Require()
    {
        if (_lost.IsCancellationRequested)
        {
            throw new LeaseLostException();
        }
    }
}

/// <summary>The right to go on was lost: another may be at it.</summary>
public sealed class LeaseLostException() : Exception("Another process may have taken over.");
