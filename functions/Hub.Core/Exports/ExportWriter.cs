using System.Buffers;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Hub.Core.Egress;
using Hub.Core.Grants;
using Hub.Core.Records;
using Hub.Core.Sources;
using Hub.Core.Vaults;

namespace Hub.Core.Exports;

/// <summary>Streams a vault, as a snapshot shows it, into one zip.</summary>
public sealed class ExportWriter(RecordTypes types, TimeProvider clock)
{
    public async Task WriteAsync(IVaultStore store, Stream output, CancellationToken cancellationToken = default)
    {
        await using var snapshot = await store.SnapshotAsync();
        var sums = new StringBuilder();
        using var zip = new ZipArchive(output, ZipArchiveMode.Create, leaveOpen: true);
        await AddAsync(zip, sums, "README.md", stream => stream.WriteAsync(Encoding.UTF8.GetBytes(ExportFormat.Readme), cancellationToken));
        var counts = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var type in snapshot.Types)
        {
            if (types.Find(type) is { } known)
            {
                await AddAsync(zip, sums, $"{ExportFormat.Types}{type}.json", stream => stream.WriteAsync(known.Schema, cancellationToken));
            }

            await AddAsync(zip, sums, $"{ExportFormat.Records}{type}.ndjson", async ValueTask (Stream stream) => counts[type] = await RecordLines.WriteAsync(snapshot, type, stream, cancellationToken));
        }

        await AddAsync(zip, sums, ExportFormat.FileList, stream => LinesAsync(stream, snapshot.Files, WriteFile));
        foreach (var file in snapshot.Files)
        {
            await AddAsync(zip, sums, ExportFormat.Files + file.Hash, async ValueTask (Stream stream) =>
            {
                await using var content = await store.OpenFileAsync(file.Hash);
                await content.CopyToAsync(stream, cancellationToken);
            });
        }

        await AddAsync(zip, sums, ExportFormat.Journal, stream => LinesAsync(stream, snapshot.Journal(), WriteEntry));
        await AddAsync(zip, sums, ExportFormat.Ledger, stream => LinesAsync(stream, snapshot.Documents(LedgerStore.Kind), WriteCalls));
        await AddAsync(zip, sums, "insights.ndjson", stream => LinesAsync(stream, snapshot.Documents(InsightStore.Kind), (writer, document) => writer.WriteRawValue(document.Body)));
        await AddAsync(zip, sums, ExportFormat.Sources, stream => LinesAsync(stream, snapshot.Documents(SourceStore.Kind), (writer, document) => SourceExport.Write(writer, document.Body)));
        await AddAsync(zip, sums, ExportFormat.About, stream => stream.WriteAsync(About(snapshot, counts), cancellationToken));
        await AddAsync(zip, null, ExportFormat.Sums, stream => stream.WriteAsync(Encoding.UTF8.GetBytes(sums.ToString()), cancellationToken));
    }

    private static async ValueTask LinesAsync<T>(Stream stream, IEnumerable<T> items, Action<Utf8JsonWriter, T> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(buffer);
        foreach (var item in items)
        {
            write(writer, item);
            writer.Flush();
            buffer.Write("\n"u8);
            writer.Reset();
            await stream.WriteAsync(buffer.WrittenMemory);
            buffer.ResetWrittenCount();
        }
    }

    private static void WriteFile(Utf8JsonWriter writer, Files.KeptFile file) => JsonSerializer.Serialize(writer, file, VaultJson.Default.KeptFile);

    private static void WriteCalls(Utf8JsonWriter writer, StoredDocument document)
    {
        writer.WriteStartObject();
        writer.WriteString("id", document.Id);
        writer.WritePropertyName("calls");
        writer.WriteRawValue(document.Body);
        writer.WriteEndObject();
    }

    private static void WriteEntry(Utf8JsonWriter writer, Journal.JournalEntry entry)
    {
        writer.WriteStartObject();
        writer.WriteNumber("number", entry.Number);
        writer.WriteString("at", entry.At);
        writer.WriteString("who", entry.Actor);
        writer.WriteString("action", entry.Action);
        writer.WriteString("type", entry.Type);
        writer.WriteString("purpose", entry.Purpose);
        writer.WriteNumber("count", entry.Count);
        if (entry.Changes is { } changes)
        {
            writer.WriteStartArray("changes");
            for (var at = 0; at < changes.Length; at += 17)
            {
                writer.WriteStringValue($"{(char)changes[at]} {RecordId.FromBytes(changes.AsSpan(at + 1, 16))}");
            }

            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    }

    private ReadOnlyMemory<byte> About(IVaultSnapshot snapshot, SortedDictionary<string, long> counts)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true }))
        {
            writer.WriteStartObject();
            writer.WriteNumber("format", ExportFormat.Version);
            writer.WriteString("made", clock.GetUtcNow());
            writer.WriteNumber("sequence", snapshot.Sequence);
            writer.WriteStartObject("records");
            foreach (var (type, count) in counts)
            {
                writer.WriteNumber(type, count);
            }

            writer.WriteEndObject();
            writer.WriteNumber("files", snapshot.Files.Count);
            writer.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }

    private static async Task AddAsync(ZipArchive zip, StringBuilder? sums, string name, Func<Stream, ValueTask> write)
    {
        using var sha = SHA256.Create();
        await using (var entry = zip.CreateEntry(name, CompressionLevel.Fastest).Open())
        await using (var hashed = new CryptoStream(entry, sha, CryptoStreamMode.Write))
        {
            await write(hashed);
        }

        sums?.Append(ContentSum.Line(sha.Hash, name));
    }
}
