using System.Security.Cryptography;

namespace Hub.Core.Backups;

/// <summary>Cuts contents into chunks and writes those that the folder does not have.</summary>
internal sealed class ChunkWriter(BackupFolder folder, BackupKey key, ChunkCipher cipher)
{
    /// <summary>A whole number of a database's pages, so that pages that did not change fall into chunks that did not.</summary>
    private const int ChunkLength = 1024 * 1024;

    private readonly byte[] _buffer = new byte[ChunkLength];

    public HashSet<string> Names { get; } = new(StringComparer.Ordinal);

    public long Written { get; private set; }

    public async ValueTask<BackupItem> WriteAsync(ItemKind kind, string? vault, string name, Stream content, CancellationToken cancellationToken)
    {
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var chunks = new List<string>();
        long length = 0;
        for (int read; (read = await content.ReadAtLeastAsync(_buffer, ChunkLength, throwOnEndOfStream: false, cancellationToken)) > 0; length += read)
        {
            sha.AppendData(_buffer, 0, read);
            chunks.Add(await WriteAsync(_buffer.AsMemory(0, read), cancellationToken));
        }

        Names.UnionWith(chunks);
        return new BackupItem(kind, vault, name, length, Convert.ToHexStringLower(sha.GetHashAndReset()), chunks);
    }

    private async ValueTask<string> WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        var name = key.NameOf(bytes.Span);
        var path = folder.PathOfChunk(name);
        if (new FileInfo(path) is not { Exists: true, Length: > ChunkCipher.Overhead })
        {
            var encrypted = cipher.Encrypt(ChunkCipher.PurposeOf(name), bytes.Span);
            await folder.WriteAsync(path, encrypted, cancellationToken);
            Written += encrypted.Length;
        }

        return name;
    }
}
