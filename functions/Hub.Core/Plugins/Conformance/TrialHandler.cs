using System.Text;
using System.Text.Json;
using Hub.Core.Plugins.Running;
using Hub.Core.Records;
using Hub.Sdk;
using Hub.Sdk.Testing;
using Hub.Wire;

namespace Hub.Core.Plugins.Conformance;

/// <summary>A hub in memory that answers from a recording or a sample and keeps what it is told.</summary>
internal sealed class TrialHandler(Plugin plugin, RecordTypes types, TrialInput input, IReadOnlyDictionary<string, string> stored) : IRunHandler
{
    private readonly Replay? _replay = input.Recording is { } recording ? new Replay(recording) : null;
    private readonly Dictionary<string, string> _stored = new(stored, StringComparer.Ordinal);
    private readonly List<string> _story = [];
    private readonly List<string> _rejected = [];
    private readonly List<TrialCursor> _cursors = [];
    private readonly List<string> _insights = [];
    private readonly List<string> _violations = [];
    private readonly Scratch _scratch = new();
    private HolderAccount? _account;
    private string? _question;
    private string? _session = input.Recording?.Session;
    private int _calls;
    private int _saved;

    public Trial End(RunnerResult result) => new()
    {
        Outcome = result.Outcome,
        Detail = result.Detail,
        Waiting = result.Waiting,
        PeakMemory = result.PeakMemory,
        Story = _story,
        Stored = _stored,
        Rejected = _rejected,
        Cursors = _cursors,
        Insights = _insights,
        Violations = _violations,
        Unrecorded = _replay?.Unrecorded ?? [],
        Account = _account,
        Question = _question,
        Calls = _calls,
        Saved = _saved,
    };

    public ValueTask RecordAsync(string type, ReadOnlyMemory<byte> data, string? at, string? subject)
    {
        if (!plugin.Manifest.Writes(type) || types.Find(type) is not { } known)
        {
            throw Break(plugin.Manifest.Writes(type) ? $"writes {type}, which no hub knows" : $"writes {type}, which its manifest does not ask for");
        }

        var errors = new RecordErrors();
        if (known.Prepare(data.Span, default, subject ?? "me", errors, _scratch) is not { } record)
        {
            return SetAsideAsync(type, at, $"{errors.Items[0].Path} {errors.Items[0].Message.En}");
        }

        _saved++;
        var key = $"{type} {record.Id}";
        _stored[key] = record.ContentHash.ToString()!;
        _story.Add($"save {key} {record.ContentHash} {at}");
        return default;
    }

    public ValueTask RejectAsync(string type, Text reason, string? at, string? subject) =>
        plugin.Manifest.Writes(type) ? SetAsideAsync(type, at, reason.En) : throw Break($"sets aside {type}, which its manifest does not ask for");

    public ValueTask CursorAsync(string cursor)
    {
        _cursors.Add(new TrialCursor(cursor, _saved, new Dictionary<string, string>(_stored, StringComparer.Ordinal), _session));
        return Tell($"cursor {cursor}");
    }

    public ValueTask ProgressAsync(long done, long? total) => default;

    public ValueTask LogAsync(string message) => default;

    public ValueTask QuestionAsync(string key, Text question, IReadOnlyList<Choice> choices)
    {
        _question = key;
        return Tell($"ask {key}");
    }

    public Stream OpenFile() => input.OpenFile();

    public ValueTask<HttpReply> HttpAsync(HttpCall call)
    {
        _calls++;
        _story.Add($"call {call.Method} {call.Url}");
        if (!HostNames.Of(plugin.Manifest, input.Recording?.Settings).Contains(HostNames.Of(call.Url), StringComparer.OrdinalIgnoreCase))
        {
            throw Break($"reaches {HostNames.Of(call.Url)}, which its manifest does not name");
        }

        if (input.Live is { } live)
        {
            return live.SendAsync(call);
        }

        var body = Encoding.UTF8.GetString(call.Body.Span);
        var reply = input.Fault is { } fault && _calls == input.FaultAt
            ? fault.Reply ?? throw TrialFault.NoAnswer
            : _replay?.Find(call.Method, call.Url, body) ?? throw TrialFault.NoAnswer;
        return new(new HttpReply(reply.Status, call.Url, [.. reply.Headers ?? new Dictionary<string, string>(StringComparer.Ordinal)], reply.Bytes));
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
        return Tell($"reject {type} {at} {why}");
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
