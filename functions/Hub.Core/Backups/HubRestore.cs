using System.Security.Cryptography;
using System.Text.Json;
using Hub.Core.Vaults;

namespace Hub.Core.Backups;

/// <summary>Makes a hub of a backup. What cannot be had is told and the rest is made all the same: a person with one damaged backup wants what is left.</summary>
public sealed class HubRestore(BackupReader backup, IRestoreTarget target)
{
    // They open a door for a while, and may have been closed since.
    private static readonly string[] OfTheMoment = [Accounts.Sessions.Kind, Accounts.OneTimeCodes.Kind];

    private readonly List<string> _troubles = [];

    /// <returns>What is wrong with the backup; empty when nothing is.</returns>
    public async Task<IReadOnlyList<string>> RunAsync(CancellationToken cancellationToken = default)
    {
        var manifest = backup.Manifest;
        foreach (var item in manifest.Items.Where(item => item.Kind is not (ItemKind.File or ItemKind.Documents)))
        {
            await TryAsync(item, () => RestoreAsync(item, cancellationToken));
        }

        foreach (var vault in manifest.Items.Where(item => item.Kind is ItemKind.File).GroupBy(item => item.Vault!, StringComparer.Ordinal))
        {
            try
            {
                if (await target.Vaults.ExistsAsync(vault.Key))
                {
                    await RestoreFilesAsync(vault.Key, vault, cancellationToken);
                }
            }
            catch (VaultException failed)
            {
                _troubles.Add($"vault {vault.Key}: {failed.Message}");
            }
        }

        // Accounts last: nobody signs in to half a hub.
        foreach (var item in manifest.Items.Where(item => item.Kind is ItemKind.Documents))
        {
            await TryAsync(item, () => RestoreAsync(item, cancellationToken));
        }

        return [.. manifest.Missing.Select(missing => $"When this backup was made: {missing}"), .. _troubles];
    }

    /// <summary>Compares the hub that was made with what the backup says of the one it was made of.</summary>
    public async Task<IReadOnlyList<string>> CompareAsync(CancellationToken cancellationToken = default)
    {
        var troubles = new List<string>();
        foreach (var expected in backup.Manifest.Vaults)
        {
            try
            {
                troubles.AddRange(await CompareAsync(expected, cancellationToken));
            }
            catch (VaultException failed)
            {
                troubles.Add($"Vault {expected.Id}: {failed.Message}");
            }
        }

        return troubles;
    }

    private async Task<IReadOnlyList<string>> CompareAsync(BackedUpVault expected, CancellationToken cancellationToken)
    {
        if (!await target.Vaults.ExistsAsync(expected.Id))
        {
            return [$"Vault {expected.Id} cannot be restored."];
        }

        var troubles = new List<string>();
        await using var vault = await target.Vaults.OpenAsync(expected.Id);
        await using (var snapshot = await vault.SnapshotAsync())
        {
            var found = new BackedUpVault(expected.Id, snapshot.Sequence, snapshot.Types.ToDictionary(type => type, snapshot.Count), snapshot.Files.Count);
            if (found.Sequence != expected.Sequence || found.Files != expected.Files || !found.Types.OrderBy(type => type.Key, StringComparer.Ordinal).SequenceEqual(expected.Types.OrderBy(type => type.Key, StringComparer.Ordinal)))
            {
                troubles.Add($"Vault {expected.Id} has {found.Types.Values.Sum()} records and {found.Files} files at {found.Sequence}; the hub had {expected.Types.Values.Sum()} and {expected.Files} at {expected.Sequence}.");
            }
        }

        troubles.AddRange((await vault.CheckAsync(cancellationToken: cancellationToken)).SelectMany(finding => finding.Evidence).Select(line => $"Vault {expected.Id}: {line}"));
        return troubles;
    }

    private async ValueTask RestoreFilesAsync(string id, IEnumerable<BackupItem> items, CancellationToken cancellationToken)
    {
        await using var vault = await target.Vaults.OpenAsync(id);
        foreach (var item in items)
        {
            await TryAsync(item, async () =>
            {
                await using var content = backup.Open(item);
                var known = target.FindKept(id, item.Name);
                var kept = await vault.KeepFileAsync(content, known?.Name ?? item.Name, known?.MediaType ?? "application/octet-stream", known?.At ?? backup.Manifest.At, cancellationToken);
                if (kept.Hash != item.Name)
                {
                    throw new BackupDamageException("its content is not that of its hash");
                }
            });
        }
    }

    private async Task RestoreAsync(BackupItem item, CancellationToken cancellationToken)
    {
        await using var content = backup.Open(item);
        switch (item.Kind)
        {
            case ItemKind.Documents:
                await RestoreDocumentsAsync(content, cancellationToken);
                break;
            case ItemKind.Database:
                await target.PutDatabaseAsync(item.Vault!, into => CopyAsync(item, content, into, cancellationToken), cancellationToken);
                break;
            case ItemKind.Upload:
                await target.Files.CreateAsync(item.Name, cancellationToken);
                await target.Files.AppendAsync(item.Name, 0, content, cancellationToken);
                break;
            default:
                await RestorePluginAsync(item, content, cancellationToken);
                break;
        }
    }

    private async Task RestoreDocumentsAsync(Stream content, CancellationToken cancellationToken)
    {
        using var lines = new StreamReader(content);
        while (await lines.ReadLineAsync(cancellationToken) is { } line)
        {
            var document = JsonSerializer.Deserialize(line, BackupJson.Default.DocumentLine)!;
            if (!OfTheMoment.Contains(document.Kind, StringComparer.Ordinal))
            {
                await target.Store.PutDocumentAsync(document.Kind, document.Id, document.Body);
            }
        }
    }

    private async Task RestorePluginAsync(BackupItem item, Stream content, CancellationToken cancellationToken)
    {
        var path = Path.GetFullPath(Path.Combine(target.Plugins, item.Name));
        if (!path.StartsWith(Path.GetFullPath(target.Plugins) + Path.DirectorySeparatorChar, StringComparison.Ordinal))
        {
            throw new BackupDamageException("its path leads out of the folder of plug-ins");
        }

        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await using var file = File.Create(path);
        await CopyAsync(item, content, file, cancellationToken);
    }

    private static async Task CopyAsync(BackupItem item, Stream content, Stream into, CancellationToken cancellationToken)
    {
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[128 * 1024];
        for (int read; (read = await content.ReadAsync(buffer, cancellationToken)) > 0;)
        {
            sha.AppendData(buffer, 0, read);
            await into.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
        }

        if (Convert.ToHexStringLower(sha.GetHashAndReset()) != item.Sha256)
        {
            throw new BackupDamageException("its content is not that of its hash");
        }
    }

    private async Task TryAsync(BackupItem item, Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (BackupDamageException damage)
        {
            var vault = item.Vault is null ? "" : $"vault {item.Vault}, ";
            _troubles.Add($"{vault}{item.Kind.ToString().ToLowerInvariant()} {item.Name}".TrimEnd() + $": {damage.Message}.");
        }
    }
}
