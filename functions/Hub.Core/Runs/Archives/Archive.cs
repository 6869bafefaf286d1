using System.IO.Compression;
using Hub.Core.Vaults;

namespace Hub.Core.Runs;

/// <summary>
/// A zip that a person handed over, opened within limits. Members are reached by their place in the archive; their names are shown and never
/// used as paths, and links are not followed because nothing is ever unpacked to disk under a name.
/// </summary>
internal sealed class Archive : IAsyncDisposable
{
    private const int MostEntries = 10_000;
    private const long MostBytes = 4L * 1024 * 1024 * 1024;
    private const int MostRatio = 200;
    private const int UnixLink = 0xA000;

    /// <summary>Where the name of a zip's first member stands.</summary>
    private const int FirstName = 30;

    /// <summary>What programs of office suites write first into their documents.</summary>
    private static readonly byte[][] DocumentsBeginWith = [.. new[] { "[Content_Types].xml", "_rels/.rels", "docProps/app.xml", "docProps/core.xml", "xl/workbook.xml", "xl/worksheets/", "mimetypeapplication/" }.Select(System.Text.Encoding.ASCII.GetBytes)];

    private readonly Stream _scratch;
    private readonly ZipArchive? _zip;

    private Archive(Stream scratch, ZipArchive? zip, IReadOnlyList<ImportItem> members, ArchiveRefusal? refusal)
    {
        _scratch = scratch;
        _zip = zip;
        Members = members;
        Refusal = refusal;
    }

    public IReadOnlyList<ImportItem> Members { get; }

    /// <summary>Why it is not opened, or null.</summary>
    public ArchiveRefusal? Refusal { get; }

    /// <summary>Whether it is a zip that holds files; not a document that is kept as a zip, such as a spreadsheet, which its reader opens.</summary>
    public static async Task<bool> IsArchiveAsync(IFileSource file)
    {
        await using var content = file.Open();
        var head = new byte[64];
        var length = await content.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false);
        return length >= 4 && head is [(byte)'P', (byte)'K', 3 or 5 or 7, 4 or 6 or 8, ..] && !(length == head.Length && IsDocument(head.AsSpan(FirstName)));
    }

    private static bool IsDocument(ReadOnlySpan<byte> name)
    {
        foreach (var begin in DocumentsBeginWith)
        {
            if (name.StartsWith(begin))
            {
                return true;
            }
        }

        return false;
    }

    public static async Task<Archive> OpenAsync(IVaultStore store, IFileSource file, CancellationToken cancellationToken)
    {
        // A zip's list stands at its end, so it is copied to where one can seek.
        var scratch = await store.CreateScratchAsync();
        try
        {
            await using (var content = file.Open())
            {
                await CopyAsync(content, scratch, cancellationToken);
            }

            return Read(scratch, new ZipArchive(scratch, ZipArchiveMode.Read, leaveOpen: true));
        }
        catch (InvalidDataException)
        {
            return new Archive(scratch, null, [], ArchiveRefusal.Damaged);
        }
        catch
        {
            await scratch.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        _zip?.Dispose();
        await _scratch.DisposeAsync();
    }

    private static async Task CopyAsync(Stream content, Stream scratch, CancellationToken cancellationToken)
    {
        var buffer = new byte[128 * 1024];
        for (int read; (read = await content.ReadAsync(buffer, cancellationToken)) > 0;)
        {
            try
            {
                await scratch.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            }
            catch (Exception failed) when (failed is IOException or ArgumentOutOfRangeException)
            {
                throw new StorageFullException($"There is no room to open the archive ({failed.GetType().Name}). Free some space in the system's temporary folder, and the import goes on.", failed);
            }
        }

        scratch.Position = 0;
    }

    private static Archive Read(Stream scratch, ZipArchive zip)
    {
        var files = zip.Entries.Where(entry => !entry.FullName.EndsWith('/') && !entry.FullName.EndsWith('\\')).ToList();
        var refusal =
            files.Count == 0 ? ArchiveRefusal.Empty
            : files.Count > MostEntries ? ArchiveRefusal.TooMany
            : files.Any(entry => entry.IsEncrypted) ? ArchiveRefusal.Locked
            : files.Any(IsLink) ? ArchiveRefusal.Links
            : null;
        var budget = new Budget();
        return new Archive(scratch, zip, refusal is null ? [.. files.Select(entry => new ImportItem(entry.FullName, entry.Length, () => new LimitedStream(entry.Open(), entry.CompressedLength, budget)))] : [], refusal);
    }

    private static bool IsLink(ZipArchiveEntry entry) => ((entry.ExternalAttributes >> 16) & 0xF000) == UnixLink;

    private sealed class Budget
    {
        public long Left { get; set; } = MostBytes;
    }

    /// <summary>Counts while it inflates: what the archive says about its sizes is only what it says.</summary>
    private sealed class LimitedStream(Stream inner, long packed, Budget budget) : Stream
    {
        private const int Slack = 1024 * 1024;

        private long _read;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => _read; set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var read = inner.Read(buffer, offset, count);
            _read += read;
            budget.Left -= read;
            if (budget.Left < 0 || _read > (packed * MostRatio) + Slack)
            {
                throw new InvalidDataException("The archive inflates beyond its limits.");
            }

            return read;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            inner.Dispose();
            base.Dispose(disposing);
        }
    }
}
