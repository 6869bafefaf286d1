using System.Globalization;
using Hub.Sdk;

namespace Hub.Plugins.HomeEnergy;

/// <summary>The use of one commodity in one direction, day by day, and how much of each day was measured.</summary>
internal sealed class DailyUse(Commodity commodity, string direction, SortedDictionary<DateOnly, Day> days)
{
    public const string Delivered = "delivered";

    public Commodity Commodity => commodity;

    public string Direction => direction;

    public IReadOnlyDictionary<DateOnly, Day> Days => days;

    public Basis Basis(params Factor[] factors) => new(commodity.Type, days.Values.Sum(day => day.Records), $"{days.Keys.First():yyyy-MM-dd}", $"{days.Keys.Last():yyyy-MM-dd}", factors) { Where = commodity.Where(direction) };

    /// <summary>The days as the hub sums them, apart by direction: what is used and what is given are never added.</summary>
    public static async Task<IReadOnlyList<DailyUse>> ReadAsync(ApplicationContext context, Commodity commodity)
    {
        string[] where = [$"/commodity:eq:{commodity.Id}"];
        var used = await context.AggregateAsync(commodity.Type, new AggregateQuery(commodity.Value, "sum", "day", Where: where));
        var covered = await context.AggregateAsync(commodity.Type, new AggregateQuery("/duration", "sum", "day", Where: where));
        var seconds = covered.ToDictionary(row => (row.Direction, row.Bucket), row => row.Value);
        return
        [
            .. used.GroupBy(row => row.Direction ?? Delivered).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => new DailyUse(
                commodity,
                group.Key,
                new SortedDictionary<DateOnly, Day>(group.ToDictionary(DateOf, row => new Day(row.Value, seconds.GetValueOrDefault((row.Direction, row.Bucket)), row.Count))))),
        ];
    }

    private static DateOnly DateOf(AggregateRow row) => DateOnly.ParseExact(row.Bucket![..10], "yyyy-MM-dd", CultureInfo.InvariantCulture);
}

/// <param name="Amount">In the unit of the commodity.</param>
/// <param name="Seconds">How much of the day the readings cover.</param>
/// <param name="Records">How many readings.</param>
internal sealed record Day(decimal Amount, decimal Seconds, long Records)
{
    // The shortest and the longest day of a year, with a twentieth of tolerance for readings that lack. More than that covers other days too.
    private const decimal Least = 23 * 3600 * 0.95m, Most = 25 * 3600 * 1.05m;

    public bool IsComplete => Seconds is >= Least and <= Most;

    /// <summary>Whether a reading that began on it tells of other days too, as a bill does: what the day itself used is not known.</summary>
    public bool IsOfSeveral => Seconds > Most;
}
