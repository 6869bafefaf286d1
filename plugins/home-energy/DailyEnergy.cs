using System.Globalization;
using Hub.Sdk;

namespace Hub.Plugins.HomeEnergy;

/// <summary>The energy of one commodity and direction, day by day, and how much of each day was measured.</summary>
internal sealed class DailyEnergy(string direction, SortedDictionary<DateOnly, Day> days)
{
    public const string Delivered = "delivered";

    public string Direction => direction;

    public IReadOnlyDictionary<DateOnly, Day> Days => days;

    public Basis Basis(params Factor[] factors) => new(HomeEnergyApplication.Type, days.Values.Sum(day => day.Records), $"{days.Keys.First():yyyy-MM-dd}", $"{days.Keys.Last():yyyy-MM-dd}", factors);

    /// <summary>The days as the hub sums them, apart by direction: what is used and what is given are never added.</summary>
    public static async Task<IReadOnlyList<DailyEnergy>> ReadAsync(ApplicationContext context, string commodity)
    {
        string[] where = [$"/commodity:eq:{commodity}"];
        var energy = await context.AggregateAsync(HomeEnergyApplication.Type, new AggregateQuery("/energy", "sum", "day", Where: where));
        var covered = await context.AggregateAsync(HomeEnergyApplication.Type, new AggregateQuery("/duration", "sum", "day", Where: where));
        var seconds = covered.ToDictionary(row => (row.Direction, row.Bucket), row => row.Value);
        return
        [
            .. energy.GroupBy(row => row.Direction ?? Delivered).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => new DailyEnergy(
                group.Key,
                new SortedDictionary<DateOnly, Day>(group.ToDictionary(DateOf, row => new Day(row.Value, seconds.GetValueOrDefault((row.Direction, row.Bucket)), row.Count))))),
        ];
    }

    private static DateOnly DateOf(AggregateRow row) => DateOnly.ParseExact(row.Bucket![..10], "yyyy-MM-dd", CultureInfo.InvariantCulture);
}

/// <param name="Energy">Kilowatt-hours.</param>
/// <param name="Seconds">How much of the day the readings cover.</param>
/// <param name="Records">How many readings.</param>
internal sealed record Day(decimal Energy, decimal Seconds, long Records)
{
    // The shortest and the longest day of a year, with a twentieth of tolerance for readings that lack. More than that covers other days too.
    private const decimal Least = 23 * 3600 * 0.95m, Most = 25 * 3600 * 1.05m;

    public bool IsComplete => Seconds is >= Least and <= Most;

    /// <summary>Whether a reading that began on it tells of other days too, as a bill does: what the day itself used is not known.</summary>
    public bool IsOfSeveral => Seconds > Most;
}
