using Hub.Sdk;
using Hub.Web;
using Hub.Web.Views;

namespace Web.Tests.Gallery;

internal static class SampleServices
{
    public static ServiceView Energy(bool granted) => new("home-energy", "Home energy", "Your consumption by month and year, what runs at night, and its carbon footprint.", "The hub's contributors", granted, null);

    public static ServicesModel Catalogue() => new([Energy(granted: true), Energy(granted: false) with { Id = "budget", Name = "Budget", Summary = "Where the money goes, month by month." }]);

    public static ConsentModel Consent(PageContext page) => new()
    {
        Id = "home-energy",
        Name = page.L("Home energy", "L'énergie de mon logement"),
        Summary = page.L("Your consumption by month and year, what runs at night, and its carbon footprint.", "Votre consommation par mois et par an, ce qui tourne la nuit, et son empreinte carbone."),
        Publisher = "The hub's contributors",
        Version = "1.0.0",
        Purpose = page.L("Show you what your home consumes.", "Vous montrer ce que consomme votre logement."),
        Reads = [new AskedType("energy.consumption", page.L("Energy consumption", "Consommations d'énergie"), page.L("To add up your consumption.", "Pour additionner votre consommation."), [], 35_041)],
    };

    private static readonly Factor Factor = new(new("Electricity in France", "Électricité en France"), 0.052m, "kg{CO2e}/kW.h", "ADEME, Base Empreinte", "2024");

    /// <summary>A made-up week: more in the morning, most in the evening, no reading from two to three on Sundays.</summary>
    private static IEnumerable<Point> Week() =>
        from day in Enumerable.Range(1, 7)
        from hour in Enumerable.Range(0, 24)
        where (day, hour) != (7, 2)
        select new Point($"{day}T{hour:00}", 0.14m + (hour is >= 7 and < 9 ? 0.6m : 0) + (hour is >= 18 and < 22 ? 1.1m : 0) + (day > 5 && hour is >= 11 and < 15 ? 0.8m : 0));

    public static ServicePageModel Insights(PageContext page)
    {
        var points = SampleData.Months(null, 1).Where(row => row.Start.Year >= 2025).Select(row => new Point($"{row.Start:yyyy-MM}", row.Value, row.Start.Year == 2026 ? row.Value * 1.08m : null)).ToList();
        var insight = new Insight
        {
            Key = "year",
            Title = new("The last twelve months", "Les douze derniers mois"),
            Reading = new("You consumed 7 % less than the year before.", "Vous avez consommé 7 % de moins qu'un an avant."),
            Figures =
            [
                new Figure(new("Consumption", "Consommation"), 3112.4m, "kW.h", "2025-11-01/2026-11-01", 3346m) { Reading = new("The readings of these months, added up.", "Les relevés de ces mois, additionnés.") },
                new Figure(new("Base load at night", "Talon de nuit"), 0.142m, "kW", null),
                new Figure(new("Footprint", "Empreinte"), 161.8m, "kg{CO2e}", "2025-11-01/2026-11-01", 174m) { Reading = new("3,112.4 kWh times the factor below.", "3\u202f112,4\u00a0kWh multipliés par le facteur ci-dessous."), Factors = [Factor] },
            ],
            Series = [new Series(new("By month", "Par mois"), "kW.h", "month", points), new Series(new("Hours of the week", "Heures de la semaine"), "kW", "week", [.. Week()])],
            Basis = new Basis("energy.consumption", 17_520, "2025-11-01", "2026-10-31", [Factor]) { Where = ["/commodity:eq:electricity", "/direction:eq:delivered"] },
        };
        return new ServicePageModel
        {
            Asked = [new AskedType("water.consumption", page.L("Water consumption", "Consommations d'eau"), page.L("To add up your water.", "Pour additionner votre eau."), [], 730, Optional: true)],
            Service = Energy(granted: true),
            Insights = [InsightViews.Of(insight, SamplePerson.Types.Get("energy.consumption"), SamplePerson.Now.AddHours(-2), page)],
            Grant = page.L("It may read your energy consumption until 1 March 2027.", "Il peut lire vos consommations d'énergie jusqu'au 1er mars 2027."),
            GrantId = "1",
        };
    }
}
