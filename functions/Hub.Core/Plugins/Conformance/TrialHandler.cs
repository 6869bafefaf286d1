using System.Text;
using System.Text.Json;
using Hub.Core.Plugins.Running;
using Hub.Core.Records;
using Hub.Sdk;
using Hub.Sdk.Testing;
using Hub.Wire;

namespace Hub.Core.Plugins.Conformance;

/// <summary>A hub in memory that answers from a recording or a sample and keeps what it is told.</summary>
internal sealed class TrialHandler(Plugin plugin, RecordTypes types, TrialInput input, IReadOnlyDictionary<string, TrialRecord> stored) : IRunHandler
{
    private readonly Replay? _replay = input.Recording is { } recording ? new Replay(recording) : null;
    private readonly Dictionary<string, TrialRecord> _stored = new(stored, StringComparer.Ordinal);
    private readonly List<string> _story = [];
    private readonly List<string> _rejected = [];
    private readonly List<TrialStep> _steps = [];
    private readonly List<string> _insights = [];
    private readonly List<string> _violations = [];
    private readonly PluginSpeech _speech = new(types, plugin);
    private readonly Scratch _scratch = new();
    private HolderAccount? _account;
    private TrialQuestion? _question;
    private string? _session = input.Recording?.Session;
    private string? _cursor;
    private int _calls;
    private int _items;
    private int _changes;
    private bool _looked;

    /// <param name="result">How it ended; null when it was killed.</param>
    public Trial End(RunnerResult? result) => new()
    {
        Outcome = result?.Outcome ?? Outcome.LimitExceeded,
        Detail = result?.Detail,
        Waiting = result?.Waiting ?? false,
        PeakMemory = result?.PeakMemory ?? 0,
        Story = _story,
        Stored = _stored,
        Rejected = _rejected,
        Steps = _steps,
        Cursor = _cursor,
        Session = _session,
        Changes = _changes,
        Looked = _looked,
        Insights = _insights,
        Violations = _violations,
        Unrecorded = _replay?.Unrecorded ?? [],
        Account = _account,
        Question = _question,
        Calls = _calls,
    };

    public ValueTask RecordAsync(string type, ReadOnlyMemory<byte> data, string? at, string? subject)
    {
        var known = Writable(type);
        if (++_items <= input.Committed)
        {
            return default;
        }

        var errors = new RecordErrors();
        if (known.Prepare(_speech.Today(type, data).Span, default, subject ?? "me", errors, _scratch) is not { } record)
        {
            return SetAsideAsync(type, at, $"{errors.Items[0].Path} {errors.Items[0].Message.En}");
        }

        var (key, made) = ($"{type} {record.Id}", new TrialRecord(record.ContentHash.ToString()!, record.Subject, IdentityOf(known, record)));
        _changes += _stored.TryGetValue(key, out var before) && before.Hash == made.Hash ? 0 : 1;
        _stored[key] = made;
        return Commit($"save {key} {made.Hash} {at}");
    }

    public ValueTask RejectAsync(string type, Text reason, string? at, string? subject) =>
        !plugin.Manifest.Writes(type) ? throw Break($"sets aside {type}, which its manifest does not ask for")
        : ++_items <= input.Committed ? default
        : SetAsideAsync(type, at, reason.En);

    public ValueTask WithdrawAsync(string type, ReadOnlyMemory<byte> identity, string? at, string? subject)
    {
        var known = Writable(type);
        if (++_items <= input.Committed)
        {
            return default;
        }

        var errors = new RecordErrors();
        if (known.Identify(_speech.Today(type, identity).Span, subject ?? "me", errors, _scratch) is not { } id)
        {
            return SetAsideAsync(type, at, $"{errors.Items[0].Path} {errors.Items[0].Message.En}");
        }

        _changes += _stored.Remove($"{type} {id}") ? 1 : 0;
        return Commit($"withdraw {type} {id} {at}");
    }

    public ValueTask<ReadOnlyMemory<byte>> HeldAsync(string type, string? cursor)
    {
        _ = Writable(type);
        if (input.IsFile)
        {
            throw Break("asks what is held while it reads a file, which only a sync may");
        }

        var held = _stored.Where(record => record.Key.StartsWith(type + " ", StringComparison.Ordinal)).OrderBy(record => record.Key, StringComparer.Ordinal);
        var items = held.Select(record => new GrantedRecord(record.Key[(type.Length + 1)..], null, record.Value.Subject, JsonElement.Parse(record.Value.Identity)));
        _looked = true;
        _story.Add($"held {type}");
        return new(JsonSerializer.SerializeToUtf8Bytes(new RecordPage([.. items], null), WireJson.Default.RecordPage));
    }

