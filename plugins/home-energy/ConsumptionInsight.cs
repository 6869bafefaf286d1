using Hub.Sdk;

namespace Hub.Plugins.HomeEnergy;

/// <summary>What was used, or given, by day, month and year.</summary>
internal static class ConsumptionInsight
{
    private const int MostDays = 800;

    public static Insight Of(DailyUse use)
    {
        var (commodity, unit) = (use.Commodity, use.Commodity.Unit);
        var months = Period.Months(use);
        var years = Period.Years(use);
        var comparison = YearComparison.Find(use, years[^1].Days[0].Date.Year);
        return new Insight
        {
            Key = $"{commodity.Id}-{use.Direction}",
            Title = commodity.Title(use.Direction),
            Reading = Read(years[^1], comparison),
            Figures = [.. Compared(comparison, unit), .. Enumerable.Reverse(years).Select(year => Total(year, years, unit))],
            Series = [.. All(use, months, years, unit).Where(series => series.Points.Count > 0)],
            Basis = use.Basis(),
        };
    }

    // A day or a month within a longer reading is left out: its own part is not known. The year has it.
    private static IEnumerable<Series> All(DailyUse use, Period[] months, Period[] years, string unit) =>
    [
        new(new("By day", "Par jour"), unit, "day", [.. use.Days.Where(day => !day.IsOfSeveral).TakeLast(MostDays).Select(day => new Point($"{day.Date:yyyy-MM-dd}", day.Amount, day.IsComplete ? YearComparison.Before(use, day.Date)?.Amount : null))]),
        new(new("By month", "Par mois"), unit, "month", [.. months.Where(month => !month.IsOfSeveral).Select(month => new Point(month.Name, month.Amount, month.Before(months)?.Amount))]),
        new(new("By year", "Par an"), unit, "year", [.. years.Select(year => new Point(year.Name, year.Amount, year.Before(years)?.Amount))]),
    ];

    private static Figure Total(Period year, Period[] years, string unit) => new(
        year.IsComplete ? new($"In {year.Name}", $"En {year.Name}") : new($"In {year.Name}, {year.Covered} of {year.Length} days measured", $"En {year.Name}, {year.Covered} jours mesurés sur {year.Length}"),
        year.Amount, unit, year.Name, year.Before(years)?.Amount)
    {
        Reading = new(
            $"The readings of {year.Name}, added up; where several series tell the same time, only the finest that covers it counts.",
            $"Les relevés de {year.Name}, additionnés\u202f; quand plusieurs séries couvrent le même moment, seule la plus fine qui le couvre compte."),
    };

    private static IEnumerable<Figure> Compared(YearComparison? comparison, string unit)
    {
        if (comparison is not null)
        {
            yield return new Figure(
                new($"In {comparison.Year}, on the {comparison.Days} days that were measured in {comparison.Year - 1} too", $"En {comparison.Year}, sur les {comparison.Days} jours mesurés aussi en {comparison.Year - 1}"),
                comparison.Amount, unit, $"{comparison.Year:0000}", comparison.Previous)
            {
                Reading = new(
                    $"The days of {comparison.Year} that were measured completely and whose date was measured completely in {comparison.Year - 1} too, added up; beside them the same dates of {comparison.Year - 1}.",
                    $"Les jours de {comparison.Year} mesurés entièrement et dont la date l'a été aussi en {comparison.Year - 1}, additionnés\u202f; à côté, les mêmes dates de {comparison.Year - 1}."),
            };
        }
    }

    private static Text Read(Period year, YearComparison? comparison) => comparison switch
    {
        null => new(
            $"{year.Covered} days of {year.Name} were measured. No day of the year before was measured completely too, so there is nothing to compare with yet.",
            $"{year.Covered} jours de {year.Name} ont été mesurés. Aucun de ces jours n'a été mesuré entièrement l'année d'avant\u202f: il n'y a pas encore de comparaison."),
        { Percent: 0 } => new(
            $"As much as in {comparison.Year - 1}, on the {comparison.Days} days that were measured in both years.",
            $"Autant qu'en {comparison.Year - 1}, sur les {comparison.Days} jours mesurés dans les deux années."),
        { Percent: { } percent } => new(
            $"{Math.Abs(percent)}% {(percent > 0 ? "more" : "less")} than in {comparison.Year - 1}, on the {comparison.Days} days that were measured in both years.",
            $"{Math.Abs(percent)}\u202f% {(percent > 0 ? "de plus" : "de moins")} qu'en {comparison.Year - 1}, sur les {comparison.Days} jours mesurés dans les deux années."),
        _ => new(
            $"{comparison.Days} days were measured in both years; those of {comparison.Year - 1} used nothing.",
            $"{comparison.Days} jours ont été mesurés dans les deux années\u202f; ceux de {comparison.Year - 1} sont à zéro."),
    };
}
