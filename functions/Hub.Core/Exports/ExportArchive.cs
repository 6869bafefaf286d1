using System.Buffers;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Hub.Core.Egress;
using Hub.Core.Files;
using Hub.Core.Vaults;
using Hub.Sdk;

namespace Hub.Core.Exports;

/// <summary>An export that somebody hands over: a stranger's upload until every sum has been checked.</summary>
internal sealed class ExportArchive : IDisposable
{
    private const int MostEntries = 1_000_000;
    private const long MostBytes = 64L * 1024 * 1024 * 1024;
    private const int MostRatio = 1000;
    private const int RatioSlack = 16 * 1024 * 1024;
    private const int LargestSums = 128 * 1024 * 1024;
    private const int LongestLine = 4 * 1024 * 1024;

    private readonly ZipArchive _zip;

    private ExportArchive(ZipArchive zip) => _zip = zip;

    public IEnumerable<string> Types => _zip.Entries.Select(entry => entry.FullName)
        .Where(name => name.StartsWith(ExportFormat.Records, StringComparison.Ordinal) && name.EndsWith(".ndjson", StringComparison.Ordinal))
        .Select(name => name[ExportFormat.Records.Length..^".ndjson".Length]).Order(StringComparer.Ordinal);

    /// <summary>Opens an export, or throws a <see cref="RunException"/> that says why it is none.</summary>
    public static async Task<ExportArchive> OpenAsync(Stream content, CancellationToken cancellationToken)
    {
        ZipArchive zip;
        try
        {
            zip = new ZipArchive(content, ZipArchiveMode.Read, leaveOpen: true);
            if (zip.Entries.Count > MostEntries)
            {
                throw Refuse("it holds too many files", "elle contient trop de fichiers");
            }

            await VerifyAsync(zip, cancellationToken);
        }
        catch (InvalidDataException)
        {
            throw Refuse("it is damaged or incomplete", "elle est abîmée ou incomplète");
        }

        return new ExportArchive(zip);
    }

    public async IAsyncEnumerable<ReadOnlyMemory<byte>> LinesAsync(string type)
    {
        await foreach (var line in LinesOfAsync($"{ExportFormat.Records}{type}.ndjson"))
        {
            yield return line;
        }
    }

    public async IAsyncEnumerable<(KeptFile File, Func<Stream> Open)> FilesAsync()
    {
        await foreach (var line in LinesOfAsync(ExportFormat.FileList))
        {
            if (Read(line) is { } file && _zip.GetEntry(ExportFormat.Files + file.Hash) is { } entry)
            {
                yield return (file, entry.Open);
            }
        }
    }

    /// <summary>The ledger's documents; what is none is left out.</summary>
    public async IAsyncEnumerable<LedgerDocument> LedgerAsync()
    {
        await foreach (var line in LinesOfAsync(ExportFormat.Ledger))
        {
            if (LedgerDocument.TryRead(line.Span) is { } document)
            {
                yield return document;
            }
        }
    }

    public IAsyncEnumerable<ReadOnlyMemory<byte>> SourcesAsync() => LinesOfAsync(ExportFormat.Sources);

    public void Dispose() => _zip.Dispose();

    private async IAsyncEnumerable<ReadOnlyMemory<byte>> LinesOfAsync(string name)
    {
        if (_zip.GetEntry(name) is not { } entry)
        {
            yield break;
        }

        await using var stream = await entry.OpenAsync();
        var reader = System.IO.Pipelines.PipeReader.Create(stream, new(bufferSize: 128 * 1024));
        while (true)
        {
            var read = await reader.ReadAsync();
            var rest = read.Buffer;
            while (rest.PositionOf((byte)'\n') is { } end)
            {
                var line = rest.Slice(0, end);
                yield return line.IsSingleSegment ? line.First : line.ToArray();
                rest = rest.Slice(rest.GetPosition(1, end));
            }

            if (rest.Length > LongestLine)
            {
                throw Refuse("a line in it is too long", "une de ses lignes est trop longue");
            }

            reader.AdvanceTo(rest.Start, rest.End);
            if (read.IsCompleted)
            {
                break;
            }
        }

        await reader.CompleteAsync();
    }

    private static async Task VerifyAsync(ZipArchive zip, CancellationToken cancellationToken)
    {
        if (zip.GetEntry(ExportFormat.Sums) is not { } list || zip.GetEntry(ExportFormat.About) is null)
        {
            throw Refuse("it is not an export of a hub", "ce n'est pas une exportation d'un hub");
        }

        // Nothing more than what it says is ever inflated, so what it says is enough.
        if (list.Length > LargestSums)
        {
            throw Refuse("its list of sums is too long", "sa liste de sommes est trop longue");
        }

        using var lines = new StreamReader(list.Open(), Encoding.UTF8);
        var sums = new Dictionary<string, string>(StringComparer.Ordinal);
        while (await lines.ReadLineAsync(cancellationToken) is { } line)
        {
            if (line.Split("  ", 2) is [var sum, var name])
            {
                sums[name] = sum;
            }
        }

        var left = MostBytes;
        foreach (var entry in zip.Entries.Where(entry => entry.FullName != ExportFormat.Sums))
        {
            var (sum, length) = await SumAsync(entry, left, cancellationToken);
            left -= length;
            if (!sums.Remove(entry.FullName, out var expected) || expected != sum)
            {
                throw Refuse($"a file in it does not match its sum ({Path.GetFileName(entry.FullName)})", $"un de ses fichiers ne correspond pas à sa somme ({Path.GetFileName(entry.FullName)})");
            }
        }

        if (sums.Count > 0)
        {
            throw Refuse("files are missing in it", "il y manque des fichiers");
        }
    }

    private static async Task<(string Sum, long Length)> SumAsync(ZipArchiveEntry entry, long left, CancellationToken cancellationToken)
    {
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var content = await entry.OpenAsync(cancellationToken);
        var buffer = new byte[128 * 1024];
        long length = 0;
        for (int read; (read = await content.ReadAsync(buffer, cancellationToken)) > 0;)
        {
            length += read;
            if (length > left || length > (entry.CompressedLength * MostRatio) + RatioSlack)
            {
                throw Refuse("it inflates beyond its limits", "elle grossit au-delà de ses limites");
            }

            sha.AppendData(buffer, 0, read);
        }

        return (Convert.ToHexStringLower(sha.GetHashAndReset()), length);
    }

    private static KeptFile? Read(ReadOnlyMemory<byte> line)
    {
        try
        {
            return JsonSerializer.Deserialize(line.Span, VaultJson.Default.KeptFile);
        }
        catch (JsonException)
        {
            throw Refuse("its list of files cannot be read", "sa liste de fichiers est illisible");
        }
    }

    private static RunException Refuse(string why, string pourquoi) => new(Outcome.NotMyFile, new(
        $"This archive cannot be restored: {why}. Nothing was changed.", $"Cette archive ne peut pas être restaurée : {pourquoi}. Rien n'a été changé."));
}
