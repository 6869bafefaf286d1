using Hub.Core.Aggregates;
using Hub.Core.Records;
using Hub.Core.Vaults;

namespace Hub.Web.Views;

/// <summary>A day by its hours. The hour that comes twice has two bars, the one that is left out has none.</summary>
public static class DayCharts
{
    /// <summary>What is told in fewer parts than this has no course over the day.</summary>
    private const int FewestHours = 3;

    public static IReadOnlyList<ChartModel> Of(RecordType type, IReadOnlyList<AggregatedRow> rows, DateOnly day, PageContext page)
    {
        var hours = Hours(day, page);
        var measure = new Measure(type, page);
        return [.. rows.Where(row => row.Bucket is not null).GroupBy(row => new LineKey(row.Direction, row.Currency))
            .Where(line => line.DistinctBy(row => row.Bucket).Count() >= FewestHours)
            .Select(line => Chart([.. line], line.Key, hours, measure, page))];
    }

    /// <summary>"2 h" and how it is told from the other one where it comes twice.</summary>
    public static IReadOnlyList<DayHour> Hours(DateOnly day, PageContext page)
    {
        var starts = Zones.HoursOf(day.ToDateTime(default), page.Format.Zone);
        var locals = starts.Select(start => Zones.Local(start, page.Format.Zone)).ToList();
        return [.. starts.Select((start, i) =>
        {
            var time = page.Format.Time(locals[i]);
            var name = locals.Count(other => other.TimeOfDay == locals[i].TimeOfDay) == 1 ? time
                : i == 0 || locals[i - 1].TimeOfDay != locals[i].TimeOfDay ? page.L($"{time}, the first time", $"{time}, la première fois")
                : page.L($"{time}, the second time", $"{time}, la seconde fois");
            return new DayHour(start, locals[i].Hour.ToString(System.Globalization.CultureInfo.InvariantCulture), name);
        })];
    }

    private static ChartModel Chart(IReadOnlyList<AggregatedRow> rows, LineKey key, IReadOnlyList<DayHour> hours, Measure measure, PageContext page)
    {
        var series = rows.GroupBy(row => row.Group).OrderByDescending(group => group.Sum(row => row.Count))
            .Select(group => new ChartSeries(measure.LineName(group.Key, key.Direction), Values(group, hours))).ToList();
        var total = Values(rows, hours);
        var most = hours.Select((hour, i) => (hour.Name, Value: total[i])).Where(hour => hour.Value is not null).MaxBy(hour => hour.Value);
        return new ChartModel
        {
            Title = series.Count == 1 ? series[0].Name : measure.LineName(null, key.Direction),
            Reading = page.L($"Most in the hour from {most.Name}: {measure.Say(most.Value ?? 0, key.Currency)}.", $"Le plus dans l'heure à partir de {most.Name} : {measure.Say(most.Value ?? 0, key.Currency)}."),
            Unit = measure.Axis(key.Currency),
            Buckets = [.. hours.Select(hour => hour.Label)],
            Names = [.. hours.Select(hour => hour.Name)],
            Series = series,
            Table = new TableModel(
                [new TableColumn(page.L("Hour from", "Heure à partir de")), .. series.Select(one => new TableColumn(one.Name, IsNumber: true))],
                [.. hours.Select((hour, i) => new TableRow([new TableCell(hour.Name), .. series.Select(one => new TableCell(one.Values[i] is { } value ? measure.Say(value, key.Currency) : "–"))]))]),
        };
    }

    private static IReadOnlyList<decimal?> Values(IEnumerable<AggregatedRow> rows, IReadOnlyList<DayHour> hours)
    {
        var found = rows.GroupBy(row => row.Bucket!.Value.ToUnixTimeMilliseconds()).ToDictionary(hour => hour.Key, hour => hour.Sum(row => row.Value.ToDecimal()));
        return [.. hours.Select(hour => found.TryGetValue(hour.Start, out var value) ? value : (decimal?)null)];
    }
}

/// <param name="Start">Unix milliseconds.</param>
/// <param name="Label">As short as an axis wants it.</param>
public sealed record DayHour(long Start, string Label, string Name);
