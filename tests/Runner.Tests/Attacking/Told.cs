using System.Text;
using Hub.Core.Plugins.Running;
using Hub.Sdk;
using Hub.Wire;

namespace Runner.Tests.Attacking;

/// <summary>Stands before the hub's own handler and remembers every word that came from the plug-in: what is not in here has not crossed.</summary>
internal sealed class Told(IRunHandler hub, byte[] file) : IRunHandler
{
    // The longest flood would otherwise be kept twice.
    private const int Most = 20_000;

    public List<string> Words { get; } = [];

    public List<string> Log { get; } = [];

    public List<HttpCall> Calls { get; } = [];

    public Action<string> OnLog { get; set; } = _ => { };

    public ValueTask RecordAsync(string type, ReadOnlyMemory<byte> data, string? at, string? subject)
    {
        Keep(type, data.Length < Most ? Encoding.UTF8.GetString(data.Span) : "", at, subject);
        return hub.RecordAsync(type, data, at, subject);
    }

    public ValueTask RejectAsync(string type, Text reason, string? at, string? subject)
    {
        Keep(type, reason.En, reason.Fr, at, subject);
        return hub.RejectAsync(type, reason, at, subject);
    }

    public ValueTask WithdrawAsync(string type, ReadOnlyMemory<byte> identity, string? at, string? subject)
    {
        Keep(type, identity.Length < Most ? Encoding.UTF8.GetString(identity.Span) : "", at, subject);
        return hub.WithdrawAsync(type, identity, at, subject);
    }

    public ValueTask<ReadOnlyMemory<byte>> HeldAsync(string type, string? cursor)
    {
        Keep(type, cursor);
        return hub.HeldAsync(type, cursor);
    }

    public ValueTask CursorAsync(string cursor)
    {
        Keep(cursor);
        return hub.CursorAsync(cursor);
    }

    public ValueTask ProducedAsync(string when)
    {
        Keep(when);
        return hub.ProducedAsync(when);
    }

    public ValueTask ProgressAsync(long done, long? total) => hub.ProgressAsync(done, total);

    public ValueTask LogAsync(string message)
    {
        Keep(message);
        Log.Add(message);
        OnLog(message);
        return hub.LogAsync(message);
    }

    public ValueTask QuestionAsync(string key, Text question, IReadOnlyList<Choice> choices)
    {
        Keep([key, question.En, question.Fr, .. choices.SelectMany(choice => new[] { choice.Value, choice.Label.En, choice.Label.Fr })]);
        return hub.QuestionAsync(key, question, choices);
    }

    public ValueTask<HttpReply> HttpAsync(HttpCall call, CancellationToken cancellationToken)
    {
        Calls.Add(call);
        return hub.HttpAsync(call, cancellationToken);
    }

    public ValueTask<string> KeepAsync(string name, HttpReply reply)
    {
        Keep(name);
        return hub.KeepAsync(name, reply);
    }

    public ValueTask SessionAsync(string? session)
    {
        Keep(session);
        return hub.SessionAsync(session);
    }

    public ValueTask AccountAsync(HolderAccount account)
    {
        Keep(account.Id, account.Label);
        return hub.AccountAsync(account);
    }

    public Stream OpenFile() => file.Length == 0 ? hub.OpenFile() : new MemoryStream(file, writable: false);

    public ValueTask<ReadOnlyMemory<byte>> ReadRecordsAsync(string type, string? from, string? to, string? cursor) => hub.ReadRecordsAsync(type, from, to, cursor);

    public ValueTask<ReadOnlyMemory<byte>> AggregateAsync(string type, ReadOnlyMemory<byte> queryJson) => hub.AggregateAsync(type, queryJson);

    public ValueTask InsightAsync(ReadOnlyMemory<byte> insightJson)
    {
        Keep(Encoding.UTF8.GetString(insightJson.Span));
        return hub.InsightAsync(insightJson);
    }

    public ValueTask IdleAsync() => hub.IdleAsync();

    private void Keep(params string?[] words)
    {
        if (Words.Count < Most)
        {
            Words.AddRange(words.OfType<string>());
        }
    }
}
