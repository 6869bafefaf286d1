using Hub.Core.Records;

namespace Hub.Web.Views;

/// <summary>Makes the charts of a type's page from aggregated rows: one a currency and direction, groups stacked, the year before as a quiet line.</summary>
public static class TypeCharts
{
    private const int MostGroups = 5;

    /// <param name="rows">Buckets of the period and of the year before, by day or by month as the period needs.</param>
    public static IReadOnlyList<ChartModel> Of(RecordType type, IReadOnlyList<Measured> rows, Period period, PageContext page, string? unit = null)
    {
        var measure = new Measure(type, page, unit);
        return [.. rows.Where(row => period.Contains(row.Start)).GroupBy(row => new LineKey(row.Direction, row.Currency)).OrderByDescending(line => line.Sum(row => row.Count))
            .Select(line => Chart(type, measure, [.. rows.Where(row => row.Direction == line.Key.Direction && row.Currency == line.Key.Currency)], line.Key, period, page))];
    }

    /// <summary>The time line with zoom: its points come in the resolution that the span needs. Its table is the chart's above.</summary>
    public static ChartModel Timeline(RecordType type, string points, PageContext page) => new()
    {
        Title = page.L("Closer: reading by reading", "De plus près : relevé par relevé"),
        Reading = page.L("Narrow the window below the chart to come down to single readings.", "Resserrez la fenêtre sous la courbe pour descendre jusqu'à chaque relevé."),
        Kind = type.Chart?.Kind == "line" ? "line" : "bars",
        Unit = new Measure(type, page).Axis(null),
        Points = points,
    };

    private static ChartModel Chart(RecordType type, Measure measure, IReadOnlyList<Measured> rows, LineKey key, Period period, PageContext page)
    {
        DateOnly[] buckets = [.. period.Buckets()];
        var now = rows.Where(row => period.Contains(row.Start)).ToList();
        var groups = Groups(now);
        var series = groups.Select(group => new ChartSeries(
            group is null && groups.Count > 1 ? page.L("Others", "Autres") : measure.LineName(group, key.Direction),
            Values(buckets, period, now.Where(row => groups.Count == 1 || row.Group == group || (group is null && !groups.Contains(row.Group))), measure))).ToList();
        var before = period.Kind == PeriodKind.All ? [] : Values([.. buckets.Select(bucket => bucket.AddYears(-1))], period.YearBefore, rows.Where(row => period.YearBefore.Contains(row.Start)), measure);
        if (before.Any(value => value is not null))
        {
            series.Add(new ChartSeries(page.L("The year before", "Un an avant"), before, Quiet: true));
        }

        var total = Values(buckets, period, now, measure);
        return new ChartModel
        {
            Title = groups.Count == 1 ? Title(measure.LineName(groups[0], key.Direction), key.Currency, measure) : Title(page.L(type.Label), key.Currency, measure),
            Reading = Flow.Of(now, measure)?.Reading(page) ?? Reading(measure, key, buckets, total, before, period, page),
            Kind = type.Chart?.Kind == "line" ? "line" : "bars",
            Unit = measure.Axis(key.Currency),
            Buckets = [.. buckets.Select(bucket => period.BucketLabel(bucket, page))],
            Names = [.. buckets.Select(bucket => period.BucketName(bucket, page))],
            Series = series,
            Table = Table(type, measure, key, buckets, series, total, period, page),
        };
    }

    private static string Title(string name, string? currency, Measure measure) => measure.IsMoney && currency is not null ? $"{name} ({currency})" : name;

    /// <summary>The groups that count most; null stands for no group, or for the others together.</summary>
    private static IReadOnlyList<string?> Groups(IReadOnlyList<Measured> rows)
    {
        var groups = rows.GroupBy(row => row.Group).OrderByDescending(group => group.Sum(row => Math.Abs(row.Value))).Select(group => group.Key).ToList();
        return groups.Count <= MostGroups + 1 ? groups : [.. groups.Take(MostGroups), null];
    }

