using System.Security.Cryptography;
using System.Text.Json;
using Hub.Core.Accounts;
using Hub.Core.Files;
using Hub.Core.Journal;
using Hub.Core.Vaults;

namespace Hub.Core.Backups;

/// <summary>A whole hub, written away while it runs: each vault as it stands at one sequence number, the hub's own documents with its keys, plug-ins, files on their way in.</summary>
public sealed class BackupWriter(IHubStore store, IHubFiles files, VaultPool vaults, TimeProvider clock)
{
    /// <summary>The only kind of hub's files that no folder holds; packages of plug-ins lie unpacked in theirs.</summary>
    private const string Uploads = "uploads";

    // A file that somebody deletes while the vault is read: the vault is read again.
    private const int Attempts = 5;

    /// <param name="plugins">The folder of installed plug-ins.</param>
    /// <param name="keep">How many to keep; null for all.</param>
    /// <param name="journal">The line for each vault's journal.</param>
    public async Task<BackupResult> WriteAsync(string path, string plugins, int? keep, JournalEntry journal, CancellationToken cancellationToken = default)
    {
        var key = await BackupKey.FindAsync(store) ?? throw new VaultException("This hub has no recovery key yet, so nobody could open its backups. Make one first: hub backup key");
        var folder = new BackupFolder(path);
        using var alone = folder.Lock();
        var id = Secret.NewId();
        var secret = RandomNumberGenerator.GetBytes(32);
        await folder.WriteAsync(folder.PathOfKey(id), JsonSerializer.SerializeToUtf8Bytes(SealedKey.Seal(key, id, secret), BackupJson.Default.SealedKey), cancellationToken);
        using var cipher = new ChunkCipher(secret, id);
        var chunks = new ChunkWriter(folder, key, cipher);
        var manifest = await FillAsync(chunks, plugins, journal, cancellationToken);

        var name = folder.NewName(manifest.At);
        var header = JsonSerializer.SerializeToUtf8Bytes(new BackupHeader(1, manifest.At, id, key.Fingerprint, [.. chunks.Names.Order(StringComparer.Ordinal)]), BackupJson.Default.BackupHeader);
        var body = cipher.Encrypt(header, JsonSerializer.SerializeToUtf8Bytes(manifest, BackupJson.Default.BackupManifest));
        await folder.WriteAsync(folder.PathOfBackup(name), (byte[])[.. header, (byte)'\n', .. body], cancellationToken);

        // An earlier backup may hold what the hub lacks by now.
        var (removed, damaged) = await folder.PruneAsync(key.Fingerprint, manifest.Missing.Count == 0 ? keep : null, cancellationToken);
        return new BackupResult(name, manifest, chunks.Written, removed, damaged);
    }

