using Hub.Core.Files;
using Hub.Core.Vaults;

namespace Hub.Core.Runs;

/// <summary>A file to read, whether it is kept already or only looked at.</summary>
internal interface IFileSource
{
    string Name { get; }

    long Length { get; }

    /// <summary>Null while it is not kept.</summary>
    string? Hash { get; }

    Stream Open();
}

internal sealed class KeptSource(IVaultStore store, KeptFile file) : IFileSource
{
    public string Name => file.Name;

    public long Length => file.Length;

    public string? Hash => file.Hash;

    /// <summary>A local store answers at once; for others the runner's thread waits, not the server's.</summary>
    public Stream Open() => store.OpenFileAsync(file.Hash).AsTask().GetAwaiter().GetResult();
}

internal sealed class UploadedSource(ImportItem item) : IFileSource
{
    public string Name => item.Name;

    public long Length => item.Length;

    public string? Hash => null;

    public Stream Open() => item.Open();
}
