using System.Buffers;
using System.Text.Json;
using Hub.Core.Aggregates;
using Hub.Core.Records;
using Hub.Core.Vaults;
using Hub.Front;
using Hub.Vaults;
using Hub.Web.Views;

namespace Hub.Web.Requests;

/// <summary>Points of the time line in the resolution that its span needs: months, days, hours, and the single readings of a few days.</summary>
internal sealed class TimelinePoints(PageDoor door, VaultDoor vaults, Totals totals)
{
    private const int MostReadings = 1000;
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    public async Task AnswerAsync(HttpContext context)
    {
        var type = vaults.TypeOf(context);
        await using var open = await door.OpenAsync(context);
        var zone = open.Page.Format.Zone;
        var (first, last) = DataPages.Span([.. (await open.Store.CoverageAsync()).Where(item => item.Type == type.Name && item.Count > 0)], zone);
        var from = Wall(context.Query("from")) ?? first.ToDateTime(TimeOnly.MinValue);
        var to = Wall(context.Query("to")) ?? last.AddDays(1).ToDateTime(TimeOnly.MinValue);
        var days = (to - from).TotalDays;
        var readings = days <= 9 ? await ReadingsAsync(open.Store, type, from, to, zone) : null;
        var (by, size, step) = readings is not null ? ("raw", BucketSize.Hour, 0d)
            : days <= 62 ? ("hour", BucketSize.Hour, Hour.TotalMilliseconds)
            : days <= 366 * 6 ? ("day", BucketSize.Day, TimeSpan.FromDays(1).TotalMilliseconds)
            : ("month", BucketSize.Month, TimeSpan.FromDays(31).TotalMilliseconds);
        var points = readings ?? Points(await totals.RowsAsync(open.Store, type, zone, size, Edges(from, to, zone), null));
        open.NoteRead("aggregate", type.Name, points.Count);
        await context.WriteJsonAsync(Json(by, readings is null ? step : Step(readings), from, to, points, new Measure(type, open.Page)));
    }

    private static async ValueTask<IReadOnlyList<TimePoint>?> ReadingsAsync(IVaultStore store, RecordType type, DateTime from, DateTime to, TimeZoneInfo zone)
    {
        var found = await store.QueryAsync(new RecordQuery(type) { Bounds = Edges(from, to, zone), Limit = MostReadings });
        var points = new List<TimePoint>();
        foreach (var record in found.Items)
        {
            using var document = JsonDocument.Parse(record.Data);
            var data = document.RootElement;
            if (record.Time.IsInstant && data.TryGetProperty(type.Chart!.Value!, out var value) && value.TryGetDecimal(out var number))
            {
                var wall = TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeMilliseconds(record.Time.UnixMilliseconds), zone).DateTime;
                points.Add(new TimePoint(Text(data, type.ChartGroup()?.Name), Text(data, type.DirectionField), wall, number, type.Series is { } series && data.TryGetProperty(series.Step, out var step) && step.TryGetDouble(out var seconds) ? seconds : 0));
            }
        }

        // Where one quantity is told in several steps, only the finest makes a line; the aggregate knows which counts.
        var finest = points.Where(point => point.Step > 0).Select(point => point.Step).DefaultIfEmpty().Min();
        var line = points.Where(point => point.Step == finest).ToList();
        return found.Next is not null || finest is 0 or >= 86_400 ? null : line;
    }

    private static List<TimePoint> Points(IReadOnlyList<AggregatedRow> rows) =>
        [.. rows.Where(row => row.Bucket is not null).Select(row => new TimePoint(row.Group, row.Direction, row.Bucket!.Value.DateTime, row.Value.ToDecimal(), 0))];

    private static double Step(IReadOnlyList<TimePoint> readings) => readings.Count == 0 ? 0 : readings[0].Step * 1000;

    private static TimeBounds Edges(DateTime from, DateTime to, TimeZoneInfo zone) =>
        TimeBounds.TryParse(Days.Iso(DateOnly.FromDateTime(from)), Days.Iso(DateOnly.FromDateTime(to.TimeOfDay == TimeSpan.Zero ? to : to.Date.AddDays(1))), zone, out var bounds) ? bounds : TimeBounds.None;

    private static ReadOnlyMemory<byte> Json(string by, double step, DateTime from, DateTime to, IReadOnlyList<TimePoint> points, Measure measure)
    {
        var body = new ArrayBufferWriter<byte>(16 * 1024);
        using var json = new Utf8JsonWriter(body);
        json.WriteStartObject();
        json.WriteString("by", by);
        json.WriteNumber("step", step);
        json.WriteNumber("from", Milliseconds(from));
        json.WriteNumber("to", Milliseconds(to));
        json.WriteStartArray("series");
        foreach (var line in points.GroupBy(point => (point.Group, point.Direction)))
        {
            json.WriteStartObject();
            json.WriteString("name", measure.LineName(line.Key.Group, line.Key.Direction));
            json.WriteStartArray("points");
            foreach (var point in line)
            {
                json.WriteStartArray();
                json.WriteNumberValue(Milliseconds(point.Wall));
                json.WriteNumberValue(point.Value);
                json.WriteEndArray();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        return body.WrittenMemory;
    }

    private static string? Text(JsonElement data, string? field) => field is not null && data.TryGetProperty(field, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static DateTime? Wall(string? text) =>
        DateTime.TryParseExact(text, "yyyy-MM-dd'T'HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.None, out var wall) && wall.Year is > 1 and < 9998 ? wall : null;

    private static long Milliseconds(DateTime wall) => new DateTimeOffset(DateTime.SpecifyKind(wall, DateTimeKind.Unspecified), TimeSpan.Zero).ToUnixTimeMilliseconds();

    private sealed record TimePoint(string? Group, string? Direction, DateTime Wall, decimal Value, double Step);
}
