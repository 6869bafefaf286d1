using Hub.Core.Checks;
using Hub.Core.Files;
using Hub.Core.Journal;
using Hub.Core.Records;
using Hub.Core.Runs;
using Hub.Core.Search;
using Hub.Core.Vaults;
using Hub.Storage.Local.Sqlite.Search;

namespace Hub.Storage.Local.Sqlite;

/// <summary>What of a vault lies in its database: records, rejects, documents, journal and the names of files. One connection writes, taken in turn; a few read beside it (WAL).</summary>
/// <param name="vaultId">The vault.</param>
/// <param name="database">Its database, open.</param>
/// <param name="clock">Dates the journal's lines.</param>
internal abstract class SqliteVaultStore(string vaultId, VaultDatabase database, TimeProvider clock) : IVaultStore
{
    private readonly SearchIndex _index = new(Path.Combine(Path.GetDirectoryName(database.Path)!, "search.db"));
    private VaultSearch? _search;
    private bool _closed;

    public string VaultId => vaultId;

    public abstract bool IsThere { get; }

    public virtual TimeSpan GathersFor => TimeSpan.FromMilliseconds(250);

    /// <summary>For tests that fill a disk.</summary>
    internal Database Writer => Database.Writer;

    /// <summary>The database as it is now. Changed only in turn.</summary>
    protected VaultDatabase Database { get; set; } = database;

    protected SemaphoreSlim Turn { get; } = new(1, 1);

    protected TimeProvider Clock => clock;

    public virtual ValueTask RefreshAsync(CancellationToken cancellationToken = default) => ValueTask.CompletedTask;

    public virtual async ValueTask<BatchCounts> CommitAsync(RecordBatch batch, CancellationToken cancellationToken = default)
    {
        var counts = await WriteAsync(database => Apply(database, batch), cancellationToken);
        if (batch.Forgets)
        {
            ForgetWords();
        }

        return counts;
    }

    public async ValueTask BringUpAsync(IReadOnlyList<RecordType> types, CancellationToken cancellationToken = default)
    {
        foreach (var type in await Read(reader => TypeVersions.Older(reader.Database, types)))
        {
            for (long? after = 0; after is { } place;)
            {
                after = await WriteAsync(database => new RecordCasts(database.Writer, database.Keys, type, clock).TakeSome(place), cancellationToken);
            }
        }
    }

    public async ValueTask<bool> TryWriteAsync(IReadOnlyList<DocumentWrite> expected, IReadOnlyList<DocumentWrite> writes, CancellationToken cancellationToken = default) => await WriteAsync(
        database =>
        {
            if (!DocumentTable.Are(database.Writer, expected))
            {
                return false;
            }

            DocumentTable.Write(database.Writer, writes);
            return true;
        },
        cancellationToken);

    public ValueTask PutSoonAsync(string kind, string id, ReadOnlyMemory<byte> body) => PutDocumentAsync(kind, id, body);

    public ValueTask<StoredRecord?> FindAsync(RecordType type, RecordId id) => Read(reader => reader.Records.Find(type, id));

    public ValueTask<TrashPage> TrashAsync(long? before, int limit) => Read(reader => reader.Records.Trash(before, limit));

    public ValueTask<UndoCounts> ForeseeUndoAsync(string run, IReadOnlyList<RecordWrite> undos) => Read(reader => new RecordUndo(reader.Database, reader.Keys).Foresee(run, undos));

    public ValueTask<RecordPage> QueryAsync(RecordQuery query, CancellationToken cancellationToken = default) =>
        Read(reader => reader.Records.Query(query, cancellationToken));

    public async ValueTask ScanAsync(string type, TimeBounds bounds, RecordVisitor visitor, CancellationToken cancellationToken = default) => await Read(reader =>
    {
        reader.Records.Scan(type, bounds, visitor, cancellationToken);
        return true;
    });

    public ValueTask<TouchedTimes?> TouchedSinceAsync(string type, long since, CancellationToken cancellationToken = default) =>
        Read(reader => reader.Records.Touched(type, since));

    public async ValueTask<SearchPage> SearchAsync(SearchQuestion question, RecordTexts texts, CancellationToken cancellationToken = default)
    {
        RequireVault();
        return await LazyInitializer.EnsureInitialized(ref _search, () => new VaultSearch(_index, () => Database)).SearchAsync(question, texts, cancellationToken);
    }

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

    public async ValueTask AppendJournalAsync(IReadOnlyList<JournalEntry> entries) => await WriteAsync(database =>
    {
        foreach (var entry in entries)
        {
            JournalTable.Append(database.Writer, entry);
        }

        return true;
    });

    public ValueTask<IReadOnlyList<JournalEntry>> JournalAsync(JournalQuery query) => Read(reader => JournalTable.List(reader.Database, query));

