namespace Hub.Core.Vaults;

internal static class WholeNumbers
{
    public static long Mod(this long value, long modulus) => ((value % modulus) + modulus) % modulus;

    public static long FloorDiv(this long value, long divisor) => (value - value.Mod(divisor)) / divisor;

    /// <summary>Moves a time, but leaves "no bound" where it is and never leaves the line.</summary>
    public static long Shift(this long time, long by) => time is long.MinValue or long.MaxValue
        ? time
        : by < 0 && time < long.MinValue - by ? long.MinValue : by > 0 && time > long.MaxValue - by ? long.MaxValue : time + by;
}
