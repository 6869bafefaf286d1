using System.Security.Cryptography;
using System.Text.Json;
using Hub.Core.Vaults;

namespace Hub.Core.Backups;

/// <summary>One backup, opened with the recovery key.</summary>
public sealed class BackupReader : IDisposable
{
    private readonly BackupFolder _folder;
    private readonly RecoveryKey _key;
    private readonly Dictionary<string, ChunkCipher> _ciphers = new(StringComparer.Ordinal);

    private BackupReader(BackupFolder folder, RecoveryKey key, string name) => (_folder, _key, Name) = (folder, key, name);

    public string Name { get; }

    public BackupManifest Manifest { get; private set; } = null!;

    /// <param name="at">The beginning of a backup's name; null for the newest.</param>
    /// <exception cref="VaultException">There is none, the key is another's, or it is damaged.</exception>
    public static async Task<BackupReader> OpenAsync(BackupFolder folder, RecoveryKey key, string? at, CancellationToken cancellationToken = default)
    {
        var name = folder.List().LastOrDefault(name => name.StartsWith(at ?? "", StringComparison.OrdinalIgnoreCase))
            ?? throw new VaultException(at is null ? $"There is no backup in {folder.Path}." : $"There is no backup in {folder.Path} whose name begins with {at}. There is: {string.Join(", ", folder.List())}");
        var (header, line, body) = await folder.ReadAsync(name, cancellationToken);
        if (header.Format != 1)
        {
            throw new VaultException($"The backup {name} was written by a newer hub (format {header.Format}). Use that version.");
        }

        if (header.For != key.ToBackupKey(default).Fingerprint)
        {
            throw new VaultException($"This is not the recovery key of the backup {name}: it was sealed with another one. Use that one; without it nobody can open this backup.");
        }

        var reader = new BackupReader(folder, key, name);
        try
        {
            reader.Manifest = JsonSerializer.Deserialize(reader.CipherOf(header.Key).Decrypt(line, body), BackupJson.Default.BackupManifest)!;
            return reader;
        }
        catch (Exception damaged) when (damaged is CryptographicException or InvalidDataException or JsonException)
        {
            reader.Dispose();
            throw new VaultException($"The backup {name} is damaged, or its list was changed: {folder.PathOfBackup(name)} does not open. Choose another with --at.", damaged);
        }
    }

    public Stream Open(BackupItem item) => new ItemStream(this, item);

    /// <exception cref="BackupDamageException">It is missing, damaged, or another one in its place.</exception>
    internal byte[] ReadChunk(string name)
    {
        var path = _folder.PathOfChunk(name);
        try
        {
            var bytes = File.ReadAllBytes(path);
            return CipherOf(ChunkCipher.FindKeyId(bytes) ?? throw new CryptographicException()).Decrypt(ChunkCipher.PurposeOf(name), bytes);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new BackupDamageException($"{path} is missing");
        }
        catch (Exception damaged) when (damaged is CryptographicException or InvalidDataException or IOException)
        {
            throw new BackupDamageException($"{path} is damaged (delete it, and the next backup writes it anew)");
        }
    }

    public void Dispose()
    {
        foreach (var cipher in _ciphers.Values)
        {
            cipher.Dispose();
        }
    }

    private ChunkCipher CipherOf(string id)
    {
        if (_ciphers.TryGetValue(id, out var known))
        {
            return known;
        }

        try
        {
            var sealedKey = JsonSerializer.Deserialize(File.ReadAllBytes(_folder.PathOfKey(id)), BackupJson.Default.SealedKey);
            return sealedKey?.Id == id ? _ciphers[id] = new ChunkCipher(sealedKey.Open(_key), id) : throw new CryptographicException();
        }
        catch (Exception damaged) when (damaged is IOException or JsonException or CryptographicException or ArgumentException or OverflowException)
        {
            throw new CryptographicException("The key of a backup is missing or damaged.", damaged);
        }
    }
}

/// <summary>A piece of a backup cannot be had; the message names it.</summary>
public sealed class BackupDamageException(string message) : Exception(message);
