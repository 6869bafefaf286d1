using System.Buffers;
using System.Text.Json;
using Hub.Core.Aggregates;
using Hub.Core.Grants;
using Hub.Core.Journal;
using Hub.Core.Plugins;
using Hub.Core.Plugins.Running;
using Hub.Core.Records;
using Hub.Core.Vaults;
using Hub.Sdk;

namespace Hub.Core.Runs;

/// <summary>Gives an application the records and fields that it was granted, and takes its insights. That it reads a type stands in the journal before the first reply that shows a record of it goes out; how often and how much follows with what came of it.</summary>
internal sealed class ComputeHandler(IVaultStore store, RecordTypes types, Plugin plugin, Run run, Grant grant, long sequence, TimeZoneInfo zone, Aggregator aggregator, TimeProvider clock) : IRunHandler
{
    private const int PageSize = 1000;
    private const int MostInsights = 200;

    private readonly List<KeptInsight> _insights = [];
    private readonly Dictionary<string, DocumentWrite> _retained = new(StringComparer.Ordinal);
    private readonly HashSet<string> _written = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Type, string Action), long> _unwritten = [];

    public Run Run { get; private set; } = run;

    public IReadOnlyList<KeptInsight> Insights => _insights;

    /// <summary>What is left for the next run.</summary>
    public IReadOnlyCollection<DocumentWrite> Left => _retained.Values;

    public async ValueTask<ReadOnlyMemory<byte>> ReadRecordsAsync(string type, string? from, string? to, string? cursor)
    {
        if (Find(type) is not { } granted)
        {
            return GrantedPage.Write(new RecordPage([], null), new GrantedType(type));
        }

        var page = await store.QueryAsync(new RecordQuery(types.Get(type)) { Bounds = BoundsOf(granted, from, to), Limit = PageSize, After = PageCursor.Parse(cursor) });
        await JournalAsync(type, "read", page.Items.Count);
        return GrantedPage.Write(page, granted);
    }

    public async ValueTask<ReadOnlyMemory<byte>> AggregateAsync(string type, ReadOnlyMemory<byte> queryJson)
    {
        if (Find(type) is not { } granted)
        {
            return NoRows();
        }

        var query = JsonSerializer.Deserialize(queryJson.Span, ComputeJson.Default.AggregateQuery)!;
        var conditions = (query.Where ?? []).Select(text => Condition.TryParse(text, out var condition) ? condition : throw BadQuery("where")).ToList();
        foreach (var pointer in conditions.Select(condition => condition.Path).Append(query.Value).Append(query.Group).OfType<string>())
        {
            if (!granted.Allows(pointer))
            {
                return AsksFor(type, pointer) ? NoRows() : throw Granted.NotGranted($"{type}{pointer}");
            }
        }

        var request = new AggregateRequest(types.Get(type), zone)
        {
            Value = query.Value,
            Function = Enum.TryParse<AggregateFunction>(query.Function, ignoreCase: true, out var function) ? function : throw BadQuery("function"),
            By = query.By is null ? null : Enum.TryParse<BucketSize>(query.By, ignoreCase: true, out var size) ? size : throw BadQuery("by"),
            Group = query.Group,
            Bounds = BoundsOf(granted, query.From, query.To),
            Where = conditions,
        };
        var rows = await aggregator.AggregateAsync(store, request);
        await JournalAsync(type, "aggregate", rows.Sum(row => row.Count));
        return JsonSerializer.SerializeToUtf8Bytes(
            [.. rows.Select(row => new AggregateRow(row.BucketText, row.Group, row.Currency, row.Direction, row.Value.ToDecimal(), row.Count))], ComputeJson.Default.IReadOnlyListAggregateRow);
    }

    public async ValueTask<ReadOnlyMemory<byte>> RecallAsync(string type)
    {
        // Of a type without a time no day can be told.
        if (Find(type) is null || await store.FindRetainedAsync(plugin.Id, type, StampOf(type)) is not { } kept || kept.Sequence > sequence
            || await store.TouchedSinceAsync(type, kept.Sequence) is not { } touched || touched.Times.Any(time => time.IsNone))
        {
            return ReadOnlyMemory<byte>.Empty;
        }

        return JsonSerializer.SerializeToUtf8Bytes(new Retained(kept.State, [.. touched.Times.Select(time => Zones.DayOf(time, zone)).Distinct().Order()]), ComputeJson.Default.Retained);
    }

    public ValueTask RetainAsync(string type, ReadOnlyMemory<byte> state)
    {
        if (Find(type) is not null)
        {
            // The records were read after this number was taken: what came in between is told again, which does no harm.
            _retained[type] = RetainedStore.ToDocument(plugin.Id, type, StampOf(type), sequence, state.Span);
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask InsightAsync(ReadOnlyMemory<byte> insightJson)
    {
        var insight = JsonElement.Parse(insightJson.Span);
        if (_insights.Count == MostInsights)
        {
            throw new RunException(Outcome.LimitExceeded, new($"The service gives back more than {MostInsights} insights.", $"Le service rend plus de {MostInsights} résultats."));
        }

        var key = insight.GetProperty("key").GetString()!;
        _insights.RemoveAll(kept => kept.Key == key);
        _insights.Add(new KeptInsight(plugin.Id, plugin.Manifest.Version, key, Run.Id, clock.GetUtcNow(), sequence, _insights.Count, insight));
        return ValueTask.CompletedTask;
    }

    public ValueTask ProgressAsync(long done, long? total)
    {
        Run = Run with { Progress = new RunProgress(done, total) };
        return ValueTask.CompletedTask;
    }

    public ValueTask RecordAsync(string type, ReadOnlyMemory<byte> data, string? at, string? subject) => throw Granted.NotGranted(type);

    public ValueTask RejectAsync(string type, Text reason, string? at, string? subject) => throw Granted.NotGranted(type);

    public ValueTask CursorAsync(string cursor) => ValueTask.CompletedTask;

    public ValueTask LogAsync(string message) => ValueTask.CompletedTask;

    public ValueTask QuestionAsync(string key, Text question, IReadOnlyList<Choice> choices) => ValueTask.CompletedTask;

    public Stream OpenFile() => throw new RunException(Outcome.PluginFault, new("The service tried to read a file, which only connectors do.", "Le service a voulu lire un fichier, ce que seuls les connecteurs font."));

    public ValueTask IdleAsync() => ValueTask.CompletedTask;

    /// <summary>What was granted of a type, or null for one that the application does without: it is told as if there were no such record.</summary>
    private GrantedType? Find(string type) =>
        grant.Types.FirstOrDefault(granted => granted.Type == type) is { } found && types.Find(type) is not null ? found
        : plugin.Manifest.Permissions.Any(asked => asked.Read == type && asked.Optional) ? null
        : throw Granted.NotGranted(type);

    /// <summary>A field that this version asks for and the person granted an earlier one, which did not, is told as if no record had it.</summary>
    private bool AsksFor(string type, string pointer) => plugin.Manifest.Permissions.Any(asked => asked.Read == type && asked.Optional && new GrantedType(type, asked.Fields).Allows(pointer));

    private string StampOf(string type) => string.Join('\n', plugin.Manifest.Version, grant.Id, zone.Id, types.Get(type).Version);

    private static byte[] NoRows() => JsonSerializer.SerializeToUtf8Bytes([], ComputeJson.Default.IReadOnlyListAggregateRow);

    private TimeBounds BoundsOf(GrantedType granted, string? from, string? to)
    {
        if (!TimeBounds.TryParse(from, to, zone, out var asked) || !TimeBounds.TryParse(granted.From, granted.To, zone, out var allowed))
        {
            throw BadQuery("from or to");
        }

        return new TimeBounds(
            Math.Max(asked.FromInstant, allowed.FromInstant), Math.Min(asked.ToInstant, allowed.ToInstant), Math.Max(asked.FromDay, allowed.FromDay), Math.Min(asked.ToDay, allowed.ToDay));
    }

    /// <summary>What was read and is not in the journal yet. It belongs into the last commit.</summary>
    public IEnumerable<JournalEntry> TakeJournal()
    {
        var lines = _unwritten.Select(read => Line(read.Key.Type, read.Key.Action, read.Value)).ToList();
        _unwritten.Clear();
        return lines;
    }

    private async ValueTask JournalAsync(string type, string action, long count)
    {
        // Where there was nothing to tell, nothing was shown: its line can wait for the last commit.
        if (count == 0 || _written.Contains(type))
        {
            _unwritten[(type, action)] = _unwritten.GetValueOrDefault((type, action)) + count;
            return;
        }

        var batch = new RecordBatch { Writer = new Writer(plugin.Id, $"plugin:{plugin.Id}", "compute") };
        batch.Journal.Add(Line(type, action, count));
        await store.CommitAsync(batch);
        _written.Add(type);
    }

    private JournalEntry Line(string type, string action, long count) => new(0, clock.GetUtcNow(), $"plugin:{plugin.Id}", action, type, grant.Purpose, count);

    private static RunException BadQuery(string what) => new(Outcome.PluginFault, new($"The service asked a question that the hub does not understand ({what}).", $"Le service a posé une question que le hub ne comprend pas ({what})."));
}

/// <summary>A page of granted records as the runner reads it.</summary>
internal static class GrantedPage
{
    /// <summary>Below the largest frame that the runner takes.</summary>
    private const int MostBytes = 2 * 1024 * 1024;

    /// <param name="named">What who reads it calls a field; null where they call it as the type does.</param>
    public static ReadOnlyMemory<byte> Write(RecordPage page, GrantedType granted, Func<string, string>? named = null)
    {
        var buffer = new ArrayBufferWriter<byte>(256 * 1024);
        var next = page.Next;
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteStartArray("items");
            foreach (var record in page.Items)
            {
                writer.WriteStartObject();
                writer.WriteString("id", record.Id.ToString());
                if (!record.Time.IsNone)
                {
                    writer.WriteString("time", record.Time.ToString());
                }

                writer.WriteString("subject", record.Subject);
                writer.WritePropertyName("data");
                WriteData(writer, record.Data.Span, granted, named);
                writer.WriteEndObject();
                if (writer.BytesCommitted + writer.BytesPending > MostBytes)
                {
                    next = new PagePlace(record.Time.UnixMilliseconds, record.Id);
                    break;
                }
            }

            writer.WriteEndArray();
            writer.WriteString("next", next is { } place ? PageCursor.Write(place) : null);
            writer.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }

    private static void WriteData(Utf8JsonWriter writer, ReadOnlySpan<byte> data, GrantedType granted, Func<string, string>? named)
    {
        if (granted.Fields is null)
        {
            writer.WriteRawValue(data, skipInputValidation: true);
            return;
        }

        writer.WriteStartObject();
        foreach (var member in JsonElement.Parse(data).EnumerateObject())
        {
            if (granted.Fields.Contains(member.Name))
            {
                writer.WritePropertyName(named?.Invoke(member.Name) ?? member.Name);
                member.Value.WriteTo(writer);
            }
        }

        writer.WriteEndObject();
    }
}
