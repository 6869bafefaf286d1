using System.Text;
using Azure;
using Azure.Storage.Blobs;
using Hub.Core.Checks;
using Hub.Core.Files;
using Hub.Core.Journal;
using Hub.Core.Vaults;
using Hub.Storage.Local.Files;
using Hub.Storage.Local.Sqlite;

namespace Hub.Storage.Azure.Vaults;

/// <summary>
/// A vault as a blob container. What counts is its log; this process works on a copy of the database that the log makes, in a folder of its own. A commit is done in the copy, its changes are
/// appended to the log, and only then it stands, here and for everybody. When another process was first, the copy takes its changes and the work is done again.
/// </summary>
internal sealed class AzureVaultStore : SqliteVaultStore
{
    /// <summary>Content that was kept lies in a blob whose name is never used again, so that deleting it cannot hit the same content come anew.</summary>
    internal const string ContentKind = "content";

    /// <summary>The blob of a content that was found missing or damaged.</summary>
    private const string LostKind = "content-lost";

    /// <summary>The last log that holds what was erased since, for when this process ends before it could be forgotten.</summary>
    private static readonly (string Kind, string Id) OwedForgetting = ("forget", "log");

    // What a batch of a thousand records packs into; what is larger is not kept for the next.
    private const int MostKept = 256 * 1024;

    private readonly BlobContainerClient _container;
    private readonly VaultBlobs _blobs;
    private readonly string _folder;
    private readonly TimeProvider _clock;
    private readonly ServiceTime _time;
    private readonly BaseKeeper _bases;
    private readonly Lock _gate = new();
    private VaultLog _log;
    private MemoryStream _packed = new();
    private Task? _refresh;
    private bool _mustReload;
    private volatile bool _gone;

    private AzureVaultStore(string vaultId, BlobContainerClient container, string folder, VaultCopy copy, TimeProvider clock) : base(vaultId, copy.Database, clock)
    {
        (_container, _blobs, _folder, _clock, _time) = (container, new VaultBlobs(container), folder, clock, copy.Time);
        (_log, _bases) = (copy.Log, new BaseKeeper(container, folder, copy.BaseLength));
    }

    public override bool IsThere => !_gone;

    public override TimeSpan GathersFor => TimeSpan.FromSeconds(1);

    /// <param name="vaultId">The vault.</param>
    /// <param name="container">Its container, which is there.</param>
    /// <param name="folder">A folder for its copy, of this process alone.</param>
    /// <param name="clock">The time.</param>
    public static async ValueTask<AzureVaultStore> OpenAsync(string vaultId, BlobContainerClient container, string folder, TimeProvider clock)
    {
        Directory.CreateDirectory(folder);
        var store = new AzureVaultStore(vaultId, container, folder, await VaultCopy.FetchAsync(container, folder, new ServiceTime(clock), default), clock);
        try
        {
            var first = store._log.Number;
            await store.RefreshAsync();
            await store.ForgetOwedAsync(first);
            return store;
        }
        catch
        {
            await store.DisposeAsync();
            throw;
        }
    }

