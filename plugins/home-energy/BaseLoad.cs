using Hub.Sdk;

namespace Hub.Plugins.HomeEnergy;

/// <summary>What the home uses while everybody sleeps: the lowest step of each night, and of all nights the middle one.</summary>
internal sealed class BaseLoad(Commodity commodity, IReadOnlyList<Night> nights, long records)
{
    private const int FewestNights = 3;
    private const decimal HoursAYear = 8760, Watts = 1000;

    /// <summary>The base load of the last year of readings, or null when no load curve says enough.</summary>
    public static BaseLoad? Find(Commodity commodity, LoadCurve curve) =>
        curve.Nights is { Count: >= FewestNights } nights ? new BaseLoad(commodity, nights, curve.NightRecords) : null;

    public Insight ToInsight()
    {
        var lowest = nights.ToArray();
        Array.Sort(lowest, static (one, other) => one.Lowest.CompareTo(other.Lowest));
        var watts = Math.Round(Robust.Median(Array.ConvertAll(lowest, night => night.Lowest * Watts)), 0, MidpointRounding.AwayFromZero);
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
                new(new("Base load at night", "Puissance de fond la nuit"), watts, "W", $"{nights[0].Date:yyyy-MM-dd}/{nights[^1].Date.AddDays(1):yyyy-MM-dd}")
                {
                    Reading = new(
                        $"The lowest step of each night from midnight to five, meters added; of {nights.Count} nights the middle one.",
                        $"Le pas le plus bas de chaque nuit de minuit à cinq heures, compteurs additionnés\u202f; la médiane de {nights.Count} nuits."),
                },
                new(new("The same over a year", "La même sur un an"), aYear, "kW.h")
                {
                    Reading = new($"{watts} W during the {HoursAYear} hours of a year.", $"{watts}\u00a0W pendant les {HoursAYear} heures d'une année."),
                },
                new(new("Nights looked at", "Nuits examinées"), nights.Count, null)
                {
                    Reading = new(
                        "The nights of the last year of the load curve that have steps of half an hour or finer.",
                        "Les nuits de la dernière année de la courbe de charge qui ont des pas d'une demi-heure ou moins."),
                },
            ],
            Series = [new(new("Lowest power of each night", "Puissance la plus basse de chaque nuit"), "W", "day", [.. nights.Select(night => new Point($"{night.Date:yyyy-MM-dd}", Math.Round(night.Lowest * Watts, 1)))])],
            Basis = new Basis(Commodity.Energy, records, $"{nights[0].Date:yyyy-MM-dd}", $"{nights[^1].Date:yyyy-MM-dd}", []) { Where = commodity.Where(DailyUse.Delivered, LoadCurve.Series) },
        };
    }
}
