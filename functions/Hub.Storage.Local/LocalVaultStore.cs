using Hub.Core.Checks;
using Hub.Core.Files;
using Hub.Core.Journal;
using Hub.Core.Runs;
using Hub.Core.Vaults;
using Hub.Storage.Local.Files;
using Hub.Storage.Local.Sqlite;

namespace Hub.Storage.Local;

/// <summary>A vault as a folder: one SQLite file, and contents beside it. Another process (a verb on the command line) may have the same vault open.</summary>
internal sealed class LocalVaultStore(string vaultId, string folder, TimeProvider clock) : SqliteVaultStore(vaultId, Open(folder), clock)
{
    private readonly FileStore _files = new(Path.Combine(folder, "files"));
    private readonly ArtifactFolder _artifacts = new(Path.Combine(folder, "artifacts"));

    // The log beside the database still holds what a batch removed.
    private volatile bool _behind;

    public override bool IsThere => File.Exists(Database.Path);

    public override async ValueTask<BatchCounts> CommitAsync(RecordBatch batch, CancellationToken cancellationToken = default)
    {
        var counts = await base.CommitAsync(batch, cancellationToken);
        if (batch.Forgets || _behind)
        {
            await Turn.WaitAsync(CancellationToken.None);
            try
            {
                _behind = !Database.Writer.TryEmptyLog();
            }
            finally
            {
                Turn.Release();
            }
        }

        return counts;
    }

    public override async ValueTask<KeptFile> KeepFileAsync(Stream content, string name, string mediaType, DateTimeOffset at, CancellationToken cancellationToken = default)
    {
        RequireVault();
        using var taken = await _files.TakeAsync(content, cancellationToken);

        // In one turn, in every process: the same content may be deleted at this moment.
        return await WriteAsync(database =>
        {
            taken.Place();
            return FileTable.Add(database.Writer, new KeptFile(taken.Hash, name, mediaType, taken.Length, at));
        }, cancellationToken);
    }

    public override async ValueTask<bool> DeleteFileAsync(string hash)
    {
        if (!FileStore.IsHash(hash) || !await WriteAsync(database => FileTable.Remove(database.Writer, hash) && Remove(hash)))
        {
            return false;
        }

        ForgetWords();
        return true;
    }

    public override async ValueTask<Stream> OpenFileAsync(string hash) =>
        FileStore.IsHash(hash) && await FindFileAsync(hash) is not null && _files.Open(hash) is { } content
            ? content
            : throw new FileNotFoundException("This vault holds no file with that hash.");

    public override ValueTask<Stream> CreateArtifactAsync(string name)
    {
        RequireVault();
        return ValueTask.FromResult(_artifacts.Create(name));
    }

    public override ValueTask<Stream?> OpenArtifactAsync(string name) => ValueTask.FromResult(_artifacts.Open(name));

    public override ValueTask DeleteArtifactAsync(string name)
    {
        _artifacts.Delete(name);
        return ValueTask.CompletedTask;
    }

    public override ValueTask<Stream> CreateScratchAsync()
    {
        RequireVault();
        return ValueTask.FromResult(ScratchFile.Create(Path.Combine(folder, "scratch")));
    }

    public override async ValueTask<IVaultLease?> TryLeaseAsync(string name, FirstDocuments? first = null)
    {
        RequireVault();
        var lease = FileLease.TryTake(Path.Combine(folder, "leases"), name);
        if (lease is null || first is null)
        {
            return lease;
        }

        try
        {
            await WriteAsync(database =>
            {
                DocumentTable.Write(database.Writer, first((kind, id) => DocumentTable.Find(database.Writer, kind, id)));
                return true;
            });
            return lease;
        }
        catch
        {
            await lease.DisposeAsync();
            throw;
        }
    }

    protected override async ValueTask<FileLook> LookAtFileAsync(KeptFile file, CancellationToken cancellationToken) => await _files.LookAsync(file.Hash, file.Length, cancellationToken);

    protected override async ValueTask<IReadOnlyList<StrayFile>> StraysAsync(CancellationToken cancellationToken)
    {
        var listed = (await FilesAsync()).Select(file => file.Hash).ToHashSet(StringComparer.Ordinal);
        var strays = _files.List(Clock.GetUtcNow() - StrayFile.Settled).Where(file => !listed.Contains(file.Hash)).ToList();
        if (strays.Count == 0)
        {
            return [];
        }

        var unnamed = await FileUse.UnnamedAsync(this, strays.Select(stray => stray.Hash));
        var found = new List<StrayFile>();
        foreach (var (hash, path, written) in strays)
        {
            if (unnamed.Contains(hash))
            {
                found.Add(new StrayFile(hash, path));
            }
            else if (await ListedAgainAsync(hash, written, cancellationToken) is { } file)
            {
                found.Add(new StrayFile(hash, path) { Listed = file });
            }
        }

        return found;
    }

    protected override async ValueTask PutAwayAsync(IReadOnlyList<StrayFile> strays, JournalEntry line, CancellationToken cancellationToken) => await WriteAsync(
        database =>
        {
            JournalTable.Append(database.Writer, line);
            foreach (var stray in strays.Where(stray => FileTable.Find(database.Writer, stray.Hash) is null))
            {
                if (stray.Listed is { } file)
                {
                    FileTable.Add(database.Writer, file);
                }
                else
                {
                    File.Delete(stray.Place);
                }
            }

            return true;
        },
        cancellationToken);

    protected override async ValueTask<T> WriteAsync<T>(Func<VaultDatabase, T> work, CancellationToken cancellationToken = default)
    {
        await Turn.WaitAsync(cancellationToken);
        try
        {
            // The system lets one write into files that were deleted.
            RequireVault();
            return Database.Writer.Write(() => work(Database));
        }
        catch
        {
            Database.Keys.Forget();
            throw;
        }
        finally
        {
            Turn.Release();
        }
    }

    /// <summary>What records, runs or sources name was on the list once: a content that a person deleted goes with its line, so that it cannot be one of these. Null when it is not whole.</summary>
    private async ValueTask<KeptFile?> ListedAgainAsync(string hash, DateTimeOffset written, CancellationToken cancellationToken)
    {
        var run = await this.FindReadingAsync(hash);
        var name = run?.FileName ?? "file";
        var look = await _files.LookAsync(hash, -1, cancellationToken);
        return look.Wrong == FindingKind.FileLength ? new KeptFile(hash, name, MediaTypes.Of(name), look.Length, run?.Created ?? written) : null;
    }

    private bool Remove(string hash)
    {
        _files.Delete(hash);
        return true;
    }

    private static VaultDatabase Open(string folder)
    {
        var database = new VaultDatabase(Path.Combine(folder, "vault.db"));
        VaultSchema.CleanOnce(database.Writer);
        Parts.Sweep(Path.Combine(folder, "files"));
        Parts.Sweep(Path.Combine(folder, "artifacts"));
        Parts.Sweep(Path.Combine(folder, "scratch"));
        return database;
    }
}
