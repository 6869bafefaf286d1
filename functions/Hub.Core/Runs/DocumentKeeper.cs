using System.Buffers;
using System.Text.Json;
using Hub.Core.Records;
using Hub.Core.Vaults;

namespace Hub.Core.Runs;

/// <summary>Makes a file that nobody reads a <c>document.file</c> record, so that the person sees it and can open it.</summary>
internal sealed class DocumentKeeper(RecordTypes types)
{
    /// <summary>Whose the records are that only say that a file is there.</summary>
    public const string Source = "files";

    public async Task<Run> KeepAsync(IVaultStore store, Run run, CancellationToken cancellationToken)
    {
        var file = (await store.FindFileAsync(run.File!))!;
        var type = types.Get("document.file");
        var errors = new RecordErrors();
        var record = type.Prepare(Write(file), default, "me", errors, new Scratch())
            ?? throw new InvalidOperationException($"document.file does not take a kept file: {errors.Items[0].Path} {errors.Items[0].Message.En}");
        var batch = new RecordBatch { Writer = new Writer(Source, run.Actor, RunJournal.PurposeOf(run.Id), KeepsPriors: true), Documents = counts => HeldBack.ToDocuments(run.Id, [], counts.Held) };
        batch.Writes.Add(new RecordWrite(WriteKind.Put, type, record.Id, record, new Provenance(Source, run.Id, null, null, file.At, file.Hash)));
        var counts = await store.CommitAsync(batch, cancellationToken);
        return run with { Source = Source, Counts = new RunCounts(1, counts.Created, counts.Updated, counts.Unchanged, counts.Withheld + counts.Owned, 0, counts.Owned) };
    }

    private static ReadOnlySpan<byte> Write(Files.KeptFile file)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("hash", file.Hash);
            writer.WriteString("mediaType", file.MediaType);
            writer.WriteString("name", file.Name);
            writer.WriteString("receivedAt", file.At);
            writer.WriteNumber("size", file.Length);
            writer.WriteEndObject();
        }

        return buffer.WrittenSpan;
    }
}
