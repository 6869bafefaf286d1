using System.Text;
using Hub.Core.Plugins.Running;
using Hub.Sdk;
using Hub.Wire;

namespace Runner.Tests;

/// <summary>A hub that keeps what it is told.</summary>
internal sealed class RecordingHandler(byte[] file) : IRunHandler
{
    public List<(string Type, string Data, string? At, string? Subject)> Records { get; } = [];

    public List<(string Type, Text Reason, string? At, string? Subject)> Rejects { get; } = [];

    public List<string> Cursors { get; } = [];

    public List<(long Done, long? Total)> Progress { get; } = [];

    public List<(string Type, string Identity, string? At, string? Subject)> Withdrawn { get; } = [];

    public List<string> Log { get; } = [];

    public List<(string Key, Text Question)> Questions { get; } = [];

    public List<Choice> Choices { get; } = [];

    public List<HttpCall> Calls { get; } = [];

    public List<(string Name, HttpReply Reply)> Kept { get; } = [];

    public List<string?> Sessions { get; } = [];

    public List<HolderAccount> Accounts { get; } = [];

    /// <summary>The holder; without one, a call ends the run.</summary>
    public Func<HttpCall, HttpReply> OnCall { get; set; } = _ => throw new RunException(Outcome.PluginFault, new Text("Not granted.", "Pas autorisé."));

    /// <summary>A holder that takes its time.</summary>
    public Func<HttpCall, CancellationToken, ValueTask<HttpReply>>? OnCallAsync { get; set; }

    public List<string> Insights { get; } = [];

    public List<string> Requests { get; } = [];

    public Queue<string> Replies { get; } = [];

    public int Idle { get; private set; }

    public int Opened { get; private set; }

    /// <summary>When set, records are handed to it instead of being kept.</summary>
    public Action<ReadOnlyMemory<byte>>? OnData { get; set; }

    /// <summary>Called for each record before it is kept.</summary>
    public Func<long, ValueTask> OnRecord { get; set; } = _ => ValueTask.CompletedTask;

    public Action OnOpen { get; set; } = () => { };

    public Action<string> OnLog { get; set; } = _ => { };

    public Func<ValueTask> OnIdle { get; set; } = () => ValueTask.CompletedTask;

    public async ValueTask RecordAsync(string type, ReadOnlyMemory<byte> data, string? at, string? subject)
    {
        if (OnData is not null)
        {
            OnData(data);
            return;
        }

        await OnRecord(Records.Count);
        Records.Add((type, Encoding.UTF8.GetString(data.Span), at, subject));
    }

    public ValueTask RejectAsync(string type, Text reason, string? at, string? subject) => Keep(Rejects, (type, reason, at, subject));

    public ValueTask WithdrawAsync(string type, ReadOnlyMemory<byte> identity, string? at, string? subject) => Keep(Withdrawn, (type, Encoding.UTF8.GetString(identity.Span), at, subject));

    public ValueTask<ReadOnlyMemory<byte>> HeldAsync(string type, string? cursor) => Reply($"{type} {cursor}");

    public ValueTask CursorAsync(string cursor) => Keep(Cursors, cursor);

    public ValueTask ProgressAsync(long done, long? total) => Keep(Progress, (done, total));

    public ValueTask LogAsync(string message)
    {
        OnLog(message);
        return Keep(Log, message);
    }

    public ValueTask QuestionAsync(string key, Text question, IReadOnlyList<Choice> choices)
    {
        Choices.AddRange(choices);
        return Keep(Questions, (key, question));
    }

    public ValueTask<HttpReply> HttpAsync(HttpCall call, CancellationToken cancellationToken)
    {
        Calls.Add(call);
        return OnCallAsync?.Invoke(call, cancellationToken) ?? ValueTask.FromResult(OnCall(call));
    }

    public ValueTask<string> KeepAsync(string name, HttpReply reply)
    {
        Kept.Add((name, reply));
        return ValueTask.FromResult("sha256-" + name);
    }

    public ValueTask SessionAsync(string? session) => Keep(Sessions, session);

    public ValueTask AccountAsync(HolderAccount account) => Keep(Accounts, account);

    public Stream OpenFile()
    {
        Opened++;
        OnOpen();
        return new MemoryStream(file, writable: false);
    }

    public ValueTask<ReadOnlyMemory<byte>> ReadRecordsAsync(string type, string? from, string? to, string? cursor) =>
        Reply($"{type} {from} {to} {cursor}");

    public ValueTask<ReadOnlyMemory<byte>> AggregateAsync(string type, ReadOnlyMemory<byte> queryJson) =>
        Reply($"{type} {Encoding.UTF8.GetString(queryJson.Span)}");

    public ValueTask InsightAsync(ReadOnlyMemory<byte> insightJson) => Keep(Insights, Encoding.UTF8.GetString(insightJson.Span));

    public ValueTask IdleAsync()
    {
        Idle++;
        return OnIdle();
    }

    private static ValueTask Keep<T>(List<T> list, T item)
    {
        list.Add(item);
        return ValueTask.CompletedTask;
    }

    private ValueTask<ReadOnlyMemory<byte>> Reply(string request)
    {
        Requests.Add(request);
        return ValueTask.FromResult<ReadOnlyMemory<byte>>(Encoding.UTF8.GetBytes(Replies.Dequeue()));
    }
}
