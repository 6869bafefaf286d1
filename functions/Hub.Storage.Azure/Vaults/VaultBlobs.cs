using System.IO.Compression;
using Azure;
using Azure.Storage.Blobs;
using Hub.Core.Vaults;

namespace Hub.Storage.Azure.Vaults;

/// <summary>What of a vault lies beside its log: contents that were kept, each in a blob whose name is never used again, and files made from the vault.</summary>
internal sealed class VaultBlobs(BlobContainerClient container)
{
    private const string Contents = "files/";

    /// <summary>Uploads a packed content under a name of its own.</summary>
    public async ValueTask<string> KeepContentAsync(string hash, string packed, CancellationToken cancellationToken)
    {
        var blob = container.GetBlobClient($"{Contents}{hash}.{Guid.NewGuid():n}");
        await Trouble.GuardAsync(async () => await blob.UploadAsync(packed, overwrite: true, cancellationToken));
        return blob.Name;
    }

    /// <summary>Null when it was deleted at this moment, or is lost.</summary>
    public async ValueTask<Stream?> OpenContentAsync(string name) =>
        await OpenAsync(container.GetBlobClient(name)) is { } packed ? new GZipStream(packed, CompressionMode.Decompress) : null;

    /// <summary>The names of contents that lie there since before then.</summary>
    public async ValueTask<IReadOnlyList<string>> ContentsAsync(DateTimeOffset before, CancellationToken cancellationToken) => await Trouble.GuardAsync(async () =>
    {
        var found = new List<string>();
        await foreach (var blob in container.GetBlobsAsync(prefix: Contents, cancellationToken: cancellationToken))
        {
            if (blob.Properties.LastModified < before)
            {
                found.Add(blob.Name);
            }
        }

        return (IReadOnlyList<string>)found;
    });

    /// <summary>Which content a blob was named for.</summary>
    public static string HashOf(string name) => name[Contents.Length..].Split('.')[0];

    public async ValueTask DeleteContentAsync(string name) => await Trouble.GuardAsync(async () => await container.DeleteBlobIfExistsAsync(name));

    /// <exception cref="ArgumentException">The hub gives no such name.</exception>
    public BlobClient ArtifactOf(string name) => name.Length > 0 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-')
        ? container.GetBlobClient($"artifacts/{name}")
        : throw new ArgumentException("Not a name that the hub gave.", nameof(name));

    public ValueTask<Stream?> OpenArtifactAsync(string name) => OpenAsync(ArtifactOf(name));

    public async ValueTask DeleteArtifactAsync(string name)
    {
        var blob = ArtifactOf(name);
        await Trouble.GuardAsync(async () => await blob.DeleteIfExistsAsync());
    }

    private static async ValueTask<Stream?> OpenAsync(BlobClient blob)
    {
        try
        {
            return new GuardedStream(await Trouble.GuardAsync(async () => await blob.OpenReadAsync()));
        }
        catch (VaultException missing) when (missing.InnerException is RequestFailedException { Status: 404 })
        {
            return null;
        }
    }
}
