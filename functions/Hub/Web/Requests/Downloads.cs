using System.Buffers;
using System.Text;
using System.Text.Json;
using Hub.Core.Records;
using Hub.Core.Vaults;
using Hub.Front;
using Hub.Vaults;
using Hub.Web.Views;

namespace Hub.Web.Requests;

/// <summary>A type's records of a period as a file, streamed page by page.</summary>
internal sealed class Downloads(PageDoor door, VaultDoor vaults)
{
    private const int Batch = 1000;

    public async Task CsvAsync(HttpContext context)
    {
        await using var open = await door.OpenAsync(context);
        var type = vaults.TypeOf(context);
        var fields = type.Fields.Where(field => !field.IsNested()).ToList();
        Attachments.Prepare(context, type.Name + ".csv", "text/csv");
        await using var writer = new StreamWriter(context.Response.Body, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), 64 * 1024);
        await writer.WriteLineAsync(string.Join(',', fields.Select(field => CsvCell.Text(open.Page.L(field.Label)))));
        await foreach (var record in AllAsync(context, open, type))
        {
            await writer.WriteLineAsync(Line(fields, record));
        }
    }

    public async Task JsonAsync(HttpContext context)
    {
        await using var open = await door.OpenAsync(context);
        var type = vaults.TypeOf(context);
        Attachments.Prepare(context, type.Name + ".json", "application/json");
        var body = context.Response.BodyWriter;
        var any = false;
        await foreach (var record in AllAsync(context, open, type))
        {
            body.Write(any ? ",\n"u8 : "[\n"u8);
            any = true;
            RecordEnvelope.Write(body, record);
            if (body.UnflushedBytes > 256 * 1024)
            {
                await body.FlushAsync(context.RequestAborted);
            }
        }

        body.Write(any ? "\n]\n"u8 : "[]\n"u8);
        await body.FlushAsync(context.RequestAborted);
    }

    private static string Line(IReadOnlyList<RecordField> fields, StoredRecord record)
    {
        using var document = JsonDocument.Parse(record.Data);
        return string.Join(',', fields.Select(field => document.RootElement.TryGetProperty(field.Name, out var value) ? CsvCell.Of(value) : ""));
    }

    /// <summary>Written into the journal before the first byte goes out.</summary>
    private static async IAsyncEnumerable<StoredRecord> AllAsync(HttpContext context, OpenPage open, RecordType type)
    {
        var (first, last) = DataPages.Span([.. (await open.Store.CoverageAsync()).Where(item => item.Type == type.Name && item.Count > 0)], open.Page.Format.Zone);
        var period = Period.Choose(context.Query("period") ?? "all", first, last);
        var query = new RecordQuery(type) { Bounds = type.Time is null ? TimeBounds.None : DataPages.Bounds(period, open.Page.Format.Zone), Limit = Batch };
        await open.Store.AppendJournalAsync([new(0, open.Page.Now, open.Actor, "export", type.Name, Purposes.Pages, 1)]);
        while (true)
        {
            var page = await open.Store.QueryAsync(query, context.RequestAborted);
            foreach (var record in page.Items)
            {
                yield return record;
            }

            if (page.Next is not { } next)
            {
                yield break;
            }

            query = query with { After = next };
        }
    }
}

/// <summary>One cell of a CSV file.</summary>
public static class CsvCell
{
    /// <summary>Numbers go out as they are; a text that a spreadsheet would run as a formula gets an apostrophe before it.</summary>
    public static string Of(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => "",
        JsonValueKind.Number => value.GetRawText(),
        JsonValueKind.String => Text(value.GetString()!),
        JsonValueKind.Array => Text(string.Join("; ", value.EnumerateArray().Select(item => item.ToString()))),
        _ => Text(value.ToString()),
    };

    public static string Text(string text)
    {
        var safe = text is ['=' or '+' or '-' or '@' or '\t' or '\r', ..] ? "'" + text : text;
        return safe.AsSpan().IndexOfAny(",\"\r\n") < 0 ? safe : $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
