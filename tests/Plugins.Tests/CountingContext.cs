using System.Buffers;
using System.Text.Json;
using Hub.Sdk;
using Hub.Sdk.Testing;

namespace Hub.Plugins.Tests;

/// <summary>Counts what a connector saves and keeps nothing, to see that the connector keeps nothing either.</summary>
internal sealed class CountingContext : ConnectorContext
{
    private readonly ArrayBufferWriter<byte> _buffer = new();
    private readonly Utf8JsonWriter _writer;

    public CountingContext() => _writer = new Utf8JsonWriter(_buffer);

    public long Saved { get; private set; }

    public long Rejected { get; private set; }

    public Dictionary<string, string> Answers { get; } = [];

    public override JsonElement Settings { get; } = JsonElement.Parse("{}");

    public override TimeProvider Clock { get; } = new StandingClock(DateTimeOffset.UnixEpoch);

    public override TimeZoneInfo Zone => TimeZoneInfo.Utc;

    public override string? Cursor => null;

    public override ValueTask SaveAsync(string type, Action<Utf8JsonWriter> data, Origin origin = default)
    {
        _buffer.ResetWrittenCount();
        _writer.Reset(_buffer);
        _writer.WriteStartObject();
        data(_writer);
        _writer.WriteEndObject();
        _writer.Flush();
        Saved++;
        return ValueTask.CompletedTask;
    }

    public override ValueTask RejectAsync(string type, Text reason, Origin origin = default)
    {
        Rejected++;
        return ValueTask.CompletedTask;
    }

    public override ValueTask SetCursorAsync(string cursor) => ValueTask.CompletedTask;

    public override ValueTask<string> AskAsync(string key, Text question) => Answers.TryGetValue(key, out var answer) ? ValueTask.FromResult(answer) : throw new QuestionException(key, question);

    public override ValueTask ProgressAsync(long done, long? total) => ValueTask.CompletedTask;

    public override ValueTask LogAsync(string message) => ValueTask.CompletedTask;
}
