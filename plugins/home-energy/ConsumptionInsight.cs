using Hub.Sdk;

namespace Hub.Plugins.HomeEnergy;

/// <summary>What was used, or given, by day, month and year.</summary>
internal static class ConsumptionInsight
{
    private const string Unit = "kW.h";
    private const int MostDays = 800;

    public static Insight Of(Commodity commodity, DailyEnergy energy)
    {
        var months = Period.Months(energy);
        var years = Period.Years(energy);
        var comparison = YearComparison.Find(energy.Days, years[^1].Days.Keys.First().Year);
        return new Insight
        {
            Key = $"{commodity.Id}-{energy.Direction}",
            Title = commodity.Title(energy.Direction),
            Reading = Read(years[^1], comparison),
            Figures = [.. Compared(comparison), .. years.Reverse().Select(year => Total(year, years))],
            Series = [.. All(energy, months, years).Where(series => series.Points.Count > 0)],
            Basis = energy.Basis(),
        };
    }

    // A day or a month within a longer reading is left out: its own part is not known. The year has it.
    private static IEnumerable<Series> All(DailyEnergy energy, IReadOnlyList<Period> months, IReadOnlyList<Period> years) =>
    [
        new(new("By day", "Par jour"), Unit, "day", [.. energy.Days.Where(day => !day.Value.IsOfSeveral).TakeLast(MostDays).Select(day => new Point($"{day.Key:yyyy-MM-dd}", day.Value.Energy, day.Value.IsComplete ? YearComparison.Before(energy.Days, day.Key)?.Energy : null))]),
        new(new("By month", "Par mois"), Unit, "month", [.. months.Where(month => !month.IsOfSeveral).Select(month => new Point(month.Name, month.Energy, month.Before(months)?.Energy))]),
        new(new("By year", "Par an"), Unit, "year", [.. years.Select(year => new Point(year.Name, year.Energy, year.Before(years)?.Energy))]),
    ];

    private static Figure Total(Period year, IReadOnlyList<Period> years) => new(
        year.IsComplete ? new($"In {year.Name}", $"En {year.Name}") : new($"In {year.Name}, {year.Covered} of {year.Length} days measured", $"En {year.Name}, {year.Covered} jours mesurés sur {year.Length}"),
        year.Energy, Unit, year.Name, year.Before(years)?.Energy);

    private static IEnumerable<Figure> Compared(YearComparison? comparison)
    {
        if (comparison is not null)
        {
            yield return new Figure(
                new($"In {comparison.Year}, on the {comparison.Days} days that were measured in {comparison.Year - 1} too", $"En {comparison.Year}, sur les {comparison.Days} jours mesurés aussi en {comparison.Year - 1}"),
                comparison.Energy, Unit, $"{comparison.Year:0000}", comparison.Previous);
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
