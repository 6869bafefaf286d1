using Hub.Core.Egress;
using Hub.Core.Plugins.Running;
using Hub.Core.Runs;
using Hub.Sdk;
using Hub.Wire;

namespace Hub.Core.Sources;

/// <summary>What a connector may do while its settings are tried: speak to its holder, and say whose account it is.</summary>
internal sealed class ProbeHandler(BrokerSession calls) : IRunHandler
{
    public HolderAccount? Account { get; private set; }

    public string? Session { get; private set; }

    public ValueTask<HttpReply> HttpAsync(HttpCall call, CancellationToken cancellationToken) => calls.SendAsync(call, cancellationToken);

    public ValueTask AccountAsync(HolderAccount account)
    {
        Account = ToldAccount.Clean(account);
        return ValueTask.CompletedTask;
    }

    public ValueTask SessionAsync(string? session)
    {
        Session = session;
        return ValueTask.CompletedTask;
    }

    public ValueTask RecordAsync(string type, ReadOnlyMemory<byte> data, string? at, string? subject) => throw Granted.NotGranted(type);

    public ValueTask RejectAsync(string type, Text reason, string? at, string? subject) => throw Granted.NotGranted(type);

    public ValueTask CursorAsync(string cursor) => ValueTask.CompletedTask;

    public ValueTask ProgressAsync(long done, long? total) => ValueTask.CompletedTask;

    /// <summary>There is no run yet that it could belong to.</summary>
    public ValueTask LogAsync(string message) => ValueTask.CompletedTask;

    public ValueTask QuestionAsync(string key, Text question, IReadOnlyList<Choice> choices) => ValueTask.CompletedTask;

    public Stream OpenFile() => throw Granted.NotGranted("file");

    public ValueTask<ReadOnlyMemory<byte>> ReadRecordsAsync(string type, string? from, string? to, string? cursor) => throw Granted.NotGranted(type);

    public ValueTask<ReadOnlyMemory<byte>> AggregateAsync(string type, ReadOnlyMemory<byte> queryJson) => throw Granted.NotGranted(type);

    public ValueTask InsightAsync(ReadOnlyMemory<byte> insightJson) => throw Granted.NotGranted("insight");

    public ValueTask IdleAsync() => ValueTask.CompletedTask;
}
