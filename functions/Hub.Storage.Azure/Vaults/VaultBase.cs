using System.Globalization;
using System.IO.Compression;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace Hub.Storage.Azure.Vaults;

/// <summary>Whole databases, packed, as <c>base/N</c>: the vault as it was when <c>log/N</c> began. Opening a vault takes the last of them and the log from there.</summary>
internal static class VaultBase
{
    private const string Prefix = "base/";

    /// <summary>Fetches the last one into a file.</summary>
    /// <returns>The number of the log that goes on from it, and its packed length; null when there is none.</returns>
    public static async ValueTask<(int Number, long Length)?> FetchAsync(BlobContainerClient container, string path, CancellationToken cancellationToken)
    {
        while (await LastAsync(container, cancellationToken) is { } last)
        {
            try
            {
                using var content = (await container.GetBlobClient(last.Name).DownloadStreamingAsync(cancellationToken: cancellationToken)).Value;
                await using var zip = new GZipStream(content.Content, CompressionMode.Decompress);
                await using var file = File.Create(path);
                await zip.CopyToAsync(file, cancellationToken);
                return (NumberOf(last.Name), last.Properties.ContentLength ?? 0);
            }
            catch (RequestFailedException replaced) when (replaced.Says(BlobErrorCode.BlobNotFound))
            {
                // A later one has just taken its place.
            }
        }

        return null;
    }

    /// <summary>Keeps a database as the beginning of a log; who comes second finds it there already.</summary>
    /// <returns>Its packed length.</returns>
    public static async ValueTask<long> KeepAsync(BlobContainerClient container, int number, string path, CancellationToken cancellationToken)
    {
        var packed = path + ".gz";
        await using var zipped = new FileStream(packed, FileMode.Create, FileAccess.ReadWrite, FileShare.None, 64 * 1024, FileOptions.DeleteOnClose | FileOptions.Asynchronous);
        await using (var file = File.OpenRead(path))
        await using (var zip = new GZipStream(zipped, CompressionLevel.Fastest, leaveOpen: true))
        {
            await file.CopyToAsync(zip, cancellationToken);
        }

        zipped.Position = 0;
        try
        {
            await container.GetBlobClient(NameOf(number)).UploadAsync(zipped, new BlobUploadOptions { Conditions = new BlobRequestConditions { IfNoneMatch = ETag.All } }, cancellationToken);
        }
        catch (RequestFailedException there) when (there.Status is 409 or 412)
        {
            // The same state, from another process.
        }

        return zipped.Length;
    }

    /// <summary>Removes what comes before a base: older ones, and logs that nobody needs to read any more.</summary>
    /// <param name="container">The vault's.</param>
    /// <param name="number">The base that stays, unless there is a later one: another process may have been faster, and have removed this one for what it held.</param>
    /// <param name="keep">How many logs before it stay, so that other processes find what they have not read yet; without them they fetch the base.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async ValueTask DropBeforeAsync(BlobContainerClient container, int number, int keep, CancellationToken cancellationToken)
    {
        var last = await LastAsync(container, cancellationToken) is { } found ? NumberOf(found.Name) : number;
        foreach (var (prefix, before) in new[] { (Prefix, last), ("log/", number - keep), ("large/", number - keep) })
        {
            await foreach (var blob in container.GetBlobsAsync(prefix: prefix, cancellationToken: cancellationToken))
            {
                if (NumberOf(blob.Name) < before)
                {
                    await container.DeleteBlobIfExistsAsync(blob.Name, cancellationToken: cancellationToken);
                }
            }
        }
    }

    private static async ValueTask<BlobItem?> LastAsync(BlobContainerClient container, CancellationToken cancellationToken)
    {
        BlobItem? last = null;
        await foreach (var blob in container.GetBlobsAsync(prefix: Prefix, cancellationToken: cancellationToken))
        {
            last = blob; // in the order of their names
        }

        return last;
    }

    private static string NameOf(int number) => $"{Prefix}{number:D8}";

    private static int NumberOf(string name) => int.Parse(name.Split('/')[1], CultureInfo.InvariantCulture);
}
