namespace Hub.Core.Demo;

/// <summary>What the made-up household owes for what its meters counted: the tariff times the quantity of whole months, and the standing charge.</summary>
public static class Billing
{
    public const string Electricity = "electricite", Gas = "gaz", Water = "eau";

    /// <summary>Euros for a kilowatt-hour or a cubic metre, and for a month of being connected.</summary>
    public const decimal ElectricityPrice = 0.2016m, ElectricityStanding = 15.74m;
    public const decimal GasPrice = 0.1154m, GasStanding = 21.42m;
    public const decimal WaterPrice = 4.30m, WaterStanding = 12.60m;

    private const int WattHours = 2000, Litres = 1000, Quarter = 3;

    internal static IReadOnlyList<Bill> Bills(Household home)
    {
        var electricity = home.Electricity.ToLookup(reading => MonthOf(DateOnly.FromDateTime(reading.Start.DateTime)));
        var gas = home.Gas.ToLookup(reading => MonthOf(reading.Day));
        var water = home.Water.ToLookup(reading => MonthOf(reading.Day));
        var bills = new List<Bill>();
        var months = home.Months().ToList();
        for (var i = 0; i < months.Count; i++)
        {
            var (month, next) = (months[i], months[i].AddMonths(1));
            bills.Add(new Bill(Electricity, month, next.AddDays(4), (decimal)electricity[month].Sum(reading => reading.Watts) / WattHours, "kWh", ElectricityPrice, ElectricityStanding));
            bills.Add(new Bill(Gas, month, next.AddDays(7), gas[month].Sum(reading => reading.Amount), "kWh", GasPrice, GasStanding));
            if (i % Quarter == Quarter - 1)
            {
                var litres = months.Skip(i - Quarter + 1).Take(Quarter).Sum(one => water[one].Sum(reading => reading.Amount));
                bills.Add(new Bill(Water, months[i - Quarter + 1], next.AddDays(11), (decimal)litres / Litres, "m3", WaterPrice, WaterStanding));
            }
        }

        return [.. bills.Where(bill => bill.PaidOn <= home.Through)];
    }

    private static DateOnly MonthOf(DateOnly day) => new(day.Year, day.Month, 1);
}
