using System.Buffers;
using System.Text.Json;

namespace Hub.Storage.Azure.Tables;

/// <summary>Rows as the service writes them: bodies in Base64, several properties a row.</summary>
internal static class TableJson
{
    private static readonly JsonEncodedText[] Parts = [.. Enumerable.Range(0, TableEntity.LargestBody / TableEntity.LargestPart).Select(number => JsonEncodedText.Encode($"b{number}"))];

    private static readonly JsonEncodedText[] PartTypes = [.. Parts.Select(part => JsonEncodedText.Encode(part.Value + "@odata.type"))];

    public static ReadOnlyMemory<byte> Write(TableEntity row)
    {
        if (row.Body.Length > TableEntity.LargestBody)
        {
            throw new ArgumentException($"A document of {row.Body.Length:N0} bytes does not fit the table: at most {TableEntity.LargestBody:N0}.", nameof(row));
        }

        var written = new ArrayBufferWriter<byte>(256 + (row.Body.Length * 3 / 2));
        using (var json = new Utf8JsonWriter(written))
        {
            json.WriteStartObject();
            json.WriteString("PartitionKey"u8, TableEntity.Checked(row.PartitionKey));
            json.WriteString("RowKey"u8, TableEntity.Checked(row.RowKey));
            if (row.Mark is not null)
            {
                json.WriteString("mark"u8, row.Mark);
            }

            for (var (body, part) = (row.Body, 0); !body.IsEmpty; part++)
            {
                var length = Math.Min(body.Length, TableEntity.LargestPart);
                json.WriteString(PartTypes[part], "Edm.Binary"u8);
                json.WriteBase64String(Parts[part], body.Span[..length]);
                body = body[length..];
            }

            json.WriteEndObject();
        }

        return written.WrittenMemory;
    }

    public static TableEntity Read(JsonElement row, string? etag = null) => new(row.GetProperty("PartitionKey"u8).GetString()!, row.GetProperty("RowKey"u8).GetString()!)
    {
        Body = Body(row),
        Mark = row.TryGetProperty("mark"u8, out var mark) ? mark.GetString() : null,
        ETag = etag ?? (row.TryGetProperty("odata.etag"u8, out var version) ? version.GetString() : null),
    };

    private static byte[] Body(JsonElement row)
    {
        if (!row.TryGetProperty(Parts[0].EncodedUtf8Bytes, out var first))
        {
            return [];
        }

        var body = first.GetBytesFromBase64();
        for (var part = 1; part < Parts.Length && row.TryGetProperty(Parts[part].EncodedUtf8Bytes, out var next); part++)
        {
            body = [.. body, .. next.GetBytesFromBase64()];
        }

        return body;
    }
}
