using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;

namespace Hub.Storage.Azure.Vaults;

/// <summary>
/// A vault's one truth: append blobs <c>log/N</c>, a frame for each commit. An append names the place where its writer believes the log to end, and the service takes it there or not at
/// all: that is the order of all writers. Which place this process has come to is known here.
/// </summary>
internal sealed class VaultLog(BlobContainerClient container, int number, ServiceTime time)
{
    /// <summary>An append may hold 4 MiB on every version of the service; what is larger goes into a blob of its own.</summary>
    private const int MostAppended = 4 * 1024 * 1024;

    // A blob may have 50,000 blocks. https://learn.microsoft.com/rest/api/storageservices/append-block
    private const int MostBlocks = 45_000;

    private const int UsualFrame = 16 * 1024;
    private const int MostKept = 256 * 1024;

    private byte[]? _bytes;
    private AppendBlobClient _blob = container.GetAppendBlobClient(NameOf(number));
    private ETag? _tag;

    /// <summary>Which blob of the log this process has come to.</summary>
    public int Number { get; private set; } = number;

    /// <summary>Up to where in it.</summary>
    public long Position { get; private set; }

    /// <summary>It should soon go on in another blob.</summary>
    public bool IsLong { get; private set; }

    public static string NameOf(int number) => $"log/{number:D8}";

    public static string LargeOf(int number) => $"large/{number:D8}/";

    public static async ValueTask MakeAsync(BlobContainerClient container, int number, CancellationToken cancellationToken) =>
        await container.GetAppendBlobClient(NameOf(number)).CreateIfNotExistsAsync(cancellationToken: cancellationToken);

    /// <summary>Null when another was first: what it wrote has to be read, and the work done again.</summary>
    public async ValueTask<LogPlace?> TryAppendAsync(LogFrame frame, CancellationToken cancellationToken)
    {
        if (frame.Size > MostAppended)
        {
            await container.GetBlobClient(LargeOf(Number) + frame.Id.ToString("n")).UploadAsync(BinaryData.FromBytes(frame.Packed), overwrite: true, cancellationToken);
            frame = frame with { Kind = FrameKind.ChangesElsewhere, Packed = default };
        }

        // The bytes of the last append serve again, unless it failed: then something may still be reading them.
        var (bytes, size) = (_bytes?.Length >= frame.Size ? _bytes : new byte[Math.Max(frame.Size, UsualFrame)], frame.Size);
        _bytes = null;
        frame.CopyTo(bytes);
        try
        {
            var taken = await _blob.AppendBlockAsync(new MemoryStream(bytes, 0, size), new AppendBlobAppendBlockOptions { Conditions = new AppendBlobRequestConditions { IfAppendPositionEqual = Position } }, cancellationToken);
            time.Hear(taken.GetRawResponse());
            _bytes = size <= MostKept ? bytes : null;
            return new LogPlace(Position + size, taken.Value.ETag, taken.Value.BlobCommittedBlockCount);
        }
        catch (RequestFailedException moved) when (moved.Status == 412 || moved.Says(BlobErrorCode.BlobNotFound))
        {
            return null;
        }
    }

    public void MoveTo(LogPlace place)
    {
        (Position, _tag) = (place.Position, place.Tag);
        IsLong = place.Blocks >= MostBlocks;
    }

    /// <summary>The log goes on in the next blob.</summary>
    public void MoveOn()
    {
        Number++;
        _blob = container.GetAppendBlobClient(NameOf(Number));
        (Position, _tag, IsLong) = (0, null, false);
    }

    /// <summary>What was written since, in this blob: null when nothing was.</summary>
    public async ValueTask<LogTail?> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            var conditions = _tag is { } tag ? new BlobRequestConditions { IfNoneMatch = tag } : null;
            var read = await _blob.DownloadContentAsync(new BlobDownloadOptions { Range = new HttpRange(Position), Conditions = conditions }, cancellationToken);
            time.Hear(read.GetRawResponse());
            return read.GetRawResponse().Status == 304 || read.Value.Content.ToMemory().IsEmpty ? null : new LogTail(read.Value.Content.ToMemory(), read.Value.Details.ETag, read.Value.Details.BlobCommittedBlockCount);
        }
        catch (RequestFailedException same) when (same.Status is 304 or 416)
        {
            // Nothing new, or nothing at all.
            time.Hear(same.GetRawResponse());
            return null;
        }
    }

    public async ValueTask<byte[]> ReadLargeAsync(LogFrame frame, CancellationToken cancellationToken) =>
        (await container.GetBlobClient(LargeOf(Number) + frame.Id.ToString("n")).DownloadContentAsync(cancellationToken)).Value.Content.ToArray();
}

/// <summary>A place in one blob of the log, and what the blob was then; null when there is more in it than that.</summary>
internal readonly record struct LogPlace(long Position, ETag? Tag, int Blocks)
{
    /// <summary>Nothing was appended.</summary>
    public bool IsSame { get; init; }
}

internal sealed record LogTail(ReadOnlyMemory<byte> Bytes, ETag Tag, int Blocks);
