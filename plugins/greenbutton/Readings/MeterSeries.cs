using Hub.Sdk;

namespace Hub.Plugins.GreenButton.Readings;

/// <summary>One <c>MeterReading</c> of the feed with all that its links lead to.</summary>
/// <param name="UsagePoint">The usage point's identifier, or null when the person has to be asked.</param>
/// <param name="Commodity">As the record types name it; null when the file does not say it or it is none of theirs.</param>
/// <param name="IsOther">Whether it says a commodity for which there is no type.</param>
/// <param name="Measure">How values are to be understood.</param>
/// <param name="Clock">The clock at the meter, or null.</param>
internal sealed record MeterSeries(string? UsagePoint, string? Commodity, bool IsOther, Measure Measure, LocalTime? Clock)
{
    public string Type => Commodity is not null && Codes.IsWater(Commodity) ? "water.consumption" : "energy.consumption";

    /// <summary>Whether it counts gas by volume: only the bill says how much energy that is.</summary>
    public bool IsGasVolume => this is { Commodity: "gas", Measure: { IsAmount: true, Unit.IsVolume: true } };

    /// <summary>Why none of it is kept: it is of another kind than the hub's types. Null when it is one of theirs.</summary>
    /// <param name="heat">Kilowatt-hours in a cubic metre of gas, as the person said it.</param>
    public Text? WhyNone(decimal? heat) => this switch
    {
        { IsOther: true } => Says.OtherCommodity,
        { Measure: { HasUnit: true, Unit: null } } => Says.OtherUnit,
        { Measure.IsAmount: false } => Says.NoAmount,
        { IsGasVolume: true } => heat is null ? Says.GasVolume : null,
        { Commodity: { } commodity, Measure.Unit: { } unit } when Codes.IsWater(commodity) != unit.IsVolume => unit.IsVolume ? Says.OtherUnit : Says.EnergyOfWater,
        _ => null,
    };

    /// <summary>What the file leaves out that each reading needs, or null.</summary>
    public Text? WhyNot => !Measure.HasUnit ? Says.NoUnit : Commodity is null ? Says.NoCommodity : null;

    /// <summary>Whether the person has to say which meter it is.</summary>
    public bool Asks => UsagePoint is null && WhyNone(1) is null && WhyNot is null;
}

/// <summary>What the <c>ReadingType</c> says.</summary>
/// <param name="HasUnit">Whether it says a unit at all.</param>
/// <param name="Unit">The unit, or null when it is none of energy or volume.</param>
/// <param name="Power">The power of ten that values are multiplied by.</param>
/// <param name="Flow">The direction, by ESPI's number.</param>
/// <param name="IsAmount">Whether values are what passed in their interval.</param>
/// <param name="Length">The length of an interval, where readings do not say it.</param>
/// <param name="Currency">ISO 4217, or null.</param>
/// <param name="Quality">The quality where readings do not say it.</param>
internal sealed record Measure(bool HasUnit, Unit? Unit, int Power, string? Flow, bool IsAmount, int? Length, string? Currency, string? Quality)
{
    public static Measure Of(Feed.Resource? type)
    {
        var unit = type?.Find("uom") is { } number and not "0" ? number : null;
        return new Measure(
            unit is not null,
            unit is { } known ? Unit.Find(known) : null,
            type?.FindNumber("powerOfTenMultiplier") ?? 0,
            type?.Find("flowDirection"),
            Codes.Amounts.Contains(type?.Find("accumulationBehaviour") ?? type?.Find("accumulationBehavior") ?? "0") && Codes.Normal.Contains(type?.Find("dataQualifier") ?? "0"),
            type?.FindNumber("intervalLength"),
            Codes.Currency(type?.Find("currency")),
            type?.Find("defaultQuality") is { } quality ? Codes.Quality([quality]) : null);
    }
}
