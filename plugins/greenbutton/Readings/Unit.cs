using System.Collections.Frozen;

namespace Hub.Plugins.GreenButton.Readings;

/// <summary>A unit of measure by its ESPI number (<c>uom</c>), as a fraction of the record type's unit: kilowatt-hours, or cubic metres.</summary>
/// <param name="IsVolume">Whether it measures a volume, and not energy.</param>
/// <param name="Times">What a value is multiplied by.</param>
/// <param name="Over">What it is divided by.</param>
internal sealed record Unit(bool IsVolume, decimal Times, decimal Over)
{
    private const int Places = 9, MostPower = 12;
    private const decimal JoulesAKilowattHour = 3_600_000;

    // The therm is that of the United States (105,480,400 J), whose gas this standard is about; the BTU is that of the International Table.
    private static readonly FrozenDictionary<string, Unit> All = new Dictionary<string, Unit>
    {
        ["72"] = new(false, 1, 1000),
        ["31"] = new(false, 1, JoulesAKilowattHour),
        ["132"] = new(false, 1055.05585262m, JoulesAKilowattHour),
        ["169"] = new(false, 105_480_400, JoulesAKilowattHour),
        ["42"] = new(true, 1, 1),
        ["119"] = new(true, 0.028316846592m, 1),
        ["128"] = new(true, 0.003785411784m, 1),
        ["130"] = new(true, 0.00454609m, 1),
        ["134"] = new(true, 1, 1000),
    }.ToFrozenDictionary();

    public static Unit? Find(string number) => All.GetValueOrDefault(number);

    /// <summary>A value in the record type's unit, exact where a decimal can be, else rounded to nine places; null when it is beyond any meter.</summary>
    public decimal? Convert(decimal value, int power)
    {
        if (power is < -MostPower or > MostPower)
        {
            return null;
        }

        try
        {
            var scale = 1m;
            for (var i = 0; i < Math.Abs(power); i++)
            {
                scale *= 10;
            }

            var converted = power < 0 ? value * Times / (Over * scale) : value * scale * Times / Over;
            var back = converted * Over;
            var isExact = back == (power < 0 ? value * Times / scale : value * scale * Times);
            // Dividing by one written with all its places drops the zeros at the end.
            return (isExact && converted.Scale <= 20 ? converted : Math.Round(converted, Places)) / 1.0000000000000000000000000000m;
        }
        catch (OverflowException)
        {
            // Twenty-eight digits are more than any meter counts.
            return null;
        }
    }
}
