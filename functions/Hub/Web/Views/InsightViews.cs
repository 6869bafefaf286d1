using Hub.Core.Records;
using Hub.Sdk;

namespace Hub.Web.Views;

/// <summary>Turns what an application gave back into what the page shows. An application can name and order; it brings no markup.</summary>
public static class InsightViews
{
    public static InsightView Of(Insight insight, RecordType? type, DateTimeOffset computed, PageContext page) => new(
        page.L(insight.Title),
        insight.Reading is null ? null : page.L(insight.Reading),
        [.. insight.Figures.Select(figure => Figure(figure, insight.Basis, type, page))],
        // One point is a figure, not a chart.
        [.. insight.Series.Where(series => series.By != HeatModel.OfTheWeek && series.Points.Count > 1).Select(series => Chart(series, type, page) with { Source = Basis(insight.Basis, type, page) })],
        [.. insight.Series.Where(series => series.By == HeatModel.OfTheWeek).Select(series => HeatModel.Of(series, page))],
        new FigureModel(Basis(insight.Basis, type, page), page.L("See these records", "Voir ces données"), Address: type is null ? null : Address(type, Span(insight.Basis))) { Narrowed = type is null ? [] : Narrowed(insight.Basis, type) },
        insight.Basis.Factors,
        page.L($"Computed {page.Format.Ago(computed, page.Now)}", $"Calculé {page.Format.Ago(computed, page.Now)}"));

    /// <summary>"From 1,488 records of Energy consumption, 1 to 31 October 2026."</summary>
    public static string Basis(Basis basis, RecordType? type, PageContext page)
    {
        var label = type is null ? basis.Type : page.L(type.Label);
        var span = Day(basis.From) is { } from && Day(basis.To) is { } to ? page.Format.Span(from, to) : null;
        return page.L($"From {page.Format.Records(basis.Count)} of “{label}”", $"D'après {page.Format.Records(basis.Count)} « {label} »") + (span is null ? "." : $", {span}.");
    }

    public static string FactorText(Factor factor, PageContext page) => page.L(
        $"{factor.Label.En}: {page.Format.Exact(factor.Value, factor.Unit)} ({factor.Source}, {factor.Dated})",
        $"{factor.Label.Fr} : {page.Format.Exact(factor.Value, factor.Unit)} ({factor.Source}, {factor.Dated})");

    private static FigureModel Figure(Figure figure, Basis basis, RecordType? type, PageContext page)
    {
        string[] under = [.. new[] { PeriodText(figure.Period, page), Comparisons.Say(figure.Value, figure.Previous, page) }.OfType<string>()];
        return new FigureModel(page.L(figure.Label), Say(figure.Value, figure.Unit, page), under.Length == 0 ? null : string.Join(" · ", under), type is null ? null : Address(type, figure.Period ?? Span(basis)))
        {
            Narrowed = type is null ? [] : Narrowed(basis, type),
            Reading = figure.Reading is { } reading ? page.L(reading) : null,
            Factors = [.. (figure.Factors ?? []).Select(factor => FactorText(factor, page))],
        };
    }

    /// <summary>A unit of three capitals is a currency: UCUM has none such.</summary>
    private static string Say(decimal value, string? unit, PageContext page) =>
        unit is { Length: 3 } && unit.All(char.IsAsciiLetterUpper) ? page.Format.Money(value, unit) : page.Format.Quantity(value, unit);

