using System.Buffers;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using Hub.Core.Files;

namespace Hub.Storage.Azure;

/// <summary>
/// The hub's own files: one append blob each, in one container. The place where a chunk must begin is a condition of the request, so that of two
/// writers one is refused; a chunk of up to 8 MB is one request and one block, whole or not there. The container is made when the first file is.
/// </summary>
public sealed class AzureHubFiles(BlobContainerClient container) : IHubFiles
{
    private const int ReadAhead = 4 * 1024 * 1024;

    public async ValueTask CreateAsync(string name, CancellationToken cancellationToken = default)
    {
        try
        {
            await Blob(name).CreateAsync(cancellationToken: cancellationToken);
        }
        catch (RequestFailedException missing) when (missing.Says(BlobErrorCode.ContainerNotFound))
        {
            await container.CreateIfNotExistsAsync(cancellationToken: cancellationToken);
            await Blob(name).CreateAsync(cancellationToken: cancellationToken);
        }
    }

    public async ValueTask<long?> FindLengthAsync(string name, CancellationToken cancellationToken = default)
    {
        try
        {
            return (await Blob(name).GetPropertiesAsync(cancellationToken: cancellationToken)).Value.ContentLength;
        }
        catch (RequestFailedException missing) when (missing.Status == 404)
        {
            return null;
        }
    }

    public async ValueTask<Appended> AppendAsync(string name, long offset, Stream chunk, CancellationToken cancellationToken = default)
    {
        var blob = Blob(name);
        var block = ArrayPool<byte>.Shared.Rent(IHubFiles.WholeChunk);
        try
        {
            var end = offset;
            for (var isFirst = true; ; isFirst = false)
            {
                // Read whole before any of it is sent: an append cannot be taken back.
                var length = await chunk.ReadAtLeastAsync(block.AsMemory(0, IHubFiles.WholeChunk), IHubFiles.WholeChunk, throwOnEndOfStream: false, cancellationToken);
                if (length == 0)
                {
                    return isFirst ? await ComparedAsync(name, offset, cancellationToken) : new Appended(AppendState.Taken, end);
                }

                if (await AppendAsync(blob, end, new ArraySegment<byte>(block, 0, length), cancellationToken) is { } refused)
                {
                    return refused;
                }

                end += length;
                if (length < IHubFiles.WholeChunk)
                {
                    return new Appended(AppendState.Taken, end);
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(block);
        }
    }

    /// <summary>The length is asked for at once; the rest comes while it is read, 4 MB a request.</summary>
    public Stream Open(string name)
    {
        try
        {
            return new GuardedStream(Blob(name).OpenRead(new BlobOpenReadOptions(allowModifications: false) { BufferSize = ReadAhead }));
        }
        catch (RequestFailedException missing) when (missing.Status == 404)
        {
            throw new FileNotFoundException("There is no such file.", missing);
        }
    }

    public async ValueTask DeleteAsync(string name, CancellationToken cancellationToken = default)
    {
        try
        {
            await Blob(name).DeleteAsync(cancellationToken: cancellationToken);
        }
        catch (RequestFailedException missing) when (missing.Status == 404)
        {
            // Gone already, or deleted by a request whose reply was lost: that is what was asked for.
        }
    }

    public async ValueTask<IReadOnlyList<HubFile>> ListAsync(string folder, CancellationToken cancellationToken = default)
    {
        var files = new List<HubFile>();
        try
        {
            await foreach (var blob in container.GetBlobsAsync(prefix: PlainName.Checked(folder) + "/", cancellationToken: cancellationToken))
            {
                files.Add(new HubFile(blob.Name, blob.Properties.LastModified ?? DateTimeOffset.UnixEpoch));
            }

            return files;
        }
        catch (RequestFailedException missing) when (missing.Says(BlobErrorCode.ContainerNotFound))
        {
            return [];
        }
    }

    /// <returns>Why it was not taken, or null.</returns>
    private static async ValueTask<Appended?> AppendAsync(AppendBlobClient blob, long offset, ArraySegment<byte> block, CancellationToken cancellationToken)
    {
        try
        {
            using var content = new MemoryStream(block.Array!, block.Offset, block.Count, writable: false);
            await blob.AppendBlockAsync(content, new AppendBlobAppendBlockOptions { Conditions = new AppendBlobRequestConditions { IfAppendPositionEqual = offset } }, cancellationToken);
            return null;
        }
        catch (RequestFailedException missing) when (missing.Status == 404)
        {
            return new Appended(AppendState.Gone, 0);
        }
        catch (RequestFailedException elsewhere) when (elsewhere.Says(BlobErrorCode.AppendPositionConditionNotMet))
        {
            var length = (await blob.GetPropertiesAsync(cancellationToken: cancellationToken)).Value.ContentLength;
            return await IsThereAsync(blob, offset, block, length, cancellationToken) ? null : new Appended(AppendState.ElsewhereNow, length);
        }
    }

    /// <summary>When the reply to an append is lost, the client asks again and is refused, for its own bytes are there now.</summary>
    private static async ValueTask<bool> IsThereAsync(AppendBlobClient blob, long offset, ArraySegment<byte> block, long length, CancellationToken cancellationToken)
    {
        if (length != offset + block.Count)
        {
            return false;
        }

        var there = await blob.DownloadContentAsync(new BlobDownloadOptions { Range = new HttpRange(offset, block.Count) }, cancellationToken);
        return there.Value.Content.ToMemory().Span.SequenceEqual(block);
    }

    private async ValueTask<Appended> ComparedAsync(string name, long offset, CancellationToken cancellationToken) => await FindLengthAsync(name, cancellationToken) switch
    {
        null => new Appended(AppendState.Gone, 0),
        { } length => new Appended(length == offset ? AppendState.Taken : AppendState.ElsewhereNow, length),
    };

    private AppendBlobClient Blob(string name) => container.GetAppendBlobClient(PlainName.InFolder(name));
}
