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

    private readonly Dictionary<string, CurveDay> _days = new(StringComparer.Ordinal);
    private CurveDay? _last;

    public static async Task<CurveDays> ReadAsync(ApplicationContext context, string type, CancellationToken cancellationToken)
    {
        var curves = new CurveDays();
        var left = await context.RecallAsync(type);
        var lasts = await LastsAsync(context, type, left);
        if (lasts.Count == 0)
        {
            return curves;
        }

        var wanted = Wanted(lasts);
        var known = curves.Take(left, wanted);
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
            await context.RetainAsync(type, curves.Write(lasts, wanted));
        }

        return curves;
    }

    /// <summary>The last year of one commodity's days.</summary>
    public LoadCurve Of(Commodity commodity)
    {
        var days = Array.FindAll(InOrder(), day => day.Commodity == commodity.Id);
        return new LoadCurve(days.Length == 0 ? days : Array.FindAll(days, day => day.Date >= days[^1].Date.AddDays(-Window)));
    }

    /// <summary>The last day of each commodity's load curve.</summary>
    private static async Task<Dictionary<string, string>> LastsAsync(ApplicationContext context, string type, Retained? left)
    {
        var before = left is null ? [] : left.State.GetProperty("lasts").EnumerateObject().ToDictionary(last => last.Name, last => last.Value.GetString()!, StringComparer.Ordinal);
        if (before.Count > 0)
        {
            // Each ended on one of these days or later. When nothing changed before them, only a commodity whose days all went ends before them now.
            var since = Date(before.Values.Min(StringComparer.Ordinal)!).AddDays(-Window);
            if (left!.Changed.All(day => day >= since) && await LastsAsync(context, type, Written(since)) is var lasts && before.Keys.All(lasts.ContainsKey))
            {
                return lasts;
            }
        }

        return await LastsAsync(context, type, since: null);
    }

    private static async Task<Dictionary<string, string>> LastsAsync(ApplicationContext context, string type, string? since)
    {
        var lasts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var row in await context.AggregateAsync(type, new AggregateQuery(null, "count", "day", "/commodity", since, Where: [$"/series:eq:{LoadCurve.Series}"])))
        {
            if ((row.Direction ?? DailyUse.Delivered) == DailyUse.Delivered && row.Bucket![..Format.Length] is var day && string.CompareOrdinal(day, lasts.GetValueOrDefault(row.Group!)) > 0)
            {
                lasts[row.Group!] = day;
            }
        }

        return lasts;
    }

    /// <summary>The last year of each commodity, together: numbers of days, in order.</summary>
    private static List<int> Wanted(Dictionary<string, string> lasts)
    {
        var wanted = new List<int>();
        foreach (var last in lasts.Values)
        {
            var day = Date(last).DayNumber;
            wanted.AddRange(Enumerable.Range(Math.Max(0, day - Window), Math.Min(day, Window) + 1));
        }

        return [.. wanted.Distinct().Order()];
    }

    /// <summary>Takes what was left, and tells which days need not be read.</summary>
    private HashSet<int> Take(Retained? left, List<int> wanted)
    {
        var known = new HashSet<int>();
        if (left is null)
        {
            return known;
        }

        foreach (var day in left.State.GetProperty("known").EnumerateArray())
        {
            known.Add(day.GetInt32());
        }

        foreach (var day in left.Changed)
        {
            known.Remove(day.DayNumber);
        }

        known.IntersectWith(wanted);
        foreach (var day in left.State.GetProperty("days").EnumerateArray())
        {
            if (known.Contains(day[1].GetInt32()))
            {
                var (commodity, date, usagePoint) = (day[0].GetString()!, DateOnly.FromDayNumber(day[1].GetInt32()), day[2].GetString()!);
                _days.Add(KeyOf(commodity, date, usagePoint), CurveDay.Read(commodity, date, usagePoint, day[3]));
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
        var (date, usagePoint) = (DateOnly.FromDateTime(start.DateTime), data.GetProperty("usagePoint").GetString()!);
        if (_last is not { } day || day.Date != date || day.UsagePoint != usagePoint || day.Commodity != commodity.Id)
        {
            var key = KeyOf(commodity.Id, date, usagePoint);
            if (!_days.TryGetValue(key, out day))
            {
                _days.Add(key, day = new CurveDay(commodity.Id, date, usagePoint));
            }

            _last = day;
        }

        day.Add(start.Hour, data.GetProperty(commodity.Value[1..]).GetDecimal(), duration);
    }

    private JsonElement Write(Dictionary<string, string> lasts, List<int> known)
    {
        var buffer = new ArrayBufferWriter<byte>(64 * 1024);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteStartObject("lasts");
            foreach (var (commodity, last) in lasts)
            {
                writer.WriteString(commodity, last);
            }

            writer.WriteEndObject();
            writer.WriteStartArray("known");
            foreach (var day in known)
            {
                writer.WriteNumberValue(day);
            }

            writer.WriteEndArray();
            writer.WriteStartArray("days");
            foreach (var day in InOrder())
            {
                writer.WriteStartArray();
                writer.WriteStringValue(day.Commodity);
                writer.WriteNumberValue(day.Date.DayNumber);
                writer.WriteStringValue(day.UsagePoint);
                day.WriteTo(writer);
                writer.WriteEndArray();
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return JsonElement.Parse(buffer.WrittenSpan);
    }

    /// <summary>By commodity, day and meter, whatever was read first: what is computed of them is the same to the last digit.</summary>
    private CurveDay[] InOrder()
    {
        var days = _days.Values.ToArray();
        Array.Sort(days, static (one, other) =>
            string.CompareOrdinal(one.Commodity, other.Commodity) is not 0 and var commodity ? commodity
            : one.Date != other.Date ? one.Date.CompareTo(other.Date)
            : string.CompareOrdinal(one.UsagePoint, other.UsagePoint));
        return days;
    }

    /// <summary>Days that follow each other, the end exclusive.</summary>
    private static IEnumerable<Stretch> Stretches(List<int> days)
    {
        for (int from = 0, to; from < days.Count; from = to)
        {
            for (to = from + 1; to < days.Count && days[to] == days[to - 1] + 1; to++)
            {
            }

            yield return new Stretch(DateOnly.FromDayNumber(days[from]), DateOnly.FromDayNumber(days[to - 1] + 1));
        }
    }

    private static DateTimeOffset Midnight(DateOnly day, TimeZoneInfo zone)
    {
        var midnight = day.ToDateTime(default);
        // Where a clock change skips midnight, the day begins an hour later on the clock; where it comes twice, at the first.
        var offset = zone.IsAmbiguousTime(midnight) ? zone.GetAmbiguousTimeOffsets(midnight).Max() : zone.GetUtcOffset(midnight);
        return new DateTimeOffset(midnight, offset);
    }

    private static string KeyOf(string commodity, DateOnly date, string usagePoint) => $"{commodity} {date.DayNumber} {usagePoint}";

    private static DateOnly Date(string written) => DateOnly.ParseExact(written, Format, CultureInfo.InvariantCulture);

    private static string Written(DateOnly day) => day.ToString(Format, CultureInfo.InvariantCulture);

    private sealed record Stretch(DateOnly From, DateOnly To);
}
