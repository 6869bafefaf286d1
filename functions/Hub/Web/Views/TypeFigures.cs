using Hub.Core.Records;

namespace Hub.Web.Views;

/// <summary>The figures above a type's charts: what the period comes to, against the year before.</summary>
public static class TypeFigures
{
    private const int Most = 4;

    public static IReadOnlyList<FigureModel> Of(RecordType type, IReadOnlyList<Measured> rows, Period period, PageContext page, string? unit = null)
    {
        var measure = new Measure(type, page, unit);
        return [.. rows.Where(row => period.Contains(row.Start)).GroupBy(row => (row.Group, row.Direction, row.Currency)).OrderByDescending(line => line.Sum(row => row.Count)).Take(Most).SelectMany(line =>
        {
            if (Flow.Of(line, measure) is { } flow)
            {
                return flow.Figures(Under(period, measure, page), page);
            }

            var now = TypeCharts.Fold(line, measure);
            IReadOnlyList<FigureModel> figures = [new FigureModel(
                measure.IsMoney ? $"{measure.LineName(line.Key.Group, line.Key.Direction)} ({line.Key.Currency})" : measure.LineName(line.Key.Group, line.Key.Direction),
                measure.Say(now, line.Key.Currency),
                Against(rows.Where(row => row.Group == line.Key.Group && row.Direction == line.Key.Direction && row.Currency == line.Key.Currency).ToList(), [.. line], period, measure, page) ?? Under(period, measure, page))];
            return figures;
        })];
    }

    /// <summary>Only months (or days) that both years know are compared; a hole must not look like thrift.</summary>
    private static string? Against(IReadOnlyList<Measured> all, IReadOnlyList<Measured> line, Period period, Measure measure, PageContext page)
    {
        if (period.Kind == PeriodKind.All)
        {
            return null;
        }

        var pairs = line.Select(row => (Now: row, Before: all.FirstOrDefault(other => other.Start == row.Start.AddYears(-1)))).Where(pair => pair.Before is not null).ToList();
        return pairs.Count == 0 ? null : Comparisons.Say(TypeCharts.Fold(pairs.Select(pair => pair.Now), measure), TypeCharts.Fold(pairs.Select(pair => pair.Before!), measure), page);
    }

    private static string Under(Period period, Measure measure, PageContext page) => measure.Function == "avg" ? page.L($"on average {period.Within(page)}", $"en moyenne {period.Within(page)}") : period.Within(page);
}