    private static ChartModel Chart(Series series, RecordType? type, PageContext page)
    {
        string Told(decimal? value) => value is { } number ? Say(number, series.Unit, page) : "–";
        var points = WithGaps(series);
        var hasPrevious = series.Points.Any(point => point.Previous is not null);
        var before = page.L("The year before", "Un an avant");
        var lines = new List<ChartSeries> { new(page.L(series.Label), [.. points.Select(point => point.Value)]) };
        if (hasPrevious)
        {
            lines.Add(new ChartSeries(before, [.. points.Select(point => point.Previous)], Quiet: true));
        }

        TableColumn[] columns = [new(series.By switch { "day" => page.L("Day", "Jour"), "year" => page.L("Year", "Année"), _ => page.L("Month", "Mois") }), new(page.L(series.Label), true), .. hasPrevious ? new[] { new TableColumn(before, true) } : []];
        return new ChartModel
        {
            Title = page.L(series.Label),
            Kind = "bars",
            Unit = Units.Shown(series.Unit ?? "", page.Language == "fr"),
            Buckets = [.. points.Select(point => Short(point.Period, page))],
            Series = lines,
            Table = new TableModel(columns, [.. series.Points.Select(point => new TableRow([new TableCell(page.Format.Partial(point.Period), type is null ? null : Address(type, point.Period)), Told(point.Value), .. hasPrevious ? new TableCell[] { Told(point.Previous) } : []]))]),
        };
    }

    /// <summary>A period that was left out has its place on the axis all the same.</summary>
    private static List<(string Period, decimal? Value, decimal? Previous)> WithGaps(Series series)
    {
        var points = new List<(string, decimal?, decimal?)>();
        DateOnly? expected = null;
        foreach (var point in series.Points)
        {
            var at = Day(point.Period);
            while (expected is { } gap && at is { } next && gap < next && points.Count < 2000)
            {
                points.Add((Key(gap, series.By), null, null));
                expected = Next(gap, series.By);
            }

            points.Add((point.Period, point.Value, point.Previous));
            expected = at is { } day ? Next(day, series.By) : null;
        }

        return points;
    }

    private static DateOnly Next(DateOnly day, string by) => by switch { "day" => day.AddDays(1), "year" => day.AddYears(1), _ => day.AddMonths(1) };

    private static string Key(DateOnly day, string by) => day.ToString(by switch { "day" => "yyyy-MM-dd", "year" => "yyyy", _ => "yyyy-MM" });

    private static string Short(string period, PageContext page) => Day(period) is not { } day ? period : period.Length switch
    {
        4 => period,
        7 => $"{page.Format.ShortMonth(day.Month)} {day.Year}",
        _ => $"{day.Day} {page.Format.ShortMonth(day.Month)}",
    };

    private static string? PeriodText(string? period, PageContext page)
    {
        if (period?.Split('/') is [var first, var end] && Day(first) is { } from && Day(end) is { } to)
        {
            return page.Format.Span(from, to.AddDays(-1));
        }

        return period is null ? null : page.Format.Partial(period);
    }

    /// <summary>The records of a period.</summary>
    private static string Address(RecordType type, string? period) => period is null || type.Time is null ? $"{type.Address()}/all" : $"{type.Address()}/all?period={period}";

    private static string? Span(Basis basis) => Day(basis.From) is { } from && Day(basis.To) is { } to ? $"{from:yyyy-MM-dd}/{to.AddDays(1):yyyy-MM-dd}" : null;

    /// <summary>The conditions that the list of records has a choice for.</summary>
    private static IReadOnlyList<(string Name, string Value)> Narrowed(Basis basis, RecordType type) =>
    [
        .. from condition in basis.Where ?? []
           let parts = condition.Split(':', 3)
           where parts is [['/', ..], "eq", _] && type.Field(parts[0][1..]) is { ValueLabels.Count: > 1 }
           select ("f-" + parts[0][1..], parts[2]),
    ];

    private static DateOnly? Day(string? text) => text switch
    {
        { Length: 4 } when DateOnly.TryParseExact(text + "-01-01", "yyyy-MM-dd", out var year) => year,
        { Length: 7 } when DateOnly.TryParseExact(text + "-01", "yyyy-MM-dd", out var month) => month,
        { Length: >= 10 } when DateOnly.TryParseExact(text[..10], "yyyy-MM-dd", out var day) => day,
        _ => null,
    };
}