    public override ValueTask RefreshAsync(CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            // One that has not begun yet serves all who wait for it.
            return new ValueTask((_refresh ??= RefreshOnceAsync()).WaitAsync(cancellationToken));
        }
    }

    public override async ValueTask<BatchCounts> CommitAsync(RecordBatch batch, CancellationToken cancellationToken = default)
    {
        var asked = _clock.GetTimestamp();
        var counts = await TurnedAsync(() => CommitOnceAsync(database => ApplyOwing(database, batch), isJudged: true, cancellationToken), cancellationToken);
        (batch.Under as LogLease)?.Committed(asked, batch.IsLast);
        if (batch.Forgets)
        {
            ForgetWords();
            await ForgetLogAsync(cancellationToken);
        }

        return counts;
    }

    public override async ValueTask<KeptFile> KeepFileAsync(Stream content, string name, string mediaType, DateTimeOffset at, CancellationToken cancellationToken = default)
    {
        RequireVault();
        using var taken = await new FileStore(Path.Combine(_folder, "files")).TakeAsync(content, cancellationToken);
        if (await FindFileAsync(taken.Hash) is { } there && await ContentOfAsync(taken.Hash) is not null)
        {
            return there;
        }

        var blob = await _blobs.KeepContentAsync(taken.Hash, taken.Partial, cancellationToken);
        var isNew = false;
        byte[]? lost = null;
        var kept = await WriteAsync(database =>
        {
            isNew = DocumentTable.TryAdd(database.Writer, ContentKind, taken.Hash, Encoding.ASCII.GetBytes(blob));
            lost = DocumentTable.Find(database.Writer, LostKind, taken.Hash);
            DocumentTable.Delete(database.Writer, LostKind, taken.Hash);
            return FileTable.Add(database.Writer, new KeptFile(taken.Hash, name, mediaType, taken.Length, at));
        }, cancellationToken);
        if (!isNew)
        {
            await _blobs.DeleteContentAsync(blob);
        }

        if (lost is not null)
        {
            await _blobs.DeleteContentAsync(Encoding.ASCII.GetString(lost));
        }

        return kept;
    }

    public override async ValueTask<Stream> OpenFileAsync(string hash) =>
        FileStore.IsHash(hash) && await ContentOfAsync(hash) is { } blob && await _blobs.OpenContentAsync(blob) is { } content
            ? content
            : throw new FileNotFoundException("This vault holds no file with that hash.");

    public override async ValueTask<bool> DeleteFileAsync(string hash)
    {
        if (!FileStore.IsHash(hash) || await FindFileAsync(hash) is null)
        {
            return false;
        }

        byte[]?[] names = [];
        var isGone = await WriteAsync(database =>
        {
            names = [DocumentTable.Find(database.Writer, ContentKind, hash), DocumentTable.Find(database.Writer, LostKind, hash)];
            DocumentTable.Delete(database.Writer, ContentKind, hash);
            DocumentTable.Delete(database.Writer, LostKind, hash);
            return FileTable.Remove(database.Writer, hash);
        });
        if (!isGone)
        {
            return false;
        }

        ForgetWords();
        foreach (var name in names.OfType<byte[]>())
        {
            await _blobs.DeleteContentAsync(Encoding.ASCII.GetString(name));
        }

        return true;
    }

    public override async ValueTask<Stream> CreateArtifactAsync(string name)
    {
        var blob = _blobs.ArtifactOf(name);
        return new UploadedFile(await CreateScratchAsync(), blob);
    }

    public override ValueTask<Stream?> OpenArtifactAsync(string name) => _blobs.OpenArtifactAsync(name);

    public override ValueTask DeleteArtifactAsync(string name) => _blobs.DeleteArtifactAsync(name);

    public override ValueTask<Stream> CreateScratchAsync()
    {
        RequireVault();
        return ValueTask.FromResult(ScratchFile.Create(Path.Combine(_folder, "scratch")));
    }

    public override async ValueTask<IVaultLease?> TryLeaseAsync(string name, FirstDocuments? first = null)
    {
        var lease = new LogLease(name, (work, cancellationToken) => WriteAsync(database => work(database.Writer), cancellationToken), _time, _clock);
        if (await lease.TryTakeAsync(first))
        {
            return lease;
        }

        // It may have been given back since this process last looked.
        await RefreshAsync();
        return await lease.TryTakeAsync(first) ? lease : null;
    }

    protected override async ValueTask<FileLook> LookAtFileAsync(KeptFile file, CancellationToken cancellationToken)
    {
        try
        {
            await using var content = await OpenFileAsync(file.Hash);
            return await FileStore.LookAsync(content, file.Hash, file.Length, cancellationToken);
        }
        catch (FileNotFoundException)
        {
            return new FileLook(FindingKind.FileMissing);
        }
    }

    /// <summary>The file has no content any more, so that the same content is uploaded when it comes again; what is left of the lost one stays until then.</summary>
    protected override ValueTask<bool> MarkLostAsync(KeptFile file, Mending mending, FindingKind kind) => WriteAsync(database =>
    {
        if (DocumentTable.Find(database.Writer, ContentKind, file.Hash) is not { } blob)
        {
            return false;
        }

        DocumentTable.Delete(database.Writer, ContentKind, file.Hash);
        DocumentTable.Put(database.Writer, LostKind, file.Hash, blob);
        JournalTable.Append(database.Writer, mending.Line(kind, 1, _clock.GetUtcNow()));
        return true;
    });

    /// <summary>A content that a person deleted may be among them: its line went first. So they are never listed again.</summary>
    protected override async ValueTask<IReadOnlyList<StrayFile>> StraysAsync(CancellationToken cancellationToken)
    {
        var before = _clock.GetUtcNow() - StrayFile.Settled;
        var settled = await _blobs.ContentsAsync(before, cancellationToken);
        var known = await NamedAsync();
        return [.. settled.Where(blob => !known.Contains(blob)).Select(blob => new StrayFile(VaultBlobs.HashOf(blob), blob))];
    }

    protected override async ValueTask PutAwayAsync(IReadOnlyList<StrayFile> strays, JournalEntry line, CancellationToken cancellationToken)
    {
        await AppendJournalAsync([line]);
        var known = await NamedAsync();
        foreach (var stray in strays.Where(stray => !known.Contains(stray.Place)))
        {
            await _blobs.DeleteContentAsync(stray.Place);
        }
    }

    /// <summary>Only the tables go through the log: whoever opens the vault next has the indexes of its base.</summary>
    protected override ValueTask KeepWholeAsync(CancellationToken cancellationToken) => ForgetLogAsync(cancellationToken);

    protected override async ValueTask<T> WriteAsync<T>(Func<VaultDatabase, T> work, CancellationToken cancellationToken = default) =>
        await TurnedAsync(() => CommitOnceAsync(work, isJudged: false, cancellationToken), cancellationToken);

    protected override void Enter(VaultDatabase database, RecordBatch batch) => (batch.Under as LogLease)?.Enter(database.Writer, batch.IsLast);

    protected override async ValueTask CloseAsync()
    {
        await _bases.Keeping;
        Directory.Delete(_folder, recursive: true);
    }

    private async Task RefreshOnceAsync()
    {
        await Task.Yield();
        await TurnedAsync(
            async () =>
            {
                lock (_gate)
                {
                    _refresh = null;
                }

                await CatchUpAsync(default, CancellationToken.None);
                return true;
            },
            CancellationToken.None);
    }

    /// <param name="work">What is done in the copy.</param>
    /// <param name="isJudged">Whether "nothing to change" is said of the vault as it is now, and not of this copy of it: without an append nobody else has said that the copy is up to date.</param>
    /// <param name="cancellationToken">Stops it.</param>
    private async ValueTask<T> CommitOnceAsync<T>(Func<VaultDatabase, T> work, bool isJudged, CancellationToken cancellationToken)
    {
        for (; ; )
        {
            var from = (_log.Number, _log.Position);
            var (result, mine, place) = await TryCommitAsync(work, cancellationToken);
            if (place is null && !await CatchUpAsync(mine, cancellationToken))
            {
                continue;
            }

            if (isJudged && place is { IsSame: true })
            {
                await CatchUpAsync(default, cancellationToken);
                if (from != (_log.Number, _log.Position))
                {
                    continue;
                }
            }

            if (_bases.IsDue(_log))
            {
                await BeginBaseLaterAsync();
            }

            return result;
        }
    }

    /// <summary>The commit stands, whatever becomes of the base: a later one makes it.</summary>
    private async ValueTask BeginBaseLaterAsync()
    {
        try
        {
            await _bases.TryBeginAsync(_log, Database, keptLogs: 1, CancellationToken.None);
        }
        catch (Exception failed) when (failed is VaultException or StorageFullException)
        {
            // Whoever committed must not be told that they failed. Nothing was lost: the log goes on in this blob or in the next.
        }
    }

    /// <summary>Does the work in the copy and appends its changes. Without a place it is not done: another was first, or the answer was lost.</summary>
    private async ValueTask<(T Result, Guid Mine, LogPlace? Place)> TryCommitAsync<T>(Func<VaultDatabase, T> work, CancellationToken cancellationToken)
    {
        Database.Writer.Run("begin immediate");
        try
        {
            using var session = new ChangeSession(Database.Writer);
            var result = work(Database);
            if (LogFrame.OfChanges(session, VaultSchema.Version, _packed) is not { } frame)
            {
                Database.Writer.Run("commit");
                return (result, default, new LogPlace(_log.Position, default, 0) { IsSame = true });
            }

            if (_packed.Capacity > MostKept)
            {
                _packed = new MemoryStream();
            }

            var place = await Trouble.GuardAsync(() => _log.TryAppendAsync(frame, cancellationToken));
            if (place is { } taken)
            {
                Database.Writer.Run("commit");
                _log.MoveTo(taken);
                _bases.Grew(frame.Packed.Length);
            }
            else
            {
                RollBack();
            }

            return (result, frame.Id, place);
        }
        catch (VaultGoneException)
        {
            _gone = true;
            RollBack();
            throw;
        }
        catch
        {
            RollBack();
            throw;
        }
    }

    private void RollBack()
    {
        Database.Writer.RollBack();
        Database.Keys.Forget();
    }

    /// <summary>Takes what others wrote. True when a commit of this process was among it, of which the answer was lost.</summary>
    private async ValueTask<bool> CatchUpAsync(Guid mine, CancellationToken cancellationToken)
    {
        var wasMine = false;
        try
        {
            if (_mustReload)
            {
                await ReloadAsync(cancellationToken);
            }

            // One read gives all that is in a blob at that moment; only where the log goes on in another is there more to read.
            for (var number = 0; number != _log.Number && await Trouble.GuardAsync(() => _log.ReadAsync(cancellationToken)) is { } tail;)
            {
                number = _log.Number;
                wasMine |= await TakeAsync(tail, mine, cancellationToken);
            }
        }
        catch (VaultGoneException)
        {
            _gone = true;
            throw;
        }
        catch (VaultException missing) when (!_mustReload && missing.InnerException is RequestFailedException { Status: 404 })
        {
            // This process slept so long that the log it had come to is gone; the base after it is there.
            _mustReload = true;
            return await CatchUpAsync(mine, cancellationToken);
        }

        return wasMine;
    }

    private async ValueTask<bool> TakeAsync(LogTail tail, Guid mine, CancellationToken cancellationToken)
    {
        var wasMine = false;
        var place = _log.Position;
        for (var bytes = tail.Bytes; bytes.Length > 0;)
        {
            var before = bytes.Length;
            var frame = LogFrame.Take(ref bytes);
            if (frame.Kind == FrameKind.Next)
            {
                _log.MoveOn();
                return wasMine;
            }

            if (frame.Format > VaultSchema.Version)
            {
                throw new VaultException($"This vault was written by a newer hub (format {frame.Format}, this one knows {VaultSchema.Version}). Start the newer version.");
            }

            var changes = frame.Kind == FrameKind.ChangesElsewhere ? frame with { Packed = await Trouble.GuardAsync(() => _log.ReadLargeAsync(frame, cancellationToken)) } : frame;
            Database.Writer.Write(() =>
            {
                ChangeSession.Apply(Database.Writer, changes.Unpack());
                return true;
            });
            place += before - bytes.Length;
            _bases.Grew(changes.Packed.Length);

            // What the blob is now is only known to have been read when all of the tail is taken: a frame that cannot be must be met again, and not taken for old news.
            _log.MoveTo(new LogPlace(place, bytes.Length == 0 ? tail.Tag : null, tail.Blocks));
            wasMine |= frame.Id == mine;
        }

        return wasMine;
    }

    private async ValueTask ReloadAsync(CancellationToken cancellationToken)
    {
        var copy = await VaultCopy.FetchAsync(_container, _folder, _time, cancellationToken);
        var old = Database;
        (Database, _log, _mustReload) = (copy.Database, copy.Log, false);
        _bases.BeginFrom(copy.BaseLength);
        old.Dispose();
    }

    /// <summary>The log still holds what was erased: the vault goes on from a base, which does not, and everything before it is removed.</summary>
    private async ValueTask ForgetLogAsync(CancellationToken cancellationToken)
    {
        var isBegun = false;
        while (!isBegun)
        {
            await _bases.Keeping;
            isBegun = await TurnedAsync(
                async () =>
                {
                    await CatchUpAsync(default, cancellationToken);
                    return _bases.Keeping.IsCompleted && await _bases.TryBeginAsync(_log, Database, keptLogs: 0, cancellationToken);
                },
                cancellationToken);
        }

        if (!await _bases.Keeping)
        {
            throw new VaultException("What was erased is out of the vault, and still lies in the log of its changes, because the storage account did not take a new base at this moment. Erase something again, or wait: it goes when the log has grown.");
        }
    }

    private BatchCounts ApplyOwing(VaultDatabase database, RecordBatch batch)
    {
        var counts = Apply(database, batch);
        if (batch.Erases && counts.Deleted > 0)
        {
            DocumentTable.Put(database.Writer, OwedForgetting.Kind, OwedForgetting.Id, BitConverter.GetBytes(_log.Number));
        }

        return counts;
    }

    /// <param name="first">The log that follows the base from which this process began: what comes before it is gone.</param>
    private async ValueTask ForgetOwedAsync(int first)
    {
        if (await FindDocumentAsync(OwedForgetting.Kind, OwedForgetting.Id) is { } owed && BitConverter.ToInt32(owed) >= first)
        {
            await ForgetLogAsync(CancellationToken.None);
            await DeleteDocumentAsync(OwedForgetting.Kind, OwedForgetting.Id);
        }
    }

    private async ValueTask<T> TurnedAsync<T>(Func<ValueTask<T>> work, CancellationToken cancellationToken)
    {
        await Turn.WaitAsync(cancellationToken);
        try
        {
            RequireVault();
            return await work();
        }
        finally
        {
            Turn.Release();
        }
    }

    /// <summary>The blobs that files name.</summary>
    private async ValueTask<IReadOnlySet<string>> NamedAsync()
    {
        await RefreshAsync();
        return (await ListDocumentsAsync(ContentKind)).Concat(await ListDocumentsAsync(LostKind)).Select(document => Encoding.ASCII.GetString(document.Body)).ToHashSet(StringComparer.Ordinal);
    }

    private async ValueTask<string?> ContentOfAsync(string hash) => await FindDocumentAsync(ContentKind, hash) is { } name ? Encoding.ASCII.GetString(name) : null;
}
