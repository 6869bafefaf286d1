using System.Buffers;
using System.IO.Compression;
using System.Text.Json;
using Hub.Core.Egress;
using Hub.Core.Files;
using Hub.Core.Records;
using Hub.Core.Vaults;
using Hub.Sdk;

namespace Hub.Core.Exports;

/// <summary>An export that somebody hands over: a stranger's upload until every sum has been checked.</summary>
internal sealed class ExportArchive : IDisposable
{
    // A type's file is some kilobytes.
    private const int LargestType = 4 * 1024 * 1024;

    private readonly ZipArchive _zip;
    private readonly Dictionary<string, int> _versions = new(StringComparer.Ordinal);

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
            await ArchiveCheck.RunAsync(zip, content.Length, cancellationToken);
        }
        catch (Exception damaged) when (damaged is InvalidDataException or EndOfStreamException or ArgumentException or NotSupportedException)
        {
            // What the reader of zip files says of one that is not as it should be.
            throw ArchiveCheck.Refuse("it is damaged or incomplete", "elle est abîmée ou incomplète");
        }

        var archive = new ExportArchive(zip);
        await archive.CheckFileListAsync();
        return archive;
    }

    /// <summary>In which version it has a type, as the schema beside the records says: the first where none is there.</summary>
    public int VersionOf(string type)
    {
        if (!_versions.TryGetValue(type, out var version))
        {
            _versions.Add(type, version = ReadVersion(_zip.GetEntry($"{ExportFormat.Types}{type}.json")));
        }

        return version;
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

    public IAsyncEnumerable<ReadOnlyMemory<byte>> JournalAsync() => LinesOfAsync(ExportFormat.Journal);

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

            if (read.IsCompleted)
            {
                if (!rest.IsEmpty)
                {
                    yield return rest.ToArray();
                }

                break;
            }

            reader.AdvanceTo(rest.Start, rest.End);
        }

        await reader.CompleteAsync();
    }

    private static int ReadVersion(ZipArchiveEntry? schema)
    {
        if (schema is null || schema.Length > LargestType)
        {
            return 1;
        }

        try
        {
            using var content = schema.Open();
            using var json = JsonDocument.Parse(content);
            return RecordType.MajorOf(json.RootElement.GetProperty("hub").GetProperty("version").GetString());
        }
        catch (Exception unreadable) when (unreadable is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return 1; // a stranger's word: its records are validated one by one
        }
    }

    /// <summary>Before anything is written: each file that it lists is there, once.</summary>
    private async Task CheckFileListAsync()
    {
        var hashes = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var line in LinesOfAsync(ExportFormat.FileList))
        {
            if (Read(line) is not { Hash: { } hash, Name: not null } || !hashes.Add(hash) || _zip.GetEntry(ExportFormat.Files + hash) is null)
            {
                throw ArchiveCheck.Refuse("its list of files is not right", "sa liste de fichiers n'est pas juste");
            }
        }
    }

    private static KeptFile? Read(ReadOnlyMemory<byte> line)
    {
        try
        {
            return JsonSerializer.Deserialize(line.Span, VaultJson.Default.KeptFile);
        }
        catch (JsonException)
        {
            throw ArchiveCheck.Refuse("its list of files cannot be read", "sa liste de fichiers est illisible");
        }
    }
}
