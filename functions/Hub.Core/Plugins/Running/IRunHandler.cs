using Hub.Sdk;
using Hub.Wire;

namespace Hub.Core.Plugins.Running;

/// <summary>
/// What the hub does with what a plug-in says. Called one frame at a time and in order; while a call is awaited, the plug-in waits.
/// Memory that is passed in is valid only until the call's task completes. A <see cref="RunException"/> ends the run with its outcome (a type
/// that was not granted, say); any other exception is the hub's own trouble: it ends the process and comes out of <see cref="RunnerProcess.RunAsync"/>.
/// </summary>
public interface IRunHandler
{
    ValueTask RecordAsync(string type, ReadOnlyMemory<byte> data, string? at, string? subject);

    ValueTask RejectAsync(string type, Text reason, string? at, string? subject);

    /// <summary>The holder has a record no more; the data holds what identifies it.</summary>
    ValueTask WithdrawAsync(string type, ReadOnlyMemory<byte> identity, string? at, string? subject) => throw NoRecords();

    /// <summary>One page <c>{items:[{id,time,subject,data}],next}</c> of what the source brought earlier, with no more than what identifies it, at most 4 MB.</summary>
    ValueTask<ReadOnlyMemory<byte>> HeldAsync(string type, string? cursor) => throw NoRecords();

    ValueTask CursorAsync(string cursor);

    /// <summary>When the holder produced what follows, as the file says it.</summary>
    ValueTask ProducedAsync(string when) => ValueTask.CompletedTask;

    ValueTask ProgressAsync(long done, long? total);

    ValueTask LogAsync(string message);

    ValueTask QuestionAsync(string key, Text question, IReadOnlyList<Choice> choices);

    /// <summary>Speaks to a holder on the plug-in's behalf. A <see cref="RunException"/> is told to the plug-in, which may go on; one with <see cref="Outcome.PluginFault"/> ends the run.</summary>
    /// <param name="call">What the plug-in asks for.</param>
    /// <param name="cancellationToken">Cancelled when the plug-in's process is there no more: the call ends with its run.</param>
    ValueTask<HttpReply> HttpAsync(HttpCall call, CancellationToken cancellationToken) => throw NoHolder();

    /// <summary>Keeps the body of a reply as a file and gives its hash.</summary>
    ValueTask<string> KeepAsync(string name, HttpReply reply) => throw NoHolder();

    /// <summary>What a later run needs to go on at the holder; null forgets it.</summary>
    ValueTask SessionAsync(string? session) => throw NoHolder();

    /// <summary>Whose account a probe or a sync found.</summary>
    ValueTask AccountAsync(HolderAccount account) => throw NoHolder();

    /// <summary>The beginning of the file's table, as <see cref="Wire.Tables.TableSample"/>.</summary>
    ValueTask SampleAsync(ReadOnlyMemory<byte> json) => throw NoRecords();

    /// <summary>Takes what an archive is unpacked to; null where none is to be unpacked.</summary>
    IArchiveTaker? Archive => null;

    /// <summary>The import's file from its beginning; disposed by the caller.</summary>
    Stream OpenFile();

    /// <summary>One page <c>{items:[{id,time,subject,data}],next}</c> of granted records, at most 4 MB.</summary>
    ValueTask<ReadOnlyMemory<byte>> ReadRecordsAsync(string type, string? from, string? to, string? cursor);

    /// <summary>The rows of an aggregate as a JSON array; the query is <see cref="AggregateQuery"/> in camel case.</summary>
    ValueTask<ReadOnlyMemory<byte>> AggregateAsync(string type, ReadOnlyMemory<byte> queryJson);

    /// <summary>What the application left for this type and the days that changed since, as <see cref="Retained"/> in camel case; empty for nothing.</summary>
    ValueTask<ReadOnlyMemory<byte>> RecallAsync(string type) => ValueTask.FromResult(ReadOnlyMemory<byte>.Empty);

    /// <summary>What the application leaves for its next run, as JSON. Where nothing is kept from run to run, it is let go.</summary>
    ValueTask RetainAsync(string type, ReadOnlyMemory<byte> state) => ValueTask.CompletedTask;

    /// <summary>An <see cref="Insight"/> in camel case.</summary>
    ValueTask InsightAsync(ReadOnlyMemory<byte> insightJson);

    /// <summary>How long nothing comes before it counts as idle.</summary>
    TimeSpan IdleAfter => TimeSpan.FromMilliseconds(250);

    /// <summary>Nothing came for that long after something did: what waits for a batch to fill can be committed.</summary>
    ValueTask IdleAsync();

    private static RunException NoRecords() => new(Outcome.PluginFault, new(
        "The plug-in tried to compare or withdraw records, which it may not do in this run. It was stopped.",
        "Le module a voulu comparer ou retirer des données, ce qui ne lui est pas permis ici. Il a été arrêté."));

    private static RunException NoHolder() => new(Outcome.PluginFault, new(
        "The plug-in tried to speak to a holder, which it may not do in this run. It was stopped.",
        "Le module a voulu parler à un détenteur, ce qui ne lui est pas permis ici. Il a été arrêté."));
}
