using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Hub.Sdk;

namespace Hub.Plugins.HomeEnergy;

/// <summary>The days of the load curves of one record type, as far back as the last year of each commodity. Those that did not change since the last run are taken from what it left; only the others are read.</summary>
internal sealed class CurveDays
{
    private const int Window = 365;
    private const decimal Hour = 3600;
    private const string Format = "yyyy-MM-dd";

    private readonly SortedDictionary<(string Commodity, DateOnly Day, string UsagePoint), CurveDay> _days = [];

    public static async Task<CurveDays> ReadAsync(ApplicationContext context, string type, CancellationToken cancellationToken)
    {
        var curves = new CurveDays();
        var wanted = await WantedAsync(context, type);
        if (wanted.Count == 0)
        {
            return curves;
        }

        var known = await curves.RecallAsync(context, type, wanted);
        var missing = wanted.Where(day => !known.Contains(day)).ToList();
        foreach (var (from, to) in Stretches(missing))
        {
            await foreach (var record in context.ReadAsync(type, Midnight(from, context.Zone), Midnight(to, context.Zone)).WithCancellation(cancellationToken))
            {
                curves.Add(record.Data, context.Zone);
            }
        }

        if (missing.Count > 0)
        {
            await context.RetainAsync(type, curves.Write(wanted));
        }

        return curves;
    }

    /// <summary>The last year of one commodity's days.</summary>
    public LoadCurve Of(Commodity commodity)
    {
        var days = _days.Where(day => day.Key.Commodity == commodity.Id).ToList();
        var from = days.Count == 0 ? default : days.Max(day => day.Key.Day).AddDays(-Window);
        return new LoadCurve([.. days.Where(day => day.Key.Day >= from).Select(day => (day.Key.Day, day.Key.UsagePoint, day.Value))]);
    }

    /// <summary>The last year of each commodity, together.</summary>
    private static async Task<SortedSet<DateOnly>> WantedAsync(ApplicationContext context, string type)
    {
        var rows = await context.AggregateAsync(type, new AggregateQuery(null, "count", "day", "/commodity", Where: [$"/series:eq:{LoadCurve.Series}"]));
        var lasts = rows.Where(row => (row.Direction ?? DailyUse.Delivered) == DailyUse.Delivered).GroupBy(row => row.Group)
            .Select(commodity => commodity.Max(row => DateOnly.ParseExact(row.Bucket![..Format.Length], Format, CultureInfo.InvariantCulture)));
        return [.. lasts.SelectMany(last => Enumerable.Range(0, Window + 1).Select(back => last.AddDays(-back)))];
    }

    /// <summary>Which days need not be read.</summary>
    private async Task<HashSet<DateOnly>> RecallAsync(ApplicationContext context, string type, IReadOnlySet<DateOnly> wanted)
    {
        if (await context.RecallAsync(type) is not { } left)
        {
            return [];
        }

        var known = left.State.GetProperty("known").EnumerateArray().Select(Date).Except(left.Changed).Where(wanted.Contains).ToHashSet();
        foreach (var day in left.State.GetProperty("days").EnumerateArray())
        {
            var date = Date(day[1]);
            if (known.Contains(date))
            {
                _days.Add((day[0].GetString()!, date, day[2].GetString()!), CurveDay.Read(day[3]));
            }
        }

        return known;
    }

    private void Add(JsonElement data, TimeZoneInfo zone)
    {
        var duration = data.GetProperty("duration").GetDecimal();
        if (duration > Hour || !data.GetProperty("series").ValueEquals(LoadCurve.Series) || (data.TryGetProperty("direction", out var direction) && !direction.ValueEquals(DailyUse.Delivered)))
        {
            return;
        }

        var commodity = Commodity.All.FirstOrDefault(known => data.GetProperty("commodity").ValueEquals(known.Id));
        if (commodity is null)
        {
            return;
        }

        var start = TimeZoneInfo.ConvertTime(data.GetProperty("start").GetDateTimeOffset(), zone);
        var key = (commodity.Id, DateOnly.FromDateTime(start.DateTime), data.GetProperty("usagePoint").GetString()!);
        if (!_days.TryGetValue(key, out var day))
        {
            _days.Add(key, day = new CurveDay());
        }

        day.Add(start.Hour, data.GetProperty(commodity.Value[1..]).GetDecimal(), duration);
    }

    private JsonElement Write(IEnumerable<DateOnly> known)
    {
        var buffer = new ArrayBufferWriter<byte>(64 * 1024);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteStartArray("known");
            foreach (var day in known)
            {
                writer.WriteStringValue(day.ToString(Format, CultureInfo.InvariantCulture));
            }

            writer.WriteEndArray();
            writer.WriteStartArray("days");
            foreach (var (key, day) in _days)
            {
                writer.WriteStartArray();
                writer.WriteStringValue(key.Commodity);
                writer.WriteStringValue(key.Day.ToString(Format, CultureInfo.InvariantCulture));
                writer.WriteStringValue(key.UsagePoint);
                day.WriteTo(writer);
                writer.WriteEndArray();
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return JsonElement.Parse(buffer.WrittenSpan);
    }

    /// <summary>Days that follow each other, the end exclusive.</summary>
    private static List<(DateOnly From, DateOnly To)> Stretches(IEnumerable<DateOnly> days)
    {
        var stretches = new List<(DateOnly From, DateOnly To)>();
        foreach (var day in days)
        {
            if (stretches.Count > 0 && stretches[^1].To == day)
            {
                stretches[^1] = (stretches[^1].From, day.AddDays(1));
            }
            else
            {
                stretches.Add((day, day.AddDays(1)));
            }
        }

        return stretches;
    }

    private static DateTimeOffset Midnight(DateOnly day, TimeZoneInfo zone)
    {
        var midnight = day.ToDateTime(default);
        // Where a clock change skips midnight, the day begins an hour later on the clock; where it comes twice, at the first.
        var offset = zone.IsAmbiguousTime(midnight) ? zone.GetAmbiguousTimeOffsets(midnight).Max() : zone.GetUtcOffset(midnight);
        return new DateTimeOffset(midnight, offset);
    }

    private static DateOnly Date(JsonElement written) => DateOnly.ParseExact(written.GetString()!, Format, CultureInfo.InvariantCulture);
}
