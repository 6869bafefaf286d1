using System.Globalization;
using System.Text.Json;
using Hub.Core.Vaults;

namespace Hub.Core.Backups;

/// <summary>
/// Where backups lie: <c>backups/</c> has a file for each, <c>chunks/</c> the encrypted pieces that they share, <c>keys/</c> the sealed key of each. A file appears under its name only when
/// it is whole, and a backup only when everything that it needs is there.
/// </summary>
public sealed class BackupFolder(string path)
{
    private const string Ending = ".hubbackup";
    private const string Part = ".part";
    private const string Form = "yyyyMMdd'T'HHmmss'Z'";

    public string Path { get; } = System.IO.Path.GetFullPath(path);

    // Others may write here, on a network drive say: no link of theirs is followed.
    private static readonly EnumerationOptions Plain = new() { AttributesToSkip = FileAttributes.ReparsePoint, IgnoreInaccessible = false, MatchType = MatchType.Simple };

    private string Backups => System.IO.Path.Combine(Path, "backups");

    private string Chunks => System.IO.Path.Combine(Path, "chunks");

    /// <summary>Names of the backups, the oldest first. A name is a time.</summary>
    public IReadOnlyList<string> List() => Directory.Exists(Backups)
        ? [.. Directory.EnumerateFiles(Backups, "*" + Ending).Select(file => System.IO.Path.GetFileNameWithoutExtension(file)!).Order(StringComparer.Ordinal)]
        : [];

    /// <summary>The newest backup of which every piece is there; whether each is whole, only who has the recovery key can see. Null when there is none.</summary>
    public async ValueTask<string?> FindNewestAsync(CancellationToken cancellationToken = default)
    {
        foreach (var name in List().Reverse())
        {
            try
            {
                var (header, _, _) = await ReadAsync(name, cancellationToken);
                if (File.Exists(PathOfKey(header.Key)) && header.Chunks.All(chunk => new FileInfo(PathOfChunk(chunk)) is { Exists: true, Length: > 0 }))
                {
                    return name;
                }
            }
            catch (Exception unreadable) when (unreadable is VaultException or IOException or UnauthorizedAccessException)
            {
                // An earlier one may be whole.
            }
        }

        return null;
    }

    public string PathOfChunk(string name) => System.IO.Path.Combine(Chunks, name[..2], name);

    internal string PathOfKey(string id) => System.IO.Path.Combine(Path, "keys", id + ".json");

    internal string PathOfBackup(string name) => System.IO.Path.Combine(Backups, name + Ending);

    /// <summary>A name for a backup of that time, later than all there are.</summary>
    internal string NewName(DateTimeOffset at)
    {
        var name = at.UtcDateTime.ToString(Form, CultureInfo.InvariantCulture);
        return List() is [.., var last] && string.CompareOrdinal(name, last) <= 0 && DateTimeOffset.TryParseExact(last, Form, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var latest)
            ? latest.AddSeconds(1).UtcDateTime.ToString(Form, CultureInfo.InvariantCulture)
            : name;
    }

    /// <summary>One backup at a time: what another has not finished would look unused. The system lets go of it when the process dies.</summary>
    internal IDisposable Lock()
    {
        try
        {
            Directory.CreateDirectory(Path);
            return new FileStream(System.IO.Path.Combine(Path, ".lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (UnauthorizedAccessException denied)
        {
            throw new VaultException($"The folder {Path} cannot be written. Choose another, or change its rights.", denied);
        }
        catch (IOException busy)
        {
            throw new VaultException($"The folder {Path} is in use by another backup, or cannot be made ({busy.Message}). Try again when that one has ended.", busy);
        }
    }

    internal async ValueTask WriteAsync(string path, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        var part = path + Part;
        try
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);

            // What lies there under that name may be a link to something else: it goes, and is never written through.
            File.Delete(part);
            await using (var file = new FileStream(part, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0))
            {
                await file.WriteAsync(bytes, cancellationToken);
                file.Flush(flushToDisk: true);
            }

            File.Move(part, path, overwrite: true);
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            throw new StorageFullException($"The backup's folder cannot be written ({failed.Message}). Free some space there, or choose another; earlier backups are as they were.", failed);
        }
    }

    internal async ValueTask<(BackupHeader Header, byte[] Line, byte[] Manifest)> ReadAsync(string name, CancellationToken cancellationToken)
    {
        var bytes = await File.ReadAllBytesAsync(PathOfBackup(name), cancellationToken);
        var end = bytes.AsSpan().IndexOf((byte)'\n');
        try
        {
            if (end > 0 && JsonSerializer.Deserialize(bytes.AsSpan(0, end), BackupJson.Default.BackupHeader) is { } header)
            {
                return (header, bytes[..end], bytes[(end + 1)..]);
            }
        }
        catch (JsonException)
        {
            // Told below, with its name.
        }

        throw new VaultException($"The backup {name} is damaged: {PathOfBackup(name)} cannot be read. Choose another with --at.");
    }

    /// <summary>Removes all but the latest backups of one recovery key, then the chunks that no backup of any key needs. Keys are small and stay. Beside one that cannot be read nothing goes: nobody knows what it needs.</summary>
    internal async ValueTask<(int Removed, string? Damaged)> PruneAsync(string fingerprint, int? keep, CancellationToken cancellationToken)
    {
        var headers = new List<(string Name, BackupHeader Header)>();
        foreach (var name in List())
        {
            try
            {
                headers.Add((name, (await ReadAsync(name, cancellationToken)).Header));
            }
            catch (VaultException)
            {
                return (0, PathOfBackup(name));
            }
        }

        var old = keep is { } count ? headers.Where(backup => backup.Header.For == fingerprint).SkipLast(count).Select(backup => backup.Name).ToHashSet(StringComparer.Ordinal) : [];
        foreach (var name in old)
        {
            File.Delete(PathOfBackup(name));
        }

        var used = headers.Where(backup => !old.Contains(backup.Name)).SelectMany(backup => backup.Header.Chunks).ToHashSet(StringComparer.Ordinal);
        var unneeded = ListChunks().Where(file => !used.Contains(System.IO.Path.GetFileName(file)));
        foreach (var unused in unneeded.Concat(Directory.EnumerateFiles(Backups, "*" + Ending + Part, Plain)).ToList())
        {
            File.Delete(unused);
        }

        return (old.Count, null);
    }

    /// <summary>What backups wrote as chunks, whole or half, and nothing else that lies there.</summary>
    private IEnumerable<string> ListChunks() =>
        Directory.EnumerateDirectories(Chunks, "??", Plain)
            .SelectMany(folder => Directory.EnumerateFiles(folder, System.IO.Path.GetFileName(folder) + "*", Plain))
            .Where(file => IsChunk(System.IO.Path.GetFileName(file)));

    private static bool IsChunk(string name) =>
        (name.EndsWith(Part, StringComparison.Ordinal) ? name[..^Part.Length] : name) is { Length: 32 } bare && bare.All(char.IsAsciiHexDigitLower);
}
