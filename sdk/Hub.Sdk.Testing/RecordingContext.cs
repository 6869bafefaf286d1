using System.Buffers;
using System.Text.Json;

namespace Hub.Sdk.Testing;

/// <summary>A connector's context that keeps in memory what the connector saves.</summary>
public sealed class RecordingContext : ConnectorContext
{
    private static readonly JsonElement NoSettings = JsonElement.Parse("{}");
    private StandingClock? _clock;
    private HttpClient? _http;
    private string? _session;
    private int _kept;

    /// <summary>A context of a recorded run: its settings, clock, cursor and answers, and a holder that answers as it did.</summary>
    /// <param name="path">The recording.</param>
    public static RecordingContext Replay(string path)
    {
        var recording = RunRecording.Load(path);
        var context = new RecordingContext { Given = recording, LastCursor = recording.Cursor, _session = recording.Session };
        foreach (var (key, answer) in recording.Answers ?? new Dictionary<string, string>(StringComparer.Ordinal))
        {
            context.Answers[key] = answer;
        }

        return context;
    }

    /// <summary>What the run begins with: settings, clock, zone and the holder's replies.</summary>
    public RunRecording Given { get; init; } = new();

    /// <summary>What was saved, in order.</summary>
    public List<SavedRecord> Saved { get; } = [];

    /// <summary>What was reported as unreadable, in order.</summary>
    public List<RejectedItem> Rejected { get; } = [];

    /// <summary>The lines of the run's technical log.</summary>
    public List<string> Logged { get; } = [];

    /// <summary>What the holder had no more, in order: the identity that was told.</summary>
    public List<SavedRecord> Withdrawn { get; } = [];

    /// <summary>What the vault holds from this source when the run begins, for <see cref="ConnectorContext.HeldAsync"/>.</summary>
    public List<SavedRecord> Holding { get; } = [];

    /// <summary>Whose account the connector said it reads, if it did.</summary>
    public HolderAccount? Account { get; private set; }

    /// <summary>Answers to questions, by key. A question without one throws <see cref="QuestionException"/>.</summary>
    public Dictionary<string, string> Answers { get; } = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public override JsonElement Settings => Given.Settings ?? NoSettings;

    /// <inheritdoc/>
    public override TimeProvider Clock => _clock ??= new StandingClock(Given.Now);

    /// <inheritdoc/>
    public override TimeZoneInfo Zone => TimeZoneInfo.FindSystemTimeZoneById(Given.Zone);

    /// <inheritdoc/>
    public override string? Cursor => LastCursor;

    /// <summary>The last cursor that the connector declared.</summary>
    public string? LastCursor { get; set; }

    /// <inheritdoc/>
    public override HttpClient Http => _http ??= new HttpClient(new ReplayedHolder(new Replay(Given)));

    /// <inheritdoc/>
    public override string? Session => _session;

    /// <summary>The saved records of one type.</summary>
    /// <param name="type">The record type.</param>
    public IEnumerable<JsonElement> Of(string type) => Saved.Where(record => record.Type == type).Select(record => record.Data);

    /// <inheritdoc/>
    public override ValueTask SaveAsync(string type, Action<Utf8JsonWriter> data, Origin origin = default)
    {
        Saved.Add(new SavedRecord(type, Written(data), origin));
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public override ValueTask WithdrawAsync(string type, Action<Utf8JsonWriter> identity, Origin origin = default)
    {
        Withdrawn.Add(new SavedRecord(type, Written(identity), origin));
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public override async IAsyncEnumerable<HeldRecord> HeldAsync(string type)
    {
        await Task.CompletedTask;
        foreach (var record in Holding.Where(record => record.Type == type))
        {
            yield return new HeldRecord(record.Data, record.Origin.Subject ?? "me");
        }
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
    public override ValueTask SetAccountAsync(HolderAccount account)
    {
        Account = account;
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public override ValueTask<string> AskAsync(string key, Text question) =>
        Answers.TryGetValue(key, out var answer) ? ValueTask.FromResult(answer) : throw new QuestionException(key, question);

    /// <inheritdoc/>
    public override ValueTask<string> AskAsync(string key, Text question, IReadOnlyList<Choice> choices) =>
        Answers.TryGetValue(key, out var answer) ? ValueTask.FromResult(answer) : throw new QuestionException(key, question, choices);

    /// <inheritdoc/>
    public override ValueTask SetSessionAsync(string? session)
    {
        _session = session;
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public override ValueTask<string> KeepAsync(HttpResponseMessage reply, string name) => ValueTask.FromResult($"kept-{++_kept}");

    /// <inheritdoc/>
    public override ValueTask ProgressAsync(long done, long? total) => ValueTask.CompletedTask;

    /// <inheritdoc/>
    public override ValueTask LogAsync(string message)
    {
        Logged.Add(message);
        return ValueTask.CompletedTask;
    }

    private static JsonElement Written(Action<Utf8JsonWriter> members)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            members(writer);
            writer.WriteEndObject();
        }

        return JsonElement.Parse(buffer.WrittenSpan);
    }
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