    public ValueTask<IReadOnlyDictionary<string, (long First, long Last)>> JournalSpansAsync(string purpose) => Read(reader => JournalTable.Spans(reader.Database, purpose));

    public ValueTask<byte[]?> FindDocumentAsync(string kind, string id) => Read(reader => DocumentTable.Find(reader.Database, kind, id));

    public ValueTask<IReadOnlyList<StoredDocument>> ListDocumentsAsync(string kind) => Read(reader => DocumentTable.List(reader.Database, kind));

    public ValueTask<IReadOnlyList<StoredDocument>> LatestDocumentsAsync(string kind, int count, string? before = null) => Read(reader => DocumentTable.Latest(reader.Database, kind, count, before));

    public async ValueTask PutDocumentAsync(string kind, string id, ReadOnlyMemory<byte> body) => await WriteAsync(database =>
    {
        DocumentTable.Put(database.Writer, kind, id, body.Span);
        return true;
    });

    public async ValueTask<bool> TryAddDocumentAsync(string kind, string id, ReadOnlyMemory<byte> body) => await WriteAsync(database => DocumentTable.TryAdd(database.Writer, kind, id, body.Span));

    public async ValueTask<bool> TryReplaceDocumentAsync(string kind, string id, ReadOnlyMemory<byte> body) => await WriteAsync(database => DocumentTable.TryReplace(database.Writer, kind, id, body.Span));

    public async ValueTask<bool> DeleteDocumentAsync(string kind, string id) => await WriteAsync(database => DocumentTable.Delete(database.Writer, kind, id));

    public async ValueTask DeleteRejectsAsync(string run) => await WriteAsync(database =>
    {
        using var row = database.Writer.Prepare("delete from rejects where run=?").Begin().Bind(run);
        return row.Step();
    });

    public ValueTask<KeptFile?> FindFileAsync(string hash) => Read(reader => FileTable.Find(reader.Database, hash));

    public ValueTask<IReadOnlyList<KeptFile>> FilesAsync() => Read(reader => FileTable.List(reader.Database));

    public ValueTask<IReadOnlyDictionary<string, long>> CameFromAsync(string hash) => Read(reader => reader.Records.CameFrom(hash));

    public ValueTask<IReadOnlyList<(string Type, RecordId Id, string Source)>> RecordsFromAsync(string hash) => Read(reader => reader.Records.From(hash));

    public ValueTask<IVaultSnapshot> SnapshotAsync() => ValueTask.FromResult<IVaultSnapshot>(new VaultSnapshot(Database.OpenReader()));

    public abstract ValueTask<KeptFile> KeepFileAsync(Stream content, string name, string mediaType, DateTimeOffset at, CancellationToken cancellationToken = default);

    public abstract ValueTask<Stream> OpenFileAsync(string hash);

    public abstract ValueTask<bool> DeleteFileAsync(string hash);

    public abstract ValueTask<Stream> CreateArtifactAsync(string name);

    public abstract ValueTask<Stream?> OpenArtifactAsync(string name);

    public abstract ValueTask DeleteArtifactAsync(string name);

    public abstract ValueTask<Stream> CreateScratchAsync();

    public abstract ValueTask<IVaultLease?> TryLeaseAsync(string name, FirstDocuments? first = null);

