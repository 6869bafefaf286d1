using Hub.Sdk;

namespace Hub.Plugins.HomeEnergy;

/// <summary>What was drawn from the grid, in kilograms of CO2 equivalent. What the home gives to the grid is not taken off: it is another account.</summary>
internal static class FootprintInsight
{
    private const string Unit = "kg";
    private const int Places = 3;

    public static Insight Of(DailyUse use, EmissionFactors factors)
    {
        var months = Period.Months(use);
        var years = Period.Years(use);
        var used = years.Select(year => factors.Of(YearOf(year))).Distinct().ToArray();
        return new Insight
        {
            Key = $"{use.Commodity.Id}-footprint",
            Title = use.Commodity.Footprint!,
            Reading = Read(years[^1], factors),
            Figures = [.. Enumerable.Reverse(years).Select(year => Total(year, years, factors))],
            Series = [.. ByMonth(months, factors).Where(series => series.Points.Count > 0)],
            Basis = use.Basis(used),
        };
    }

    private static IEnumerable<Series> ByMonth(Period[] months, EmissionFactors factors) =>
    [
        new(new("By month, in CO2 equivalent", "Par mois, en équivalent CO2"), Unit, "month", [.. months.Where(month => !month.IsOfSeveral).Select(month => new Point(month.Name, Weigh(month, factors), WeighBefore(month, months, factors)))]),
    ];

    private static Figure Total(Period year, Period[] years, EmissionFactors factors) => new(
        year.IsComplete ? new($"CO2 equivalent in {year.Name}", $"Équivalent CO2 en {year.Name}") : new($"CO2 equivalent in {year.Name}, {year.Covered} of {year.Length} days measured", $"Équivalent CO2 en {year.Name}, {year.Covered} jours mesurés sur {year.Length}"),
        Weigh(year, factors), Unit, year.Name, WeighBefore(year, years, factors))
    {
        Reading = new(
            $"The {year.Amount:0.###} kWh of {year.Name} times the factor below, the latest known for that year.",
            $"Les {FrenchNumber(year.Amount)}\u00a0kWh de {year.Name} multipliés par le facteur ci-dessous, le dernier connu pour cette année."),
        Factors = [factors.Of(YearOf(year))],
    };

    private static Text Read(Period year, EmissionFactors factors)
    {
        var factor = factors.Of(YearOf(year));
        return new(
            $"Counted at {factor.Value * 1000:0.#} g of CO2 equivalent for each kilowatt-hour (average of {factor.Dated}, {factor.Source}).",
            $"Compté à {FrenchNumber(factor.Value * 1000)}\u00a0g d'équivalent CO2 par kilowattheure (moyenne {factor.Dated}, {factor.Source}).");
    }

    private static string FrenchNumber(decimal value) => $"{value:0.###}".Replace('.', ',');

    private static decimal Weigh(Period period, EmissionFactors factors) => Math.Round(period.Amount * factors.Of(YearOf(period)).Value, Places);

    private static decimal? WeighBefore(Period period, Period[] others, EmissionFactors factors) => period.Before(others) is { } before ? Weigh(before, factors) : null;

    private static int YearOf(Period period) => int.Parse(period.Name[..4]);
}