    public ValueTask CursorAsync(string cursor)
    {
        _cursor = cursor;
        return Commit($"cursor {cursor}", cursor);
    }

    public ValueTask ProgressAsync(long done, long? total) => default;

    public ValueTask LogAsync(string message) => default;

    public ValueTask QuestionAsync(string key, Text question, IReadOnlyList<Choice> choices)
    {
        _question = new TrialQuestion(key, question, choices);
        return Tell($"ask {key}");
    }

    public Stream OpenFile() => input.OpenFile();

    public ValueTask<HttpReply> HttpAsync(HttpCall call, CancellationToken cancellationToken)
    {
        _calls++;
        _story.Add($"call {call.Method} {call.Url}");
        if (!HostNames.Of(plugin.Manifest, input.Recording?.Settings).Contains(HostNames.Of(call.Url), StringComparer.OrdinalIgnoreCase))
        {
            throw Break($"reaches {HostNames.Of(call.Url)}, which its manifest does not name");
        }

        if (input.Live is { } live)
        {
            return live.SendAsync(call, cancellationToken);
        }

        var body = Encoding.UTF8.GetString(call.Body.Span);
        var reply = input.Fault is { } fault && _calls >= input.FaultAt
            ? fault.Reply ?? throw TrialFault.NoAnswer
            : _replay?.Find(call.Method, call.Url, body) ?? throw TrialFault.NoAnswer;
        return new(new HttpReply(reply.Status, reply.Url ?? call.Url, [.. reply.Headers ?? new Dictionary<string, string>(StringComparer.Ordinal)], reply.Bytes));
    }

    public ValueTask<string> KeepAsync(string name, HttpReply reply) => new($"sha256-{Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(reply.Body.Span))}");

    public ValueTask SessionAsync(string? session)
    {
        _session = session;
        return default;
    }

    public ValueTask AccountAsync(HolderAccount account)
    {
        _account = account;
        return Tell($"account {account.Id}");
    }

    public ValueTask<ReadOnlyMemory<byte>> ReadRecordsAsync(string type, string? from, string? to, string? cursor) => Inner(type).ReadRecordsAsync(type, from, to, cursor);

    public ValueTask<ReadOnlyMemory<byte>> AggregateAsync(string type, ReadOnlyMemory<byte> queryJson) => Inner(type).AggregateAsync(type, queryJson);

    public ValueTask InsightAsync(ReadOnlyMemory<byte> insightJson)
    {
        _insights.Add(JsonElement.Parse(insightJson.Span).GetProperty("key").GetString()!);
        return Tell($"insight {Encoding.UTF8.GetString(insightJson.Span)}");
    }

    public ValueTask IdleAsync() => default;

    private RecordType Writable(string type) => !plugin.Manifest.Writes(type) ? throw Break($"writes {type}, which its manifest does not ask for")
        : types.Find(type) ?? throw Break($"writes {type}, which no hub knows");

    private static string IdentityOf(RecordType type, PreparedRecord record)
    {
        var fields = type.Identity.Alternatives.SelectMany(alternative => alternative).Select(field => field.Name).ToHashSet(StringComparer.Ordinal);
        var told = JsonElement.Parse(record.Data.Span).EnumerateObject().Where(member => fields.Contains(member.Name));
        return JsonSerializer.Serialize(told.ToDictionary(member => member.Name, member => member.Value, StringComparer.Ordinal), TrialJson.Default.DictionaryStringJsonElement);
    }

    /// <summary>Applications compute on a vault of their own, with the hub's own arithmetic and fences.</summary>
    private IRunHandler Inner(string type)
    {
        if (input.Vault is not { } vault || !plugin.Manifest.Permissions.Any(permission => permission.Read == type))
        {
            throw Break($"reads {type}, which its manifest does not ask for");
        }

        return vault;
    }

    private ValueTask SetAsideAsync(string type, string? at, string why)
    {
        _rejected.Add($"{at}: {why}");
        return Commit($"reject {type} {at} {why}");
    }

    /// <summary>A hub may commit after each of these, and be killed then.</summary>
    private ValueTask Commit(string what, string? cursor = null)
    {
        _steps.Add(new TrialStep(cursor, _session));
        _story.Add(what);
        return _steps.Count == input.KillAt ? throw new TrialKilledException() : default;
    }

    private ValueTask Tell(string what)
    {
        _story.Add(what);
        return default;
    }

    private RunException Break(string what)
    {
        _violations.Add(what);
        return new RunException(Outcome.PluginFault, new($"The plug-in {what}.", $"Le module sort de ce qu'il a demandé ({what})."));
    }
}

/// <summary>Ends the plug-in's process in the middle.</summary>
internal sealed class TrialKilledException : Exception;
