using System.Buffers;
using System.Text.Json;
using Hub.Core.Accounts;
using Hub.Core.Runs;
using Hub.Core.Vaults;
using Hub.Front;

namespace Hub.Runs;

/// <summary>Items that a run set aside, with their reasons; of types that the caller may read.</summary>
internal static class RejectsAnswer
{
    public static ReadOnlyMemory<byte> Write(IReadOnlyList<RejectedRecord> rejects, int limit, Scopes scopes, string language)
    {
        var body = new ArrayBufferWriter<byte>(4096);
        using var json = new Utf8JsonWriter(body, HttpJson.Writing);
        json.WriteStartObject();
        json.WriteStartArray("items"u8);
        foreach (var reject in rejects.Where(reject => scopes.MayRead(reject.Type)))
        {
            json.WriteStartObject();
            json.WriteNumber("ordinal"u8, reject.Ordinal);
            json.WriteString("type"u8, reject.Type);
            json.WriteString("at"u8, reject.At);
            WriteErrors(json, reject.Errors, language);
            if (reject.Data is { } data)
            {
                // What was set aside need not be JSON, so it goes out as the text that it is.
                json.WriteString("data"u8, System.Text.Encoding.UTF8.GetString(data));
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
        if (rejects.Count == limit || rejects.Sum(reject => (long)reject.Size) >= RecordPage.MostBytes)
        {
            json.WriteString("next"u8, rejects[^1].Ordinal.ToString());
        }

        json.WriteEndObject();
        json.Flush();
        return body.WrittenMemory;
    }

    private static void WriteErrors(Utf8JsonWriter json, byte[] errors, string language)
    {
        json.WriteStartArray("errors"u8);
        foreach (var reason in JsonSerializer.Deserialize(errors, RunJson.Default.IReadOnlyListRejectReason) ?? [])
        {
            json.WriteStartObject();
            json.WriteString("path"u8, reason.Path);
            json.WriteString("message"u8, reason.Message.In(language));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
