using System.Globalization;
using System.Text.Json;
using Hub.Sdk;

namespace Hub.Plugins.HomeEnergy;

/// <summary>
/// The last year of one commodity's load curve, read once: what each hour of the week uses, and how low each night goes.
/// Only a load curve can tell; of a daily total no hour is known.
/// </summary>
internal sealed class LoadCurve
{
    public const string Series = "load-curve";

    private const int NightEnds = 5, Window = 365;
    private const decimal Hour = 3600, HalfHour = 1800;

    private readonly SortedDictionary<(DateOnly Night, string UsagePoint), decimal> _lowest = [];
    private readonly Dictionary<(int Weekday, int Hour, string UsagePoint), (decimal Amount, decimal Seconds)> _hours = [];
    private (string From, string To)? _span;

    /// <summary>The lowest step of each night, in the commodity's unit an hour; two meters of one home add up.</summary>
    public SortedDictionary<DateOnly, decimal> Nights => new(_lowest.GroupBy(night => night.Key.Night).ToDictionary(night => night.Key, night => night.Sum(point => point.Value)));

    /// <summary>The mean of each hour of the week, in the commodity's unit an hour, Monday being 1; two meters of one home add up.</summary>
    public IEnumerable<(int Weekday, int Hour, decimal Mean)> Week => _hours
        .GroupBy(cell => (cell.Key.Weekday, cell.Key.Hour)).OrderBy(cell => cell.Key)
        .Select(cell => (cell.Key.Weekday, cell.Key.Hour, cell.Sum(point => point.Value.Amount * Hour / point.Value.Seconds)));

    public long NightRecords { get; private set; }

    public long Records { get; private set; }

    public int Days { get; private set; }

    public string From => _span!.Value.From;

    public string To => _span!.Value.To;

    public static async Task<LoadCurve> ReadAsync(ApplicationContext context, Commodity commodity, CancellationToken cancellationToken)
    {
        var curve = new LoadCurve();
        var last = (await context.AggregateAsync(commodity.Type, new AggregateQuery(commodity.Value, "count", "day", Where: [$"/series:eq:{Series}", $"/commodity:eq:{commodity.Id}"]))).LastOrDefault(row => row.Direction is null or DailyUse.Delivered);
        if (last?.Bucket is not { } bucket)
        {
            return curve;
        }

        var days = new HashSet<DateOnly>();
        await foreach (var record in context.ReadAsync(commodity.Type, DateTimeOffset.Parse(bucket, CultureInfo.InvariantCulture).AddDays(-Window)).WithCancellation(cancellationToken))
        {
            curve.Add(record.Data, commodity, context.Zone, days);
        }

        curve.Days = days.Count;
        return curve;
    }

    private void Add(JsonElement data, Commodity commodity, TimeZoneInfo zone, HashSet<DateOnly> days)
    {
        var duration = data.GetProperty("duration").GetDecimal();
        if (duration > Hour || !data.GetProperty("series").ValueEquals(Series) || !data.GetProperty("commodity").ValueEquals(commodity.Id) || (data.TryGetProperty("direction", out var direction) && !direction.ValueEquals(DailyUse.Delivered)))
        {
            return;
        }

        var start = TimeZoneInfo.ConvertTime(data.GetProperty("start").GetDateTimeOffset(), zone);
        var (amount, point, day) = (data.GetProperty(commodity.Value[1..]).GetDecimal(), data.GetProperty("usagePoint").GetString()!, DateOnly.FromDateTime(start.DateTime));
        Records++;
        days.Add(day);
        _span = (_span?.From ?? $"{day:yyyy-MM-dd}", $"{day:yyyy-MM-dd}");
        var cell = (((int)start.DayOfWeek + 6) % 7 + 1, start.Hour, point);
        var (sum, seconds) = _hours.GetValueOrDefault(cell);
        _hours[cell] = (sum + amount, seconds + duration);
        if (duration <= HalfHour && start.Hour < NightEnds)
        {
            NightRecords++;
            _lowest[(day, point)] = Math.Min(amount * Hour / duration, _lowest.GetValueOrDefault((day, point), decimal.MaxValue));
        }
    }
}
