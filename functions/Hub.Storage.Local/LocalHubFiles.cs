using System.Collections.Concurrent;
using Hub.Core.Files;
using Hub.Core.Vaults;

namespace Hub.Storage.Local;

/// <summary>The hub's own files, in folders under the data folder.</summary>
public sealed class LocalHubFiles(string dataFolder) : IHubFiles
{
    private readonly string _folder = Path.GetFullPath(dataFolder);
    private readonly ConcurrentDictionary<string, bool> _growing = new(StringComparer.Ordinal);

    public async ValueTask CreateAsync(string name, CancellationToken cancellationToken = default)
    {
        PrivateFolder.Create(Path.GetDirectoryName(PathOf(name))!);
        await File.Create(PathOf(name)).DisposeAsync();
    }

    public ValueTask<long?> FindLengthAsync(string name, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(new FileInfo(PathOf(name)) is { Exists: true } file ? file.Length : (long?)null);

    public async ValueTask<Appended> AppendAsync(string name, long offset, Stream chunk, CancellationToken cancellationToken = default)
    {
        if (!_growing.TryAdd(name, true))
        {
            // Another chunk is on its way: then this one comes at the wrong time, and the caller asks how far it came.
            return await FindLengthAsync(name, cancellationToken) is { } length ? new Appended(AppendState.ElsewhereNow, length) : new Appended(AppendState.Gone, 0);
        }

        try
        {
            // Whoever makes a backup reads meanwhile how far it came.
            await using var file = new FileStream(PathOf(name), FileMode.Open, FileAccess.Write, FileShare.Read, bufferSize: 0, FileOptions.Asynchronous);
            return file.Length == offset
                ? new Appended(AppendState.Taken, await AppendAsync(file, chunk, cancellationToken))
                : new Appended(AppendState.ElsewhereNow, file.Length);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return new Appended(AppendState.Gone, 0);
        }
        finally
        {
            _growing.TryRemove(name, out _);
        }
    }

    public Stream Open(string name) => Directory.Exists(Path.GetDirectoryName(PathOf(name))) ? new FileStream(PathOf(name), FileMode.Open, FileAccess.Read, FileShare.ReadWrite) : throw new FileNotFoundException("There is no such file.");

    public ValueTask DeleteAsync(string name, CancellationToken cancellationToken = default)
    {
        if (Directory.Exists(Path.GetDirectoryName(PathOf(name))))
        {
            File.Delete(PathOf(name));
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask<IReadOnlyList<HubFile>> ListAsync(string folder, CancellationToken cancellationToken = default)
    {
        var path = new DirectoryInfo(Path.Combine(_folder, PlainName.Checked(folder)));
        return ValueTask.FromResult<IReadOnlyList<HubFile>>(path.Exists ? [.. path.EnumerateFiles().Select(file => new HubFile($"{folder}/{file.Name}", new DateTimeOffset(file.LastWriteTimeUtc))).OrderBy(file => file.Name, StringComparer.Ordinal)] : []);
    }

    private static async ValueTask<long> AppendAsync(FileStream file, Stream chunk, CancellationToken cancellationToken)
    {
        var offset = file.Length;
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

    private string PathOf(string name) => Path.Combine(_folder, PlainName.InFolder(name));
}
