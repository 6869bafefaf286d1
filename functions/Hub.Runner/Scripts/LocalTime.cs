namespace Hub.Runner.Scripts;

/// <summary>
/// The person's zone over the milliseconds that scripts count in. The engine's own asks for the rules of an instant with a local time, and is wrong for as
/// many hours around a change of the clocks as the zone is from Greenwich.
/// </summary>
internal sealed class LocalTime(TimeZoneInfo zone)
{
    // The zones' rules know the years that .NET can count.
    private static readonly double First = Milliseconds(DateTime.MinValue);
    private static readonly double Last = Milliseconds(DateTime.MaxValue.AddMilliseconds(-1));

    public double Of(double instant) => instant + Offset(instant);

    /// <summary>An hour that the clocks jump over is read as if they had not jumped yet, and of one that comes twice the first is meant.</summary>
    public double Instant(double local)
    {
        // No zone is a day from Greenwich, so these two lie on both sides of any change that could matter.
        var before = Offset(local - DateFields.MillisecondsPerDay);
        var after = Offset(local + DateFields.MillisecondsPerDay);
        return local - (Offset(local - before) != before && Offset(local - after) == after ? after : before);
    }

    private double Offset(double instant) =>
        double.IsNaN(instant) ? double.NaN : zone.GetUtcOffset(DateTime.UnixEpoch.AddMilliseconds(Math.Clamp(instant, First, Last))).TotalMilliseconds;

    private static double Milliseconds(DateTime instant) => (instant - DateTime.UnixEpoch).TotalMilliseconds;
}
