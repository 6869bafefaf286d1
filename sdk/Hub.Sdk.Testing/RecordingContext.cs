using System.Buffers;
using System.Text.Json;

namespace Hub.Sdk.Testing;

/// <summary>A connector's context that keeps in memory what the connector saves.</summary>
public sealed class RecordingContext : ConnectorContext
{
    private static readonly JsonElement NoSettings = JsonElement.Parse("{}");

    /// <summary>What was saved, in order.</summary>
    public List<SavedRecord> Saved { get; } = [];

    /// <summary>What was reported as unreadable, in order.</summary>
    public List<RejectedItem> Rejected { get; } = [];

    /// <summary>Answers to questions, by key. A question without one throws <see cref="QuestionException"/>.</summary>
    public Dictionary<string, string> Answers { get; } = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public override JsonElement Settings => NoSettings;

    /// <inheritdoc/>
    public override TimeProvider Clock { get; } = new StandingClock(new DateTimeOffset(2026, 1, 15, 9, 0, 0, TimeSpan.Zero));

    /// <inheritdoc/>
    public override TimeZoneInfo Zone => TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris");

    /// <inheritdoc/>
    public override string? Cursor => LastCursor;

    /// <summary>The last cursor that the connector declared.</summary>
    public string? LastCursor { get; set; }

    /// <summary>The saved records of one type.</summary>
    /// <param name="type">The record type.</param>
    public IEnumerable<JsonElement> Of(string type) => Saved.Where(record => record.Type == type).Select(record => record.Data);

    /// <inheritdoc/>
    public override ValueTask SaveAsync(string type, Action<Utf8JsonWriter> data, Origin origin = default)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            data(writer);
            writer.WriteEndObject();
        }

        Saved.Add(new SavedRecord(type, JsonElement.Parse(buffer.WrittenSpan), origin));
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public override ValueTask RejectAsync(string type, Text reason, Origin origin = default)
    {
        Rejected.Add(new RejectedItem(type, reason, origin));
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public override ValueTask SetCursorAsync(string cursor)
    {
        LastCursor = cursor;
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public override ValueTask<string> AskAsync(string key, Text question) =>
        Answers.TryGetValue(key, out var answer) ? ValueTask.FromResult(answer) : throw new QuestionException(key, question);

    /// <inheritdoc/>
    public override ValueTask ProgressAsync(long done, long? total) => ValueTask.CompletedTask;

    /// <inheritdoc/>
    public override ValueTask LogAsync(string message) => ValueTask.CompletedTask;
}

/// <summary>One saved record.</summary>
/// <param name="Type">Its type.</param>
/// <param name="Data">Its data.</param>
/// <param name="Origin">Where it stood.</param>
public sealed record SavedRecord(string Type, JsonElement Data, Origin Origin);

/// <summary>One item that could not be read.</summary>
/// <param name="Type">The type it would have been.</param>
/// <param name="Reason">Why.</param>
/// <param name="Origin">Where it stood.</param>
public sealed record RejectedItem(string Type, Text Reason, Origin Origin);
