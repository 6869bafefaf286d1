using System.Text.Json;
using Hub.Core.Accounts;
using Hub.Core.Vaults;
using Hub.Front;

namespace Hub.Runs;

/// <summary>A file that is arriving in chunks.</summary>
public sealed record Upload(string Id, string Vault, string Name, DateTimeOffset Created);

/// <summary>Files on their way in, beside the vaults. What nobody imported within a day is thrown away.</summary>
public sealed class UploadFolder(HubOptions options, IHubStore store, TimeProvider clock) : IVaultAnnex
{
    private const string Kind = "upload";
    private const int MostAtOnce = 100;

    public static readonly TimeSpan LivesFor = TimeSpan.FromDays(1);

    private readonly string _folder = Path.Combine(Path.GetFullPath(options.Data), "uploads");

    public async ValueTask<Upload> BeginAsync(string vaultId, string name)
    {
        if ((await OfVaultAsync(vaultId)).Count >= MostAtOnce)
        {
            throw new ProblemException(Problems.SlowDown);
        }

        var upload = new Upload(Secret.NewId(), vaultId, name, clock.GetUtcNow());
        Directory.CreateDirectory(_folder);
        await File.Create(PathOf(upload)).DisposeAsync();
        await store.PutDocumentAsync(Kind, upload.Id, JsonSerializer.SerializeToUtf8Bytes(upload, HubJson.Default.Upload));
        return upload;
    }

    /// <summary>An upload of this vault, or null.</summary>
    public async ValueTask<Upload?> FindAsync(string vaultId, string id) =>
        await store.FindDocumentAsync(Kind, id) is { } body && JsonSerializer.Deserialize(body, HubJson.Default.Upload) is { } upload && upload.Vault == vaultId && File.Exists(PathOf(upload)) ? upload : null;

    public long LengthOf(Upload upload) => new FileInfo(PathOf(upload)).Length;

    /// <summary>Appends a chunk. Of one that breaks off nothing is kept, so that the offset stays what the caller was told.</summary>
    public async ValueTask<long> AppendAsync(Upload upload, long offset, Stream chunk, CancellationToken cancellationToken)
    {
        await using var file = OpenAlone(upload);
        if (file.Length != offset)
        {
            throw new ProblemException(Problems.WrongOffset(file.Length));
        }

        file.Position = offset;
        try
        {
            await CopyAsync(chunk, file, cancellationToken);
            return file.Length;
        }
        catch
        {
            file.SetLength(offset);
            throw;
        }
    }

    /// <summary>Another chunk may be on its way: then this one comes at the wrong time, and the caller asks how far it came.</summary>
    private FileStream OpenAlone(Upload upload)
    {
        try
        {
            return new FileStream(PathOf(upload), FileMode.Open, FileAccess.Write, FileShare.None, bufferSize: 0, FileOptions.Asynchronous);
        }
        catch (FileNotFoundException)
        {
            throw new ProblemException(Problems.NotFound);
        }
        catch (IOException)
        {
            throw new ProblemException(Problems.WrongOffset(LengthOf(upload)));
        }
    }

    /// <summary>Trouble with writing is a full disk; trouble with reading is the caller's.</summary>
    private static async ValueTask CopyAsync(Stream chunk, FileStream file, CancellationToken cancellationToken)
    {
        var buffer = new byte[64 * 1024];
        for (int read; (read = await chunk.ReadAsync(buffer, cancellationToken)) > 0;)
        {
            try
            {
                await file.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            }
            catch (Exception failed) when (failed is IOException or ArgumentOutOfRangeException)
            {
                throw new StorageFullException($"The disk is full or failing ({failed.GetType().Name}).", failed);
            }
        }
    }

    public Stream Open(Upload upload) => File.OpenRead(PathOf(upload));

    public async ValueTask DeleteAsync(Upload upload)
    {
        await store.DeleteDocumentAsync(Kind, upload.Id);
        File.Delete(PathOf(upload));
    }

    /// <summary>Throws away what a vault was sent and did not import.</summary>
    public async ValueTask EraseAsync(string vaultId)
    {
        foreach (var upload in await OfVaultAsync(vaultId))
        {
            await DeleteAsync(upload);
        }
    }

    /// <summary>Throws away what is a day old, also files of which a killed process left no note.</summary>
    public async ValueTask SweepAsync()
    {
        foreach (var document in await store.ListDocumentsAsync(Kind))
        {
            var upload = JsonSerializer.Deserialize(document.Body, HubJson.Default.Upload)!;
            if (clock.GetUtcNow() - upload.Created > LivesFor)
            {
                await DeleteAsync(upload);
            }
        }

        var known = (await store.ListDocumentsAsync(Kind)).Select(document => document.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var file in Directory.Exists(_folder) ? Directory.EnumerateFiles(_folder).ToList() : [])
        {
            if (!known.Contains(Path.GetFileName(file)) && clock.GetUtcNow().UtcDateTime - File.GetLastWriteTimeUtc(file) > LivesFor)
            {
                File.Delete(file);
            }
        }
    }

    private async ValueTask<IReadOnlyList<Upload>> OfVaultAsync(string vaultId) =>
        [.. (await store.ListDocumentsAsync(Kind)).Select(document => JsonSerializer.Deserialize(document.Body, HubJson.Default.Upload)!).Where(upload => upload.Vault == vaultId)];

    private string PathOf(Upload upload) => Path.Combine(_folder, upload.Id);
}
