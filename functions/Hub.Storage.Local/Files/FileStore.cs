using System.IO.Compression;
using System.Security.Cryptography;
using Hub.Core.Checks;
using Hub.Storage.Local.Sqlite;

namespace Hub.Storage.Local.Files;

/// <summary>Contents by their SHA-256 under <c>files/ab/…</c>, compressed. A file appears under its name only when it is whole.</summary>
internal sealed class FileStore(string folder)
{
    private const string Prefix = "sha256-";
    private const string Packed = ".gz";

    /// <summary>Takes a content in, whole and compressed, under no name yet.</summary>
    public async Task<TakenFile> TakeAsync(Stream content, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        var partial = Path.Combine(folder, $"{Guid.NewGuid():n}{Parts.Ending}");
        try
        {
            var (hash, length) = await CopyAsync(content, partial, cancellationToken);
            return new TakenFile(hash, length, partial, PathOf(hash));
        }
        catch
        {
            File.Delete(partial);
            throw;
        }
    }

    public void Delete(string hash) => File.Delete(PathOf(hash));

    public Stream? Open(string hash) =>
        PathOf(hash) is var path && File.Exists(path) ? new GZipStream(File.OpenRead(path), CompressionMode.Decompress) : null;

    /// <summary>What is wrong with a kept content.</summary>
    public async Task<FileLook> LookAsync(string hash, long length, CancellationToken cancellationToken)
    {
        await using var content = Open(hash);
        return content is null ? new FileLook(FindingKind.FileMissing) : await LookAsync(content, hash, length, cancellationToken);
    }

    /// <inheritdoc cref="LookAsync(string, long, CancellationToken)"/>
    public static async Task<FileLook> LookAsync(Stream content, string hash, long length, CancellationToken cancellationToken)
    {
        try
        {
            var counting = new CountingStream(content);
            var found = Prefix + Convert.ToHexStringLower(await SHA256.HashDataAsync(counting, cancellationToken));
            return new FileLook(found != hash ? FindingKind.FileDamage : counting.Count != length ? FindingKind.FileLength : null, counting.Count);
        }
        catch (InvalidDataException)
        {
            // It cannot be unpacked.
            return new FileLook(FindingKind.FileDamage);
        }
    }

    /// <summary>All contents that lie here since before then, whole or not.</summary>
    public IReadOnlyList<(string Hash, string Path, DateTimeOffset Written)> List(DateTimeOffset before) => Directory.Exists(folder)
        ? [.. Directory.EnumerateFiles(folder, "*" + Packed, SearchOption.AllDirectories)
            .Select(path => (Hash: Prefix + Path.GetFileName(path)[..^Packed.Length], path, Written: new DateTimeOffset(File.GetLastWriteTimeUtc(path))))
            .Where(file => IsHash(file.Hash) && file.Written < before)]
        : [];

    public static bool IsHash(string hash) => hash.Length == Prefix.Length + 64 && hash.StartsWith(Prefix, StringComparison.Ordinal) && hash.AsSpan(Prefix.Length).IndexOfAnyExcept("0123456789abcdef") < 0;

    private string PathOf(string hash) => IsHash(hash)
        ? Path.Combine(folder, hash.Substring(Prefix.Length, 2), hash[Prefix.Length..] + Packed)
        : throw new ArgumentException("Not a hash of this hub.", nameof(hash));

    /// <summary>A content that waits for its name; without one it is forgotten.</summary>
    public sealed record TakenFile(string Hash, long Length, string Partial, string Path) : IDisposable
    {
        public void Place()
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);
            File.Move(Partial, Path, overwrite: true);
        }

        public void Dispose() => File.Delete(Partial);
    }

    private static async Task<(string Hash, long Length)> CopyAsync(Stream content, string path, CancellationToken cancellationToken)
    {
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var file = Full.Guard(() => File.Create(path));
        var zip = new GZipStream(file, CompressionLevel.Fastest, leaveOpen: true);
        var buffer = new byte[128 * 1024];
        long length = 0;
        for (int read; (read = await content.ReadAsync(buffer, cancellationToken)) > 0; length += read)
        {
            sha.AppendData(buffer, 0, read);
            Full.Guard(() => zip.Write(buffer, 0, read));
        }

        Full.Guard(() =>
        {
            zip.Dispose();
            file.Flush(flushToDisk: true);
        });
        return (Prefix + Convert.ToHexStringLower(sha.GetHashAndReset()), length);
    }
}
