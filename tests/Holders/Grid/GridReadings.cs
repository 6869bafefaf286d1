using System.Globalization;

namespace Holders.Grid;

/// <param name="Date">As the API writes it: a day, or the local time at which a step ends.</param>
/// <param name="Value">Watt-hours of the day, or watts over the step.</param>
/// <param name="Minutes">The step, for a load curve.</param>
internal sealed record GridReading(string Date, int Value, int? Minutes);

/// <summary>Made-up readings that only depend on their date.</summary>
internal static class GridReadings
{
    public static GridReading OfDay(DateOnly day) => new(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), 8_000 + (day.DayNumber * 37 % 5_000), null);

    /// <summary>Every step of a local day, so 23 or 25 hours of them when the clocks change. Each is stamped with the local time of its end.</summary>
    public static IEnumerable<GridReading> Curve(DateOnly day, int minutes)
    {
        var step = TimeSpan.FromMinutes(minutes);
        var midnight = FrenchTime.FromLocal(day.AddDays(1));
        for (var end = FrenchTime.FromLocal(day) + step; end <= midnight; end += step)
        {
            var nth = (int)(end.ToUnixTimeSeconds() / (60 * minutes));
            yield return new GridReading(FrenchTime.Show(end).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture), 200 + (nth * 53 % 1_700), minutes);
        }
    }
}
