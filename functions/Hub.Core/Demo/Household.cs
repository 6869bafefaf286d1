using Hub.Core.Vaults;

namespace Hub.Core.Demo;

/// <summary>A made-up household in France, from a fixed seed: the same last day gives the same household, to the byte. Two whole years before the month of that day, and what there is of that month.</summary>
public sealed class Household
{
    private const int Years = 2;

    public Household(DateOnly through)
    {
        Through = through;
        First = new DateOnly(through.Year, through.Month, 1).AddYears(-Years);
        Electricity = Meters.Electricity(this);
        Gas = Meters.Gas(this);
        Water = Meters.Water(this);
        Visits = Care.Visits(this);
        Bills = Billing.Bills(this);
        Operations = Money.Operations(this);
    }

    public DateOnly First { get; }

    /// <summary>The last day that has data.</summary>
    public DateOnly Through { get; }

    public static TimeZoneInfo Zone { get; } = Zones.Find("Europe/Paris") ?? TimeZoneInfo.Utc;

    public IReadOnlyList<HalfHour> Electricity { get; }

    public IReadOnlyList<DayReading> Gas { get; }

    public IReadOnlyList<DayReading> Water { get; }

    public IReadOnlyList<Visit> Visits { get; }

    public IReadOnlyList<Bill> Bills { get; }

    public IReadOnlyList<Operation> Operations { get; }

    public decimal Balance => Money.Opening + Operations.Sum(operation => operation.Amount);

    public IEnumerable<DateOnly> Days()
    {
        for (var day = First; day <= Through; day = day.AddDays(1))
        {
            yield return day;
        }
    }

    /// <summary>The first days of the months that have data.</summary>
    public IEnumerable<DateOnly> Months()
    {
        for (var month = First; month <= Through; month = month.AddMonths(1))
        {
            yield return month;
        }
    }

    /// <summary>Two weeks of August: nobody is at home.</summary>
    public static bool IsAway(DateOnly day) => day is { Month: 8, Day: >= 3 and <= 16 };

    /// <summary>1 in the middle of January, 0 in the middle of July.</summary>
    public static double Winter(DateOnly day) => (1 + Math.Cos(2 * Math.PI * (day.DayOfYear - 15) / 365.25)) / 2;

    public static DateTimeOffset Midnight(DateOnly day) =>
        Zones.Local(Zones.StartOfDay(day.ToDateTime(TimeOnly.MinValue), Zone), Zone);
}

/// <param name="End">As the meter stamps it.</param>
/// <param name="Watts">On average; even, so that the energy is whole watt-hours.</param>
public sealed record HalfHour(DateTimeOffset Start, DateTimeOffset End, int Watts);

/// <param name="Amount">Kilowatt-hours of gas, litres of water.</param>
public sealed record DayReading(DateOnly Day, int Amount);

/// <summary>A visit to a doctor, what it cost, and what came back.</summary>
public sealed record Visit(int Number, DateTimeOffset Start, CareKind Kind, DateOnly PaidOn)
{
    public DateOnly Day => DateOnly.FromDateTime(Start.DateTime);
}

/// <summary>A kind of visit, with its price and what the health insurance pays of it.</summary>
public sealed record CareKind(string Label, string Doctor, string Role, int Minutes, decimal Price, decimal Paid);

/// <param name="Month">The first day of the period that it is for.</param>
/// <param name="Quantity">Kilowatt-hours, or cubic metres.</param>
public sealed record Bill(string Service, DateOnly Month, DateOnly PaidOn, decimal Quantity, string Unit, decimal Price, decimal Standing)
{
    public decimal Amount => Math.Round(Quantity * Price, 2, MidpointRounding.AwayFromZero) + Standing;
}

/// <param name="Kind">OFX's word.</param>
public sealed record Operation(DateOnly Day, string Kind, decimal Amount, string Label, string Memo);
