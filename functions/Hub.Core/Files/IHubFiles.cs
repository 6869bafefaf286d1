namespace Hub.Core.Files;

/// <summary>Bytes that belong to the hub and to no vault: files on their way in, packages of plug-ins. A file has a name in a folder, <c>uploads/x</c>, and grows at its end only.</summary>
public interface IHubFiles
{
    /// <summary>Makes an empty file in the place of whatever had the name.</summary>
    ValueTask CreateAsync(string name, CancellationToken cancellationToken = default);

    ValueTask<long?> FindLengthAsync(string name, CancellationToken cancellationToken = default);

    /// <summary>Appends where the file must end at this moment. Of a chunk of at most <see cref="WholeChunk"/> that breaks off, nothing is kept.</summary>
    ValueTask<Appended> AppendAsync(string name, long offset, Stream chunk, CancellationToken cancellationToken = default);

    /// <summary>For reading, from any place.</summary>
    /// <exception cref="FileNotFoundException">There is none.</exception>
    Stream Open(string name);

    ValueTask DeleteAsync(string name, CancellationToken cancellationToken = default);

    ValueTask<IReadOnlyList<HubFile>> ListAsync(string folder, CancellationToken cancellationToken = default);

    public const int WholeChunk = 8 * 1024 * 1024;
}

/// <param name="Length">How long the file is now, whatever became of the chunk.</param>
public readonly record struct Appended(AppendState State, long Length);

public enum AppendState
{
    Taken,

    /// <summary>The file ends elsewhere, or another chunk is being appended.</summary>
    ElsewhereNow,

    Gone,
}

/// <param name="Name">With its folder.</param>
public readonly record struct HubFile(string Name, DateTimeOffset Written);
