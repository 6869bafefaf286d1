using System.Text.Json;
using Hub.Sdk;
using Hub.Wire;

namespace Hub.Runner;

/// <summary>A connector's context: each call becomes a frame. All of them are over when they return, so nothing is allocated for waiting.</summary>
internal sealed class PipedConnectorContext(StartMessage start, HubLink link) : ConnectorContext
{
    private readonly PipedRun _run = new(start, link);
    private readonly RecordWriter _records = new(link);
    private string? _session = start.Session;

    public override JsonElement Settings => _run.Settings;

    public override TimeProvider Clock => _run.Clock;

    public override TimeZoneInfo Zone => _run.Zone;

    public override string? Cursor => start.Cursor;

    public override ValueTask SaveAsync(string type, Action<Utf8JsonWriter> data, Origin origin = default)
    {
        _records.Save(type, data, origin);
        return ValueTask.CompletedTask;
    }

    public override ValueTask WithdrawAsync(string type, Action<Utf8JsonWriter> identity, Origin origin = default)
    {
        _records.Withdraw(type, identity, origin);
        return ValueTask.CompletedTask;
    }

    // Not truly asynchronous: waiting for the hub blocks, see PipedFileStream.
#pragma warning disable CS1998
    public override async IAsyncEnumerable<HeldRecord> HeldAsync(string type)
#pragma warning restore CS1998
    {
        string? cursor = null;
        do
        {
            var reply = link.Ask(FrameKind.Held, static (frames, it) =>
            {
                frames.Write(it.Type);
                frames.Write(it.Cursor);
            }, (Type: type, Cursor: cursor));
            var page = JsonSerializer.Deserialize(reply.Wait().Span, WireJson.Default.RecordPage)!;
            foreach (var record in page.Items)
            {
                yield return new HeldRecord(record.Data, record.Subject);
            }

            cursor = page.Next;
        }
        while (cursor is not null);
    }

    public override ValueTask RejectAsync(string type, Text reason, Origin origin = default)
    {
        _records.Reject(type, reason, origin);
        return ValueTask.CompletedTask;
    }

    public override ValueTask SetCursorAsync(string cursor)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(cursor.Length, Protocol.MaxCursor, nameof(cursor));
        link.Send(FrameKind.Cursor, static (frames, it) => frames.Write(it), cursor);
        return ValueTask.CompletedTask;
    }

    public override ValueTask ProducedAsync(string when)
    {
        link.Send(FrameKind.Produced, static (frames, it) => frames.Write(it), when);
        return ValueTask.CompletedTask;
    }

    public override HttpClient Http => field ??= new HttpClient(new PipedHttpHandler(link)) { Timeout = Timeout.InfiniteTimeSpan };

    public override string? Session => _session;

    public override ValueTask SetSessionAsync(string? session)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(session?.Length ?? 0, Protocol.MaxSession, nameof(session));
        link.Send(FrameKind.Session, static (frames, it) => frames.Write(it), session);
        _session = session;
        return ValueTask.CompletedTask;
    }

    public override ValueTask SetAccountAsync(HolderAccount account)
    {
        PluginRun.Tell(link, account);
        return ValueTask.CompletedTask;
    }

    public override ValueTask<string> KeepAsync(HttpResponseMessage reply, string name) => reply.Content is PipedReplyContent content
        ? ValueTask.FromResult(content.Keep(name))
        : throw new ArgumentException("Only a reply of this context's Http can be kept, before its content is replaced.", nameof(reply));

    public override ValueTask<string> AskAsync(string key, Text question) => AskAsync(key, question, []);

    public override ValueTask<string> AskAsync(string key, Text question, IReadOnlyList<Choice> choices)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(choices.Count, Protocol.MaxChoices, nameof(choices));
        if (start.Answers.TryGetValue(key, out var answer))
        {
            return ValueTask.FromResult(answer);
        }

        var asked = new QuestionException(key, question, choices);
        link.Question(asked);
        throw asked;
    }

    public override ValueTask ProgressAsync(long done, long? total) => _run.ProgressAsync(done, total);

    public override ValueTask LogAsync(string message) => _run.LogAsync(message);
}
