using System.Buffers;
using System.Collections.Concurrent;
using System.IO.Pipelines;
using System.Text.Json;
using Hub.Accounts;
using Hub.Core.Records;
using Hub.Front;
using Hub.Vaults;

namespace Hub.Records;

/// <summary>Takes records in: an array, or NDJSON of any length, which is committed as it arrives.</summary>
internal sealed class RecordWriting(VaultDoor door, TimeProvider clock)
{
    // A record holds at most 1 MB; the rest is for the envelope and for white space.
    private const int LongestLine = 2 * 1024 * 1024;
    private const int LargestArray = 8 * 1024 * 1024;

    private readonly ConcurrentBag<Scratch> _scratches = [];

    public async Task WriteAsync(HttpContext context)
    {
        var type = door.TypeOf(context);
        var isArray = IsArray(context.Request);
        await using var vault = await door.OpenToCommitAsync(context);
        var scratch = _scratches.TryTake(out var kept) ? kept : new Scratch();
        try
        {
            var intake = new RecordIntake(vault.Store, type, scratch, context.GetVisit().Actor, Languages.Of(context), clock.GetUtcNow());
            await (isArray ? ReadArrayAsync(context, intake) : ReadLinesAsync(context, intake));
            await intake.CommitAsync(context.RequestAborted);
            await context.WriteJsonAsync(intake.Answer());
        }
        finally
        {
            _scratches.Add(scratch);
        }
    }

    private static bool IsArray(HttpRequest request)
    {
        var type = request.ContentType.AsSpan();
        var end = type.IndexOf(';');
        type = (end < 0 ? type : type[..end]).Trim();
        return type.Equals("application/json", StringComparison.OrdinalIgnoreCase)
            || (type.Equals("application/x-ndjson", StringComparison.OrdinalIgnoreCase) || type.Equals("application/ndjson", StringComparison.OrdinalIgnoreCase) ? false
                : throw new ProblemException(Problems.UnsupportedMediaType));
    }

    private static async Task ReadLinesAsync(HttpContext context, RecordIntake intake)
    {
        var reader = context.Request.BodyReader;
        while (true)
        {
            var result = await reader.ReadAsync(context.RequestAborted);
            var buffer = result.Buffer;
            try
            {
                while (TakeLines(ref buffer, intake, result.IsCompleted))
                {
                    await intake.CommitAsync(context.RequestAborted);
                }

                if (buffer.Length > LongestLine)
                {
                    throw new ProblemException(Problems.TooLarge);
                }
            }
            finally
            {
                // Also on the way out: the server can read on to the next request only from a reader that was given back.
                reader.AdvanceTo(buffer.Start, buffer.End);
            }

            if (result.IsCompleted)
            {
                return;
            }
        }
    }

    /// <summary>Hands over whole lines until a batch is full (true) or no whole line is left (false).</summary>
    private static bool TakeLines(ref ReadOnlySequence<byte> buffer, RecordIntake intake, bool isCompleted)
    {
        var lines = new SequenceReader<byte>(buffer);
        while (lines.TryReadTo(out ReadOnlySpan<byte> line, (byte)'\n'))
        {
            intake.Add(line);
            if (intake.IsFull)
            {
                buffer = buffer.Slice(lines.Position);
                return true;
            }
        }

        buffer = buffer.Slice(lines.Position);
        if (isCompleted && !buffer.IsEmpty)
        {
            intake.Add(buffer.IsSingleSegment ? buffer.FirstSpan : buffer.ToArray());
            buffer = buffer.Slice(buffer.End);
        }

        return false;
    }

    private static async Task ReadArrayAsync(HttpContext context, RecordIntake intake)
    {
        var body = await ReadWholeAsync(context.Request.BodyReader, context.RequestAborted);
        var items = Split(body);
        foreach (var (start, length) in items)
        {
            intake.Add(body.AsSpan(start, length));
            if (intake.IsFull)
            {
                await intake.CommitAsync(context.RequestAborted);
            }
        }
    }

    private static async ValueTask<byte[]> ReadWholeAsync(PipeReader reader, CancellationToken cancellationToken)
    {
        while (true)
        {
            var result = await reader.ReadAsync(cancellationToken);
            if (result.Buffer.Length > LargestArray)
            {
                reader.AdvanceTo(result.Buffer.End);
                throw new ProblemException(Problems.TooLarge);
            }

            if (result.IsCompleted)
            {
                var body = result.Buffer.ToArray();
                reader.AdvanceTo(result.Buffer.End);
                return body;
            }

            reader.AdvanceTo(result.Buffer.Start, result.Buffer.End);
        }
    }

    /// <summary>Where each element stands. An array that is broken anywhere is refused before anything of it is stored.</summary>
    private static List<(int Start, int Length)> Split(byte[] body)
    {
        var items = new List<(int, int)>();
        try
        {
            var json = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = int.MaxValue });
            if (!json.Read() || json.TokenType != JsonTokenType.StartArray)
            {
                throw NotAnArray();
            }

            while (json.Read() && json.TokenType != JsonTokenType.EndArray)
            {
                var start = (int)json.TokenStartIndex;
                json.Skip();
                items.Add((start, (int)json.BytesConsumed - start));
            }

            json.Read();
            return items;
        }
        catch (JsonException)
        {
            throw NotAnArray();
        }
    }

    private static ProblemException NotAnArray() => QueryReading.Wrong("body",
        "Send a JSON array of { data, time?, subject? }, or one such object a line with Content-Type application/x-ndjson.",
        "Envoyez un tableau JSON de { data, time?, subject? }, ou un tel objet par ligne avec le Content-Type application/x-ndjson.");
}
