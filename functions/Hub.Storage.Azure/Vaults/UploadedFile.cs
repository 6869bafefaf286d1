using Azure.Storage.Blobs;

namespace Hub.Storage.Azure.Vaults;

/// <summary>A file being made. It is written on this machine, and shows in the storage account, whole, once it is closed.</summary>
internal sealed class UploadedFile(Stream scratch, BlobClient blob) : Stream
{
    private bool _closed;

    public override bool CanRead => false;

    public override bool CanSeek => true;

    public override bool CanWrite => true;

    public override long Length => scratch.Length;

    public override long Position { get => scratch.Position; set => scratch.Position = value; }

    public override long Seek(long offset, SeekOrigin origin) => scratch.Seek(offset, origin);

    public override void SetLength(long value) => scratch.SetLength(value);

    public override void Write(byte[] buffer, int offset, int count) => scratch.Write(buffer, offset, count);

    public override void Write(ReadOnlySpan<byte> buffer) => scratch.Write(buffer);

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override async ValueTask DisposeAsync()
    {
        if (!_closed)
        {
            _closed = true;
            await using (scratch)
            {
                scratch.Position = 0;
                await Trouble.GuardAsync(async () => await blob.UploadAsync(scratch, overwrite: true));
            }
        }

        await base.DisposeAsync();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && !_closed)
        {
            _closed = true;
            using (scratch)
            {
                scratch.Position = 0;
                Trouble.Guard(() => blob.Upload(scratch, overwrite: true));
            }
        }

        base.Dispose(disposing);
    }
}
