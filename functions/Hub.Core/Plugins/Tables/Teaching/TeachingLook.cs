using System.Text.Json;
using Hub.Core.Plugins.Running;
using Hub.Core.Records;
using Hub.Sdk;
using Hub.Wire.Tables;

namespace Hub.Core.Plugins.Tables.Teaching;

/// <summary>Hears what a runner tells of a table while nothing is kept: its sample, or the first records that a mapping makes of it.</summary>
/// <param name="enough">Ends the run: what was heard is enough to show.</param>
internal sealed class TeachingLook(Func<Stream> open, RecordTypes types, Action enough) : IRunHandler
{
    private const int MostItems = 1000, MostShown = 10, MostTold = 20;
    private readonly List<PreviewedRecord> _records = [];
    private readonly List<PreviewedReject> _rejects = [];
    private readonly Scratch _scratch = new();
    private int _read, _kept;

    public TableSample? Sample { get; private set; }

    public TablePreview Preview(Text? ended) => new(_records, _rejects, _kept, _read - _kept, _read >= MostItems) { Ended = ended };

    public ValueTask SampleAsync(ReadOnlyMemory<byte> json)
    {
        try
        {
            Sample = TableSample.Read(json.Span);
        }
        catch (JsonException)
        {
            throw Unwanted();
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask RecordAsync(string type, ReadOnlyMemory<byte> data, string? at, string? subject)
    {
        var errors = new RecordErrors();
        var known = types.Find(type) ?? throw Unwanted();
        if (known.Prepare(data.Span, default, "me", errors, _scratch) is { } record)
        {
            _kept++;
            if (_records.Count(shown => shown.Type == type) < MostShown)
            {
                using var document = JsonDocument.Parse(record.Data);
                _records.Add(new PreviewedRecord(type, at, document.RootElement.Clone()));
            }
        }
        else
        {
            var wrong = errors.Items[0];
            SetAside(type, at, known.FindField(wrong.Path) is { } field ? new Text($"{field.Label.En}: {wrong.Message.En}", $"{field.Label.Fr}\u00a0: {wrong.Message.Fr}") : wrong.Message);
        }

        Count();
        return ValueTask.CompletedTask;
    }

    public ValueTask RejectAsync(string type, Text reason, string? at, string? subject)
    {
        SetAside(type, at, reason);
        Count();
        return ValueTask.CompletedTask;
    }

    public Stream OpenFile() => open();

    public ValueTask CursorAsync(string cursor) => ValueTask.CompletedTask;

    public ValueTask ProgressAsync(long done, long? total) => ValueTask.CompletedTask;

    public ValueTask LogAsync(string message) => ValueTask.CompletedTask;

    public ValueTask QuestionAsync(string key, Text question, IReadOnlyList<Choice> choices) => ValueTask.CompletedTask;

    public ValueTask IdleAsync() => ValueTask.CompletedTask;

    public ValueTask<ReadOnlyMemory<byte>> ReadRecordsAsync(string type, string? from, string? to, string? cursor) => throw Unwanted();

    public ValueTask<ReadOnlyMemory<byte>> AggregateAsync(string type, ReadOnlyMemory<byte> queryJson) => throw Unwanted();

    public ValueTask InsightAsync(ReadOnlyMemory<byte> insightJson) => throw Unwanted();

    private void SetAside(string type, string? at, Text reason)
    {
        if (_rejects.Count < MostTold)
        {
            _rejects.Add(new PreviewedReject(type, at, reason));
        }
    }

    private void Count()
    {
        if (++_read == MostItems)
        {
            enough();
        }
    }

    private static RunException Unwanted() => new(Outcome.PluginFault, new("The reader said what nobody asked for. It was stopped.", "Le lecteur a dit ce que personne ne demandait. Il a été arrêté."));
}

/// <summary>What a mapping makes of a file's first rows; nothing of it was kept.</summary>
/// <param name="Kept">How many records there were, beyond those that are shown too.</param>
/// <param name="Rejected">How many rows cannot be read.</param>
/// <param name="HasMore">The file goes on.</param>
public sealed record TablePreview(IReadOnlyList<PreviewedRecord> Records, IReadOnlyList<PreviewedReject> Rejects, int Kept, int Rejected, bool HasMore)
{
    /// <summary>What the person reads where the reading ended before the file's end.</summary>
    public Text? Ended { get; init; }
}

/// <param name="At">Its line, row or item.</param>
public sealed record PreviewedRecord(string Type, string? At, JsonElement Data);

public sealed record PreviewedReject(string Type, string? At, Text Reason);
