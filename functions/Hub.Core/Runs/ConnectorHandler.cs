using Hub.Core.Plugins;
using Hub.Core.Plugins.Running;
using Hub.Core.Records;
using Hub.Sdk;

namespace Hub.Core.Runs;

/// <summary>What every run of a connector does with what the plug-in says, whether it writes or only looks.</summary>
/// <param name="speech">What the plug-in says, as today's record types have it.</param>
/// <param name="log">What the plug-in logs, or null to drop it.</param>
/// <param name="from">
/// How many items of earlier goes are not told again. An import reads the same file from its beginning, so it begins at 0 and skips what is committed. A sync goes on from its
/// committed cursor: everything it says then is new or was fetched anew, so nothing is skipped and it counts on from what is committed.
/// </param>
internal abstract class ConnectorHandler(PluginSpeech speech, Run run, Func<Stream> openFile, TimeProvider clock, RunLog? log = null, long from = 0) : IRunHandler
{
    public Run Run { get; protected set; } = run;

    protected PluginSpeech Speech { get; } = speech;

    protected TimeProvider Clock { get; } = clock;

    protected RunLog? Log { get; } = log;

    /// <summary>The number of items so far, counted from the run's beginning also after a resume.</summary>
    protected long Ordinal { get; private set; } = from;

    protected string? Cursor { get; private set; } = run.Cursor;

    /// <summary>When the holder produced what is read now, or null when the file does not say.</summary>
    protected string? Produced { get; private set; }

    protected RunProgress? Progress { get; private set; } = run.Progress;

    public ValueTask RecordAsync(string type, ReadOnlyMemory<byte> data, string? at, string? subject) =>
        ++Ordinal <= Run.Committed ? PassAsync(type, Speech.Today(type, data), subject) : TakeAsync(type, Speech.Today(type, data), at, subject);

    public ValueTask RejectAsync(string type, Text reason, string? at, string? subject) =>
        ++Ordinal <= Run.Committed ? ValueTask.CompletedTask : SetAsideAsync(type, reason, at);

    public ValueTask WithdrawAsync(string type, ReadOnlyMemory<byte> identity, string? at, string? subject) =>
        ++Ordinal <= Run.Committed ? ValueTask.CompletedTask : TakeOutAsync(type, Speech.Today(type, identity), at, subject);

    public ValueTask CursorAsync(string cursor)
    {
        Cursor = cursor;
        return ValueTask.CompletedTask;
    }

    public ValueTask ProducedAsync(string when)
    {
        Produced = RecordTime.TryParse(when, out var time) && !time.IsNone ? when : null;
        return ValueTask.CompletedTask;
    }

    public ValueTask ProgressAsync(long done, long? total)
    {
        Progress = new RunProgress(done, total);
        return ValueTask.CompletedTask;
    }

    public ValueTask LogAsync(string message) => Log?.AddAsync(message) ?? ValueTask.CompletedTask;

    public virtual ValueTask QuestionAsync(string key, Text question, IReadOnlyList<Choice> choices)
    {
        Run = Run with { Question = new RunQuestion(key, question) { Choices = choices } };
        return ValueTask.CompletedTask;
    }

    public Stream OpenFile() => openFile();

    public ValueTask<ReadOnlyMemory<byte>> ReadRecordsAsync(string type, string? from, string? to, string? cursor) => throw Granted.NotGranted(type);

    public ValueTask<ReadOnlyMemory<byte>> AggregateAsync(string type, ReadOnlyMemory<byte> queryJson) => throw Granted.NotGranted(type);

    public ValueTask InsightAsync(ReadOnlyMemory<byte> insightJson) => throw new RunException(Outcome.PluginFault, new(
        "The connector tried to give back an insight, which only applications do.", "Le connecteur a voulu rendre un résultat, ce que seuls les services font."));

    public virtual TimeSpan IdleAfter => TimeSpan.FromMilliseconds(250);

    public abstract ValueTask IdleAsync();

    /// <summary>Writes what waits.</summary>
    public abstract ValueTask CommitAsync();

    /// <summary>A record that is committed already.</summary>
    protected virtual ValueTask PassAsync(string type, ReadOnlyMemory<byte> data, string? subject) => ValueTask.CompletedTask;

    protected abstract ValueTask TakeAsync(string type, ReadOnlyMemory<byte> data, string? at, string? subject);

    /// <summary>The holder has the record no more.</summary>
    protected abstract ValueTask TakeOutAsync(string type, ReadOnlyMemory<byte> identity, string? at, string? subject);

    protected abstract ValueTask SetAsideAsync(string type, Text reason, string? at);
}

/// <summary>What a plug-in may touch.</summary>
internal static class Granted
{
    public static RecordType Type(RecordTypes types, Plugin plugin, string name)
    {
        if (!plugin.Manifest.Writes(name))
        {
            throw NotGranted(name);
        }

        return types.Find(name) ?? throw new RunException(Outcome.PluginFault, new(
            $"The plug-in writes records of the type {name}, which this hub does not know.", $"Le module écrit des données du type {name}, que ce hub ne connaît pas."));
    }

    public static RunException NotGranted(string type) => new(Outcome.PluginFault, new(
        $"The plug-in tried to use data that it was not granted ({type}). It was stopped.", $"Le module a voulu utiliser des données qui ne lui étaient pas autorisées ({type}). Il a été arrêté."));
}
