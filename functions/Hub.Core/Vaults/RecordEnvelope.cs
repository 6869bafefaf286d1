using System.Buffers;
using System.Buffers.Text;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Hub.Core.Vaults;

/// <summary>Writes a record as the API shows it, from the bytes that the store keeps: no serializer, no tree.</summary>
public static class RecordEnvelope
{
    // The literals below with every number at its longest.
    private const int Fixed = 256;

    public static void Write(IBufferWriter<byte> writer, StoredRecord record)
    {
        var subject = Escape(record.Subject);
        var span = writer.GetSpan(Fixed + (record.Type.Length * 3) + subject.Length + record.Data.Length + (record.Said?.Length ?? 0) + record.ProvenanceJson.Length);
        var at = 0;
        Put(span, ref at, "{\"type\":\""u8);
        at += Encoding.UTF8.GetBytes(record.Type, span[at..]);
        Put(span, ref at, "\",\"id\":\""u8);
        record.Id.TryFormat(span[at..], out var written);
        at += written;
        if (record.Time.IsNone)
        {
            Put(span, ref at, "\",\"subject\":\""u8);
        }
        else
        {
            Put(span, ref at, "\",\"time\":\""u8);
            record.Time.TryFormat(span[at..], out written);
            at += written;
            Put(span, ref at, "\",\"subject\":\""u8);
        }

        Put(span, ref at, subject);
        Put(span, ref at, "\",\"data\":"u8);
        Put(span, ref at, record.Data.Span);
        if (record.Said is { } said)
        {
            Put(span, ref at, ",\"said\":"u8);
            Put(span, ref at, said.Span);
        }

        Put(span, ref at, ",\"seq\":"u8);
        Utf8Formatter.TryFormat(record.Sequence, span[at..], out written);
        at += written;
        Put(span, ref at, ",\"provenance\":"u8);
        Put(span, ref at, record.ProvenanceJson);
        if (record.Deleted)
        {
            Put(span, ref at, record.Withdrawn ? ",\"deleted\":true,\"withdrawn\":true"u8 : record.Removed ? ",\"deleted\":true,\"removed\":true"u8 : ",\"deleted\":true"u8);
        }

        span[at++] = (byte)'}';
        writer.Advance(at);
    }

    private static ReadOnlySpan<byte> Escape(string subject) => subject == "me" ? "me"u8 : JsonEncodedText.Encode(subject, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).EncodedUtf8Bytes;

    private static void Put(Span<byte> span, ref int at, ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(span[at..]);
        at += bytes.Length;
    }
}
