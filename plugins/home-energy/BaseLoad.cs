using System.Globalization;
using System.Text.Json;
using Hub.Sdk;

namespace Hub.Plugins.HomeEnergy;

/// <summary>
/// What the home uses while everybody sleeps: the lowest step of each night, and of all nights the middle one. Only a load curve can tell;
/// of a daily total no night is known.
/// </summary>
internal sealed class BaseLoad(SortedDictionary<DateOnly, decimal> nights, long records)
{
    private const int NightEnds = 5, FewestNights = 3, Window = 365;
    private const decimal HalfHour = 1800, Hour = 3600, HoursAYear = 8760, Watts = 1000;

    /// <summary>The base load of the last year of readings, or null when no load curve says enough.</summary>
    public static async Task<BaseLoad?> ReadAsync(ApplicationContext context, CancellationToken cancellationToken)
    {
        var last = (await context.AggregateAsync(HomeEnergyApplication.Type, new AggregateQuery("/energy", "count", "day", Where: ["/series:eq:load-curve", "/commodity:eq:electricity", "/direction:eq:delivered"]))).LastOrDefault();
        if (last?.Bucket is not { } bucket)
        {
            return null;
        }

        var from = DateTimeOffset.Parse(bucket, CultureInfo.InvariantCulture).AddDays(-Window);
        var lowest = new SortedDictionary<(DateOnly Night, string UsagePoint), decimal>();
        var records = 0L;
        await foreach (var record in context.ReadAsync(HomeEnergyApplication.Type, from).WithCancellation(cancellationToken))
        {
            if (Step.Find(record.Data, context.Zone) is not { } step || step.Start.Hour >= NightEnds)
            {
                continue;
            }

            records++;
            var night = (DateOnly.FromDateTime(step.Start.DateTime), step.UsagePoint);
            lowest[night] = Math.Min(step.Power, lowest.GetValueOrDefault(night, decimal.MaxValue));
        }

        // Two meters of one home add up.
        var nights = new SortedDictionary<DateOnly, decimal>(lowest.GroupBy(night => night.Key.Night).ToDictionary(night => night.Key, night => night.Sum(point => point.Value)));
        return nights.Count < FewestNights ? null : new BaseLoad(nights, records);
    }

    public Insight ToInsight()
    {
        var watts = Math.Round(Robust.Median(nights.Values), 0, MidpointRounding.AwayFromZero);
        var aYear = Math.Round(watts * HoursAYear / Watts, 0, MidpointRounding.AwayFromZero);
        return new Insight
        {
            Key = "electricity-base-load",
            Title = new("Electricity used while you sleep", "Électricité consommée pendant votre sommeil"),
            Reading = new(
                $"On an ordinary night your home does not go below {watts} W: appliances that are always on. Over a year that makes {aYear} kWh.",
                $"Une nuit ordinaire, votre logement ne descend pas au-dessous de {watts}\u00a0W\u00a0: ce sont les appareils toujours allumés. Sur un an, cela fait {aYear}\u00a0kWh."),
            Figures =
            [
                new(new("Base load at night", "Puissance de fond la nuit"), watts, "W", $"{nights.Keys.First():yyyy-MM-dd}/{nights.Keys.Last().AddDays(1):yyyy-MM-dd}"),
                new(new("The same over a year", "La même sur un an"), aYear, "kW.h"),
                new(new("Nights looked at", "Nuits examinées"), nights.Count, null),
            ],
            Series = [new(new("Lowest power of each night", "Puissance la plus basse de chaque nuit"), "W", "day", [.. nights.Select(night => new Point($"{night.Key:yyyy-MM-dd}", Math.Round(night.Value, 1)))])],
            Basis = new Basis(HomeEnergyApplication.Type, records, $"{nights.Keys.First():yyyy-MM-dd}", $"{nights.Keys.Last():yyyy-MM-dd}", []),
        };
    }

    /// <summary>A step of a load curve that is fine enough to tell a night's low.</summary>
    private readonly record struct Step(DateTimeOffset Start, decimal Power, string UsagePoint)
    {
        public static Step? Find(JsonElement data, TimeZoneInfo zone)
        {
            var isCurve = data.GetProperty("series").ValueEquals("load-curve") && data.GetProperty("commodity").ValueEquals("electricity") && data.GetProperty("direction").ValueEquals(DailyEnergy.Delivered);
            var duration = data.GetProperty("duration").GetDecimal();
            return isCurve && duration <= HalfHour
                ? new Step(TimeZoneInfo.ConvertTime(data.GetProperty("start").GetDateTimeOffset(), zone), data.GetProperty("energy").GetDecimal() * Hour / duration * Watts, data.GetProperty("usagePoint").GetString()!)
                : null;
        }
    }
}
