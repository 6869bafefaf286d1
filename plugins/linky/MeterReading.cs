namespace Hub.Plugins.Linky;

/// <summary>One answer of Data Connect: what it says of its readings, and the readings.</summary>
internal sealed class MeterReading
{
    public Dictionary<string, string> Values { get; } = new(StringComparer.Ordinal);

    public List<IntervalReading> Readings { get; } = [];

    public bool IsDaily => Values.GetValueOrDefault("measuring_period") is { } period ? period == "P1D" : Readings.Count > 0 && Readings[0].Date.Length == 10;

    public string? UsagePoint => Values.GetValueOrDefault("usage_point_id");

    /// <summary>As ESPI numbers it: 1 is towards the home, 19 away from it. Data Connect mostly leaves it out.</summary>
    public string Direction => Values.GetValueOrDefault("flow_direction") is "19" or "production" or "received" ? "received" : "delivered";

    public string Quality => CsvHeadings.Quality(Values.GetValueOrDefault("quality"));

    /// <summary>The unit of the readings, or null when they are no energy (the maximum power of a day).</summary>
    public EnergyUnit? Unit => Values.GetValueOrDefault("aggregate") is "maximum" or "max" ? null : EnergyUnit.Find(Values.GetValueOrDefault("unit") ?? (IsDaily ? "Wh" : "W"));
}

/// <summary>One reading as the answer writes it.</summary>
/// <param name="Date">The local date of a day, or the local time at which a step ends.</param>
/// <param name="Value">The number, which Data Connect writes as a text.</param>
/// <param name="Length">The step, or null.</param>
/// <param name="Measure">B (raw), C (corrected), or null.</param>
internal readonly record struct IntervalReading(string Date, string Value, string? Length, string? Measure);
