using System.Collections.Frozen;

namespace Hub.Plugins.Linky;

/// <summary>A unit in which a holder states energy, or power over a step.</summary>
/// <param name="PerKilo">How many make a thousand watts or watt-hours.</param>
/// <param name="IsPower">Whether the value must be multiplied by the step's length.</param>
internal sealed record EnergyUnit(decimal PerKilo, bool IsPower)
{
    private const int Places = 9;
    private const decimal Hour = 3600;

    private static readonly FrozenDictionary<string, EnergyUnit> All = new Dictionary<string, EnergyUnit>
    {
        ["w"] = new(1000, IsPower: true),
        ["kw"] = new(1, IsPower: true),
        ["wh"] = new(1000, IsPower: false),
        ["kwh"] = new(1, IsPower: false),
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>The unit, or null for one that is no energy (VA is apparent power).</summary>
    public static EnergyUnit? Find(string name) => All.GetValueOrDefault(name.Trim());

    /// <summary>Kilowatt-hours, exact where a decimal can be; a third of something is rounded to nine places.</summary>
    public decimal KilowattHours(decimal value, TimeSpan step)
    {
        var (times, by) = IsPower ? (value * (decimal)step.TotalSeconds, PerKilo * Hour) : (value, PerKilo);
        var exact = times / by;
        return Shortest(exact * by == times && exact.Scale < 20 ? exact : Math.Round(exact, Places));
    }

    // Dividing by one with all its zeros drops those that a value ends in.
    private static decimal Shortest(decimal value) => value / 1.0000000000000000000000000000m;
}