    private static IReadOnlyList<decimal?> Values(IReadOnlyList<DateOnly> buckets, Period period, IEnumerable<Measured> rows, Measure measure)
    {
        var found = rows.GroupBy(row => period.BucketOf(row.Start)).ToDictionary(bucket => bucket.Key, bucket => Fold(bucket, measure));
        return [.. buckets.Select(bucket => found.TryGetValue(bucket, out var value) ? value : (decimal?)null)];
    }

    public static decimal Fold(IEnumerable<Measured> rows, Measure measure)
    {
        var (sum, weighted, count) = (0m, 0m, 0L);
        foreach (var row in rows)
        {
            sum += row.Value;
            weighted += row.Value * row.Count;
            count += row.Count;
        }

        return measure.Function == "avg" && count > 0 ? Math.Round(weighted / count, 6) : sum;
    }

    private static string? Reading(Measure measure, LineKey key, IReadOnlyList<DateOnly> buckets, IReadOnlyList<decimal?> now, IReadOnlyList<decimal?> before, Period period, PageContext page)
    {
        // Only buckets that both years know can be compared.
        var differences = buckets.Select((bucket, i) => (Bucket: bucket, Difference: before.Count > i && now[i] is { } a && before[i] is { } b ? a - b : (decimal?)null)).Where(item => item.Difference is not null).ToList();
        var total = differences.Sum(item => item.Difference!.Value);
        if (differences.Count > 1 && total != 0)
        {
            var most = differences.MaxBy(item => item.Difference!.Value * Math.Sign(total));
            var share = most.Difference!.Value / total;
            var name = period.BucketName(most.Bucket, page);
            var sum = measure.Say(Math.Abs(total), key.Currency);
            var direction = total < 0 ? page.L("less", "de moins") : page.L("more", "de plus");
            return share >= 0.5m
                ? page.L($"{sum} {direction} than the year before; most of the difference comes from {name}.", $"{sum} {direction} qu'un an avant ; l'essentiel de l'écart vient de {name}.")
                : page.L($"{sum} {direction} than the year before; the largest difference is that of {name}.", $"{sum} {direction} qu'un an avant ; l'écart le plus grand est celui de {name}.");
        }

        var known = buckets.Select((bucket, i) => (Bucket: bucket, Value: now[i])).Where(item => item.Value is not null).ToList();
        if (known.Count < 2)
        {
            return null;
        }

        var highest = known.MaxBy(item => item.Value);
        return page.L($"The highest is {period.BucketName(highest.Bucket, page)}: {measure.Say(highest.Value!.Value, key.Currency)}.", $"Le plus haut est {period.BucketName(highest.Bucket, page)} : {measure.Say(highest.Value!.Value, key.Currency)}.");
    }

    private static TableModel Table(RecordType type, Measure measure, LineKey key, IReadOnlyList<DateOnly> buckets, IReadOnlyList<ChartSeries> series, IReadOnlyList<decimal?> total, Period period, PageContext page)
    {
        var several = series.Count(one => !one.Quiet) > 1 && measure.Function != "avg";
        var columns = new List<TableColumn> { new(period.ByDay ? page.L("Day", "Jour") : period.ByYear ? page.L("Year", "Année") : page.L("Month", "Mois")) };
        columns.AddRange(series.Select(one => new TableColumn(one.Name, IsNumber: true)));
        if (several)
        {
            columns.Add(new TableColumn(page.L("Together", "Ensemble"), IsNumber: true));
        }

        var rows = new List<TableRow>();
        for (var i = 0; i < buckets.Count; i++)
        {
            if (series.All(one => one.Values[i] is null))
            {
                continue;
            }

            var address = period.ByDay ? Days.Address(buckets[i]) : $"{type.Address()}?period={(period.ByYear ? $"{buckets[i].Year:0000}" : $"{buckets[i].Year:0000}-{buckets[i].Month:00}")}";
            var cells = new List<TableCell> { new(period.BucketName(buckets[i], page), address) };
            cells.AddRange(series.Select(one => new TableCell(one.Values[i] is { } value ? measure.Say(value, key.Currency) : "–")));
            if (several)
            {
                cells.Add(total[i] is { } sum ? measure.Say(sum, key.Currency) : "–");
            }

            rows.Add(new TableRow(cells));
        }

        return new TableModel(columns, rows);
    }
}