    public async ValueTask<IReadOnlyList<Finding>> CheckAsync(Mending? mending = null, CancellationToken cancellationToken = default)
    {
        var found = await LookAsync(mending, cancellationToken);
        if (found.IsMended(FindingKind.Index))
        {
            await KeepWholeAsync(cancellationToken);
        }

        if (!found.Has(FindingKind.Damage))
        {
            await CheckWordsAsync(found, mending);
        }

        await CheckFilesAsync(found, mending, cancellationToken);
        return found.ToList();
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _closed, true))
        {
            return;
        }

        if (_search is not null)
        {
            await _search.StopAsync();
        }

        _index.Dispose();
        await Turn.WaitAsync();
        Database.Dispose();
        await CloseAsync();
        Turn.Dispose();
    }

    /// <summary>Looking holds nobody up: it reads one state of the vault while others write.</summary>
    private async ValueTask<FindingList> LookAsync(Mending? mending, CancellationToken cancellationToken) => mending is null
        ? await Read(reader => reader.Database.View(() => Look(reader.Database, reader.Keys)))
        : await WriteAsync(database => Look(database.Writer, database.Keys, mending, cancellationToken), cancellationToken);

    private FindingList Look(Database database, VaultKeys keys, Mending? mending = null, CancellationToken cancellationToken = default)
    {
        var found = new FindingList();
        new VaultCheck(database, keys, mending, found, clock.GetUtcNow(), cancellationToken).Run();
        return found;
    }

    private async ValueTask CheckWordsAsync(FindingList found, Mending? mending)
    {
        var kept = _index.Look();
        var wrong = kept.Damage ?? (kept.Fold is { } fold ? await Read(reader => reader.Database.View(() => SearchIndex.Compare(fold, reader.Database))) : null);
        if (wrong is null)
        {
            return;
        }

        found.Add(FindingKind.Words, wrong);
        if (mending?.Takes(FindingKind.Words) == true)
        {
            await AppendJournalAsync([mending.Line(FindingKind.Words, 1, clock.GetUtcNow())]);
            ForgetWords();
            found.Mended(FindingKind.Words);
        }
    }

    private async ValueTask CheckFilesAsync(FindingList found, Mending? mending, CancellationToken cancellationToken)
    {
        var lengths = new List<(string Hash, long Length)>();
        foreach (var file in await FilesAsync())
        {
            var look = await LookAtFileAsync(file, cancellationToken);
            if (look.Wrong is not { } wrong)
            {
                continue;
            }

            found.Add(wrong, look.Tell(file));
            if (wrong == FindingKind.FileLength)
            {
                lengths.Add((file.Hash, look.Length));
            }
            else if (mending?.Takes(wrong) == true)
            {
                await MarkLostAsync(file, mending, wrong);
            }
        }

        if (lengths.Count > 0 && mending?.Takes(FindingKind.FileLength) == true)
        {
            await WriteAsync(
                database =>
                {
                    lengths.ForEach(file => FileTable.SetLength(database.Writer, file.Hash, file.Length));
                    JournalTable.Append(database.Writer, mending.Line(FindingKind.FileLength, lengths.Count, clock.GetUtcNow()));
                    return true;
                },
                cancellationToken);
            found.Mended(FindingKind.FileLength);
        }

        foreach (var strays in (await StraysAsync(cancellationToken)).GroupBy(stray => stray.Kind))
        {
            foreach (var stray in strays)
            {
                found.Add(strays.Key, $"File {stray.Hash} is not on the vault's list.");
            }

            if (mending?.Takes(strays.Key) == true)
            {
                await PutAwayAsync([.. strays], mending.Line(strays.Key, strays.Count(), clock.GetUtcNow()), cancellationToken);
                found.Mended(strays.Key);
            }
        }
    }

    /// <summary>Content went that must not be found again anywhere: the index, which is made again when somebody searches, goes as a whole.</summary>
    protected void ForgetWords() => _index.Clear();

    /// <summary>Looks at a kept content.</summary>
    protected abstract ValueTask<FileLook> LookAtFileAsync(KeptFile file, CancellationToken cancellationToken);

    /// <summary>What is lost is marked, so that the same content can come again; false when that needs no mark.</summary>
    protected virtual ValueTask<bool> MarkLostAsync(KeptFile file, Mending mending, FindingKind kind) => ValueTask.FromResult(false);

    /// <summary>Contents that the vault does not list.</summary>
    protected abstract ValueTask<IReadOnlyList<StrayFile>> StraysAsync(CancellationToken cancellationToken);

    /// <summary>Removes those that are still not listed, or lists them again, with a line of the journal.</summary>
    protected abstract ValueTask PutAwayAsync(IReadOnlyList<StrayFile> strays, JournalEntry line, CancellationToken cancellationToken);

    /// <summary>The file as it is now, with its indexes, is what others begin from.</summary>
    protected virtual ValueTask KeepWholeAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <summary>Does work in one transaction, in turn.</summary>
    protected abstract ValueTask<T> WriteAsync<T>(Func<VaultDatabase, T> work, CancellationToken cancellationToken = default);

    /// <summary>Does what a batch says, in the transaction of whoever calls.</summary>
    protected BatchCounts Apply(VaultDatabase database, RecordBatch batch)
    {
        Enter(database, batch);
        if (batch.Erases)
        {
            DocumentTable.DeleteAll(database.Writer, LookedRecords.Kind);
        }

        foreach (var type in batch.Writes.Select(write => write.Type).Distinct())
        {
            TypeVersions.Require(database.Writer, type);
        }

        return new RecordWriter(database.Writer, database.Keys, clock).Apply(batch);
    }

    /// <summary>The first step of a batch, in its transaction.</summary>
    protected virtual void Enter(VaultDatabase database, RecordBatch batch)
    {
    }

    /// <summary>Called once, after the database was closed.</summary>
    protected virtual ValueTask CloseAsync() => ValueTask.CompletedTask;

    /// <summary>What is written into a vault that was erased would be lost, or would make it anew. Neither may happen.</summary>
    protected void RequireVault()
    {
        if (!IsThere)
        {
            throw new VaultGoneException();
        }
    }

    protected ValueTask<T> Read<T>(Func<Reader, T> work) => Database.Read(work);
}
