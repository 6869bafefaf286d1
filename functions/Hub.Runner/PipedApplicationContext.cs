using System.Globalization;
using System.Text;
using System.Text.Json;
using Hub.Sdk;
using Hub.Wire;

namespace Hub.Runner;

/// <summary>An application's context: the hub decides with each request what was granted.</summary>
internal sealed class PipedApplicationContext(StartMessage start, HubLink link) : ApplicationContext
{
    private readonly PipedRun _run = new(start, link);

    public override JsonElement Settings => _run.Settings;

    public override TimeProvider Clock => _run.Clock;

    public override TimeZoneInfo Zone => _run.Zone;

    // Not truly asynchronous: waiting for the hub blocks, see PipedFileStream.
#pragma warning disable CS1998
    public override async IAsyncEnumerable<GrantedRecord> ReadAsync(string type, DateTimeOffset? from = null, DateTimeOffset? to = null)
#pragma warning restore CS1998
    {
        string? cursor = null;
        do
        {
            var page = ReadPage(type, from, to, cursor);
            foreach (var record in page.Items)
            {
                yield return record;
            }

            cursor = page.Next;
        }
        while (cursor is not null);
    }

    public override Task<IReadOnlyList<AggregateRow>> AggregateAsync(string type, AggregateQuery query)
    {
        var reply = link.Ask(FrameKind.Aggregate, static (frames, it) =>
        {
            frames.Write(it.Type);
            frames.WriteBytes(JsonSerializer.SerializeToUtf8Bytes(it.Query, WireWriting.Default.AggregateQuery));
        }, (Type: type, Query: query));
        return Task.FromResult<IReadOnlyList<AggregateRow>>(ApplicationReplies.ReadRows(reply.Wait().Span));
    }

    public override Task<Retained?> RecallAsync(string type)
    {
        var reply = link.Ask(FrameKind.Recall, static (frames, it) => frames.Write(it), type).Wait();
        return Task.FromResult(reply.Length == 0 ? null : ApplicationReplies.ReadRetained(reply.Span));
    }

    public override ValueTask RetainAsync(string type, JsonElement state)
    {
        link.Send(FrameKind.Retain, static (frames, it) =>
        {
            frames.Write(it.Type);
            frames.WriteBytes(Encoding.UTF8.GetBytes(it.State.GetRawText()));
        }, (Type: type, State: state));
        return ValueTask.CompletedTask;
    }

    public override JsonElement Reference(string name)
    {
        if (name != Path.GetFileName(name))
        {
            throw new ArgumentException("A table of reference data is named without a path.", nameof(name));
        }

        return JsonElement.Parse(File.ReadAllBytes(Path.Join(start.Folder, "reference", name)));
    }

    public override ValueTask EmitAsync(Insight insight)
    {
        link.Send(FrameKind.Insight, static (frames, it) => frames.WriteBytes(JsonSerializer.SerializeToUtf8Bytes(it, WireWriting.Default.Insight)), insight);
        return ValueTask.CompletedTask;
    }

    public override ValueTask ProgressAsync(long done, long? total) => _run.ProgressAsync(done, total);

    public override ValueTask LogAsync(string message) => _run.LogAsync(message);

    private RecordPage ReadPage(string type, DateTimeOffset? from, DateTimeOffset? to, string? cursor)
    {
        var reply = link.Ask(FrameKind.ReadRecords, static (frames, it) =>
        {
            frames.Write(it.Type);
            frames.Write(it.From?.ToString("O", CultureInfo.InvariantCulture));
            frames.Write(it.To?.ToString("O", CultureInfo.InvariantCulture));
            frames.Write(it.Cursor);
        }, (Type: type, From: from, To: to, Cursor: cursor));
        return ApplicationReplies.ReadPage(reply.Wait().Span);
    }
}
