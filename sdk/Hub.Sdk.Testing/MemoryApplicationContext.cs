using System.Globalization;
using System.Text.Json;

namespace Hub.Sdk.Testing;

/// <summary>
/// An application's context over records in memory. It sums as the hub does, apart by direction, by currency of a cost or an amount, and by bucket of <see cref="Zone"/>, but it
/// does not choose between series that tell the same period: give it one series a period.
/// </summary>
/// <param name="folder">The plug-in's folder, for its reference data.</param>
public sealed class MemoryApplicationContext(string folder) : ApplicationContext
{
    private static readonly JsonElement NoSettings = JsonElement.Parse("{}");
    private readonly List<(string Type, string TimeField, JsonElement Data)> _records = [];

    private readonly Dictionary<string, JsonElement> _retained = new(StringComparer.Ordinal);
    private readonly HashSet<(string Type, DateOnly Day)> _changed = [];

    /// <summary>What the application gave back, by key.</summary>
    public Dictionary<string, Insight> Insights { get; } = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public override JsonElement Settings => NoSettings;

    /// <inheritdoc/>
    public override TimeProvider Clock { get; } = new StandingClock(new DateTimeOffset(2026, 1, 15, 9, 0, 0, TimeSpan.Zero));

    /// <inheritdoc/>
    public override TimeZoneInfo Zone => TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris");

    /// <summary>Adds records that the person granted.</summary>
    /// <param name="type">Their type.</param>
    /// <param name="timeField">The field that holds their instant.</param>
    /// <param name="data">Their data.</param>
    public void Add(string type, string timeField, IEnumerable<JsonElement> data)
    {
        foreach (var item in data)
        {
            _records.Add((type, timeField, item));
            Change(_records[^1]);
        }
    }

    /// <summary>Takes records away that the person deleted.</summary>
    /// <param name="type">Their type.</param>
    /// <param name="gone">Which ones.</param>
    public void Remove(string type, Func<JsonElement, bool> gone)
    {
        foreach (var record in _records.Where(record => record.Type == type && gone(record.Data)).ToList())
        {
            _records.Remove(record);
            Change(record);
        }
    }

    /// <inheritdoc/>
    public override async IAsyncEnumerable<GrantedRecord> ReadAsync(string type, DateTimeOffset? from = null, DateTimeOffset? to = null)
    {
        var id = 0;
        foreach (var record in Of(type).Where(record => !(TimeOf(record) < from) && !(TimeOf(record) >= to)).OrderBy(TimeOf))
        {
            await Task.CompletedTask;
            yield return new GrantedRecord($"{id++}", Text(record.Data, record.TimeField), "me", record.Data);
        }
    }

    /// <inheritdoc/>
    public override Task<IReadOnlyList<AggregateRow>> AggregateAsync(string type, AggregateQuery query)
    {
        var rows = Of(type)
            .Where(record => !(TimeOf(record) < Bound(query.From)) && !(TimeOf(record) >= Bound(query.To)) && (query.Where ?? []).All(condition => Holds(record.Data, condition)))
            .GroupBy(record => (Bucket: BucketOf(TimeOf(record), query.By), Group: Text(record.Data, query.Group), Direction: Text(record.Data, "/direction"), Currency: query.Value is "/cost" or "/amount" ? Text(record.Data, "/currency") : null))
            .OrderBy(rows => rows.Key.Bucket).ThenBy(rows => rows.Key.Group, StringComparer.Ordinal).ThenBy(rows => rows.Key.Direction, StringComparer.Ordinal).ThenBy(rows => rows.Key.Currency, StringComparer.Ordinal)
            .Select(rows => new AggregateRow(rows.Key.Bucket?.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture), rows.Key.Group, rows.Key.Currency, rows.Key.Direction, Compute(query, [.. rows.Select(record => record.Data)]), rows.Count()));
        return Task.FromResult<IReadOnlyList<AggregateRow>>([.. rows]);
    }

    /// <inheritdoc/>
    public override Task<Retained?> RecallAsync(string type) =>
        Task.FromResult(_retained.TryGetValue(type, out var state) ? new Retained(state, [.. _changed.Where(change => change.Type == type).Select(change => change.Day).Order()]) : null);

    /// <inheritdoc/>
    public override ValueTask RetainAsync(string type, JsonElement state)
    {
        _retained[type] = state.Clone();
        _changed.RemoveWhere(change => change.Type == type);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public override JsonElement Reference(string name) => JsonElement.Parse(File.ReadAllBytes(Path.Combine(folder, "reference", name)));

    /// <inheritdoc/>
    public override ValueTask EmitAsync(Insight insight)
    {
        Insights[insight.Key] = insight;
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public override ValueTask ProgressAsync(long done, long? total) => ValueTask.CompletedTask;

    /// <inheritdoc/>
    public override ValueTask LogAsync(string message) => ValueTask.CompletedTask;

    private void Change((string Type, string TimeField, JsonElement Data) record) =>
        _changed.Add((record.Type, DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(TimeOf(record), Zone).DateTime)));

    /// <summary>An instant, or the midnight with which a date begins.</summary>
    private DateTimeOffset? Bound(string? text) =>
        text is null ? null
        : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? new DateTimeOffset(day.ToDateTime(default), Zone.GetUtcOffset(day.ToDateTime(default)))
        : DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);

    private static DateTimeOffset TimeOf((string Type, string TimeField, JsonElement Data) record) => record.Data.TryGetProperty(record.TimeField, out var time) ? time.GetDateTimeOffset() : DateTimeOffset.MinValue;

    private static string? Text(JsonElement data, string? pointer) => pointer is not null && data.TryGetProperty(pointer.TrimStart('/'), out var value) ? value.ToString() : null;

    private static bool Holds(JsonElement data, string condition)
    {
        var parts = condition.Split(':', 3);
        return parts[1] == "eq" ? Text(data, parts[0]) == parts[2] : throw new NotSupportedException("Only eq is built here.");
    }

    private static decimal Compute(AggregateQuery query, List<JsonElement> data)
    {
        var values = query.Value is null || query.Function == "count" ? [] : data.Select(item => item.TryGetProperty(query.Value.TrimStart('/'), out var value) ? value.GetDecimal() : (decimal?)null).OfType<decimal>().ToList();
        return query.Function switch
        {
            "count" => data.Count,
            "sum" => values.Sum(),
            "avg" => values.Average(),
            "min" => values.Min(),
            "max" => values.Max(),
            _ => throw new NotSupportedException($"There is no function {query.Function}."),
        };
    }

    private IEnumerable<(string Type, string TimeField, JsonElement Data)> Of(string type) => _records.Where(record => record.Type == type);

    private DateTimeOffset? BucketOf(DateTimeOffset time, string? by)
    {
        var local = TimeZoneInfo.ConvertTime(time, Zone);
        var start = by switch
        {
            null => (DateTime?)null,
            "hour" => local.DateTime.Date.AddHours(local.Hour),
            "day" => local.Date,
            "month" => new DateTime(local.Year, local.Month, 1),
            "year" => new DateTime(local.Year, 1, 1),
            _ => throw new NotSupportedException($"There is no bucket {by}."),
        };
        return start is { } bucket ? new DateTimeOffset(bucket, by == "hour" ? local.Offset : Zone.GetUtcOffset(bucket)) : null;
    }
}
