using System.Globalization;

namespace Hub.Tests;

/// <summary>Half-hours of a made-up meter.</summary>
public static class Readings
{
    public const string Type = "energy.consumption";

    public static object At(DateTimeOffset start, string meter = "00000000000001", decimal energy = 0.25m) => new
    {
        data = new
        {
            usagePoint = meter,
            commodity = "electricity",
            direction = "delivered",
            series = "load-curve",
            start = start.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture),
            duration = 1800,
            energy,
        },
    };

    public static object[] Day(int count, string meter) =>
        [.. Enumerable.Range(0, count).Select(i => At(new DateTimeOffset(2024, 3, 1, 0, 0, 0, TimeSpan.FromHours(1)).AddMinutes(30 * i), meter))];
}