    private async Task<BackupManifest> FillAsync(ChunkWriter chunks, string plugins, JournalEntry journal, CancellationToken cancellationToken)
    {
        var (items, counted, missing) = (new List<BackupItem>(), new List<BackedUpVault>(), new List<string>());
        var at = clock.GetUtcNow();

        // Before the vaults: an account is made before its vault.
        items.Add(await chunks.WriteAsync(ItemKind.Documents, null, "", new MemoryStream(await DocumentsAsync()), cancellationToken));
        foreach (var vault in await vaults.Stores.ListAsync())
        {
            if (await FillAsync(chunks, vault, journal with { At = at }, missing, cancellationToken) is { } filled)
            {
                counted.Add(filled.Vault);
                items.AddRange(filled.Items);
            }
        }

        items.AddRange(await FillUploadsAsync(chunks, cancellationToken));
        foreach (var file in Directory.Exists(plugins) ? Directory.EnumerateFiles(plugins, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToList() : [])
        {
            await using var content = File.OpenRead(file);
            items.Add(await chunks.WriteAsync(ItemKind.Plugin, null, Path.GetRelativePath(plugins, file).Replace('\\', '/'), content, cancellationToken));
        }

        return new BackupManifest(typeof(BackupWriter).Assembly.GetName().Version!.ToString(3), at, counted, items, missing);
    }

    private async Task<byte[]> DocumentsAsync()
    {
        var lines = new MemoryStream();
        foreach (var document in await store.AllDocumentsAsync())
        {
            lines.Write(JsonSerializer.SerializeToUtf8Bytes(new DocumentLine(document.Kind, document.Id, document.Body), BackupJson.Default.DocumentLine));
            lines.WriteByte((byte)'\n');
        }

        return lines.ToArray();
    }

    /// <returns>Null when the vault was erased meanwhile, or cannot be read: the others are written all the same.</returns>
    private async Task<(BackedUpVault Vault, IReadOnlyList<BackupItem> Items)?> FillAsync(ChunkWriter chunks, string id, JournalEntry journal, List<string> missing, CancellationToken cancellationToken)
    {
        try
        {
            await using var vault = await vaults.OpenAsync(id);
            await vault.Store.AppendJournalAsync([journal]);
            for (var attempt = 1; ; attempt++)
            {
                var lost = new List<string>();
                var filled = await FillAsync(chunks, vault.Store, lost, cancellationToken);
                if (lost.Count == 0 || attempt == Attempts)
                {
                    missing.AddRange(lost);
                    return filled;
                }
            }
        }
        catch (VaultException failed)
        {
            if (await vaults.Stores.ExistsAsync(id))
            {
                missing.Add($"Vault {id}: {failed.Message}");
            }

            return null;
        }
    }

    private static async Task<(BackedUpVault Vault, IReadOnlyList<BackupItem> Items)> FillAsync(ChunkWriter chunks, IVaultStore vault, List<string> lost, CancellationToken cancellationToken)
    {
        var items = new List<BackupItem>();
        var (counted, database, files) = await CopyAsync(vault);
        await using (database)
        {
            items.Add(await chunks.WriteAsync(ItemKind.Database, vault.VaultId, "", database, cancellationToken));
        }

        foreach (var file in files)
        {
            try
            {
                await using var content = await vault.OpenFileAsync(file.Hash);
                var item = await chunks.WriteAsync(ItemKind.File, vault.VaultId, file.Hash, content, cancellationToken);
                items.Add(item);
                if (!file.Hash.EndsWith(item.Sha256, StringComparison.Ordinal))
                {
                    lost.Add($"Vault {vault.VaultId}: file {file.Hash} does not match its hash.");
                }
            }
            catch (Exception unreadable) when (unreadable is FileNotFoundException or InvalidDataException)
            {
                lost.Add($"Vault {vault.VaultId}: file {file.Hash} is missing or cannot be unpacked.");
            }
        }

        return (counted, items);
    }

    /// <summary>Lets the snapshot go at once: while it is held, what others write piles up beside the database.</summary>
    private static async Task<(BackedUpVault Vault, Stream Database, IReadOnlyList<KeptFile> Files)> CopyAsync(IVaultStore vault)
    {
        await using var snapshot = await vault.SnapshotAsync();
        return (new BackedUpVault(vault.VaultId, snapshot.Sequence, snapshot.Types.ToDictionary(type => type, snapshot.Count), snapshot.Files.Count), snapshot.OpenDatabase(), snapshot.Files);
    }

    private async Task<IReadOnlyList<BackupItem>> FillUploadsAsync(ChunkWriter chunks, CancellationToken cancellationToken)
    {
        var items = new List<BackupItem>();
        foreach (var file in await files.ListAsync(Uploads, cancellationToken))
        {
            try
            {
                await using var content = files.Open(file.Name);
                items.Add(await chunks.WriteAsync(ItemKind.Upload, null, file.Name, content, cancellationToken));
            }
            catch (FileNotFoundException)
            {
                // It was imported or given up since it was listed.
            }
        }

        return items;
    }
}

/// <param name="Written">Bytes that were new to the folder.</param>
/// <param name="Removed">How many earlier backups went.</param>
/// <param name="Damaged">An earlier backup that cannot be read, which is why nothing was removed; or null.</param>
public sealed record BackupResult(string Name, BackupManifest Manifest, long Written, int Removed, string? Damaged);
