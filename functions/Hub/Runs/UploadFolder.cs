using System.Text.Json;
using Hub.Core.Accounts;
using Hub.Core.Checks;
using Hub.Core.Files;
using Hub.Core.Runs;
using Hub.Core.Vaults;
using Hub.Front;

namespace Hub.Runs;

/// <summary>A file that is arriving in chunks.</summary>
public sealed record Upload(string Id, string Vault, string Name, DateTimeOffset Created);

/// <summary>Files on their way in, beside the vaults. What nobody imported within a day is thrown away.</summary>
public sealed class UploadFolder(IHubFiles files, IHubStore store, TimeProvider clock) : IVaultAnnex, ICheckedPlace
{
    private const string NoteKind = "upload";
    private const string Folder = "uploads";
    private const int MostAtOnce = 100;

    public static readonly TimeSpan LivesFor = TimeSpan.FromDays(1);

    public async ValueTask<Upload> BeginAsync(string vaultId, string name)
    {
        if ((await OfVaultAsync(vaultId)).Count >= MostAtOnce)
        {
            throw new ProblemException(Problems.SlowDown);
        }

        var upload = new Upload(Secret.NewId(), vaultId, name, clock.GetUtcNow());
        await files.CreateAsync(NameOf(upload));
        await store.PutDocumentAsync(NoteKind, upload.Id, JsonSerializer.SerializeToUtf8Bytes(upload, HubJson.Default.Upload));
        return upload;
    }

    /// <summary>An upload of this vault, or null. Its file came before the note that is looked at here, and goes after it.</summary>
    public async ValueTask<Upload?> FindAsync(string vaultId, string id) =>
        await store.FindDocumentAsync(NoteKind, id) is { } body && JsonSerializer.Deserialize(body, HubJson.Default.Upload) is { } upload && upload.Vault == vaultId ? upload : null;

    public async ValueTask<long> LengthOfAsync(Upload upload) => await files.FindLengthAsync(NameOf(upload)) ?? throw new ProblemException(Problems.NotFound);

    /// <summary>Appends a chunk. Of one that breaks off nothing is kept, so that the offset stays what the caller was told.</summary>
    public async ValueTask<long> AppendAsync(Upload upload, long offset, Stream chunk, CancellationToken cancellationToken) =>
        await files.AppendAsync(NameOf(upload), offset, chunk, cancellationToken) switch
        {
            { State: AppendState.Taken, Length: var length } => length,
            { State: AppendState.ElsewhereNow, Length: var length } => throw new ProblemException(Problems.WrongOffset(length)),
            _ => throw new ProblemException(Problems.NotFound),
        };

    /// <summary>As the items of an import.</summary>
    public async ValueTask<IReadOnlyList<ImportItem>> ItemsAsync(IReadOnlyList<Upload> taken)
    {
        var items = new List<ImportItem>(taken.Count);
        foreach (var upload in taken)
        {
            items.Add(new ImportItem(upload.Name, await LengthOfAsync(upload), () => Open(upload)));
        }

        return items;
    }

    public Stream Open(Upload upload) => files.Open(NameOf(upload));

    public async ValueTask DeleteAsync(Upload upload)
    {
        await store.DeleteDocumentAsync(NoteKind, upload.Id);
        await files.DeleteAsync(NameOf(upload));
    }

    /// <summary>Throws away what a vault was sent and did not import.</summary>
    public async ValueTask EraseAsync(string vaultId)
    {
        foreach (var upload in await OfVaultAsync(vaultId))
        {
            await DeleteAsync(upload);
        }
    }

    public FindingKind Kind => FindingKind.Upload;

    /// <summary>Throws away what is a day old, also files of which a killed process left no note.</summary>
    public async ValueTask SweepAsync()
    {
        var (old, left) = await OverAsync();
        foreach (var upload in old)
        {
            await DeleteAsync(upload);
        }

        foreach (var name in left)
        {
            await files.DeleteAsync(name);
        }
    }

    public async ValueTask<IReadOnlyList<string>> LookAsync(CancellationToken cancellationToken)
    {
        var (old, left) = await OverAsync();
        return [.. old.Select(upload => upload.Id), .. left];
    }

    public ValueTask MendAsync(CancellationToken cancellationToken) => SweepAsync();

    private async ValueTask<(IReadOnlyList<Upload> Old, IReadOnlyList<string> Left)> OverAsync()
    {
        var oldest = clock.GetUtcNow() - LivesFor;
        var uploads = await AllAsync();
        var known = uploads.Select(NameOf).ToHashSet(StringComparer.Ordinal);
        return (
            [.. uploads.Where(upload => upload.Created < oldest)],
            [.. (await files.ListAsync(Folder)).Where(file => !known.Contains(file.Name) && file.Written < oldest).Select(file => file.Name)]);
    }

    private async ValueTask<IReadOnlyList<Upload>> OfVaultAsync(string vaultId) => [.. (await AllAsync()).Where(upload => upload.Vault == vaultId)];

    private async ValueTask<IReadOnlyList<Upload>> AllAsync() =>
        [.. (await store.ListDocumentsAsync(NoteKind)).Select(document => JsonSerializer.Deserialize(document.Body, HubJson.Default.Upload)!)];

    private static string NameOf(Upload upload) => $"{Folder}/{upload.Id}";
}
