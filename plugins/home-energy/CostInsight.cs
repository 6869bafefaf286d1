using Hub.Sdk;

namespace Hub.Plugins.HomeEnergy;

/// <summary>What the use cost: as the holder counted it, else by the tariff of the contract; and what is missing where neither is known.</summary>
internal static class CostInsight
{
    private const int Cents = 2;
    private const string Currency = "EUR";

    public static async Task<Insight> ReadAsync(ApplicationContext context, DailyUse use, CancellationToken cancellationToken)
    {
        var told = (await context.AggregateAsync(use.Commodity.Type, new AggregateQuery("/cost", "sum", "month", Where: [$"/commodity:eq:{use.Commodity.Id}"])))
            .Where(row => row.Currency is not null && (row.Direction ?? DailyUse.Delivered) == DailyUse.Delivered).ToList();
        return told.Count > 0 ? Told(use, told)
            : await Tariff.FindAsync(context, use.Commodity, cancellationToken) is { } tariff ? Priced(use, tariff)
            : Unknown(use);
    }

    /// <summary>As the holder counted it; each currency apart.</summary>
    private static Insight Told(DailyUse use, IReadOnlyList<AggregateRow> rows) => new()
    {
        Key = $"{use.Commodity.Id}-cost",
        Title = use.Commodity.Cost,
        Reading = new("As the organisation counts it in your readings.", "Tel que l'organisation le compte dans vos relevés."),
        Figures = [.. rows.GroupBy(row => (Year: row.Bucket![..4], row.Currency)).Reverse().Select(year => new Figure(new($"Cost in {year.Key.Year}", $"Coût en {year.Key.Year}"), year.Sum(row => row.Value), year.Key.Currency, year.Key.Year)
        {
            Reading = new($"The costs that the readings of {year.Key.Year} state, added up.", $"Les coûts que les relevés de {year.Key.Year} indiquent, additionnés."),
        })],
        Series = [.. rows.GroupBy(row => row.Currency).Select(currency => new Series(new("Cost by month", "Coût par mois"), currency.Key, "month", [.. currency.Select(row => new Point(row.Bucket![..7], row.Value))]))],
        Basis = new Basis(use.Commodity.Type, rows.Sum(row => row.Count), rows[0].Bucket![..10], rows[^1].Bucket![..10], []) { Where = use.Commodity.Where(use.Direction) },
    };

    /// <summary>Each day at the price of its day; a day within a longer reading has no price of its own and is left out.</summary>
    private static Insight Priced(DailyUse use, Tariff tariff)
    {
        var days = use.Days.Where(day => !day.IsOfSeveral && tariff.Of(day.Date) is not null).Select(day => (Day: day.Date, day.Records, day.Amount, Price: tariff.Of(day.Date)!, Cost: day.Amount * tariff.Of(day.Date)!.Value)).ToList();
        if (days.Count == 0)
        {
            return Unknown(use);
        }

        return new Insight
        {
            Key = $"{use.Commodity.Id}-cost",
            Title = use.Commodity.Cost,
            Reading = new(
                $"{days.Count} of your {use.Days.Length} days, each at the price per kilowatt-hour of that day under your contract's tariff, taxes included, without the subscription.",
                $"{days.Count} de vos {use.Days.Length} jours, chacun au prix du kilowattheure de ce jour selon le tarif de votre contrat, toutes taxes comprises, sans l'abonnement."),
            Figures = [.. days.GroupBy(day => day.Day.Year).Reverse().Select(year => new Figure(new($"Cost in {year.Key}, on {year.Count()} days", $"Coût en {year.Key}, sur {year.Count()} jours"), Round(year.Sum(day => day.Cost)), Currency, $"{year.Key:0000}")
            {
                Reading = new(
                    $"The kilowatt-hours of each of the {year.Count()} days times the price of that day, added up: {year.Sum(day => day.Amount):0.###} kWh in all. Neither the subscription nor days whose price is not known are in it.",
                    $"Les kilowattheures de chacun des {year.Count()} jours multipliés par le prix de ce jour, additionnés\u00a0: {$"{year.Sum(day => day.Amount):0.###}".Replace('.', ',')}\u00a0kWh en tout. Ni l'abonnement ni les jours dont le prix n'est pas connu n'y sont."),
                Factors = [.. year.Select(day => day.Price).Distinct()],
            })],
            Series = [new(new("Cost by month", "Coût par mois"), Currency, "month", [.. days.GroupBy(day => (day.Day.Year, day.Day.Month)).Select(month => new Point($"{month.Key.Year:0000}-{month.Key.Month:00}", Round(month.Sum(day => day.Cost))))])],
            Basis = new Basis(use.Commodity.Type, days.Sum(day => day.Records), $"{days[0].Day:yyyy-MM-dd}", $"{days[^1].Day:yyyy-MM-dd}", [.. days.Select(day => day.Price).Distinct()]) { Where = use.Commodity.Where(use.Direction) },
        };
    }

    private static Insight Unknown(DailyUse use) => new()
    {
        Key = $"{use.Commodity.Id}-cost",
        Title = use.Commodity.Cost,
        Reading = use.Commodity.Id == "electricity"
            ? new(
                "Your tariff is not known: no reading states a cost, and no contract names a tariff whose prices are known here. Add a service contract for electricity whose offer is “Tarif Bleu”, if that is yours, and let the service read your contracts.",
                "Votre tarif n'est pas connu\u00a0: aucun relevé n'indique de coût, et aucun contrat ne nomme un tarif dont les prix sont connus ici. Si c'est le vôtre, ajoutez un contrat de service d'électricité dont l'offre est «\u00a0Tarif Bleu\u00a0» et laissez le service lire vos contrats.")
            : new(
                "The cost is not known: no reading states one. A file of your supplier that states it, such as a bill's detail, makes it appear.",
                "Le coût n'est pas connu\u00a0: aucun relevé ne l'indique. Un fichier de votre fournisseur qui l'indique, comme le détail d'une facture, le fera apparaître."),
        Basis = use.Basis(),
    };

    private static decimal Round(decimal cost) => Math.Round(cost, Cents, MidpointRounding.AwayFromZero);
}
