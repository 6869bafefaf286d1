using System.Globalization;
using Hub.Sdk;

namespace Hub.Plugins.HomeEnergy;

/// <summary>The use of one commodity in one direction, day by day, and how much of each day was measured.</summary>
internal sealed class DailyUse(Commodity commodity, string direction, Day[] days)
{
    public const string Delivered = "delivered";

    public Commodity Commodity => commodity;

    public string Direction => direction;

    /// <summary>Those that hold readings, in order.</summary>
    public Day[] Days => days;

    public Basis Basis(params Factor[] factors) => new(commodity.Type, days.Sum(day => day.Records), $"{days[0].Date:yyyy-MM-dd}", $"{days[^1].Date:yyyy-MM-dd}", factors) { Where = commodity.Where(direction) };

    /// <summary>The days as the hub sums them, apart by direction: what is used and what is given are never added.</summary>
    public static async Task<IReadOnlyList<DailyUse>> ReadAsync(ApplicationContext context, Commodity commodity)
    {
        string[] where = [$"/commodity:eq:{commodity.Id}"];
        var used = await context.AggregateAsync(commodity.Type, new AggregateQuery(commodity.Value, "sum", "day", Where: where));
        var covered = await context.AggregateAsync(commodity.Type, new AggregateQuery("/duration", "sum", "day", Where: where));
        var seconds = covered.ToDictionary(KeyOf, StringComparer.Ordinal);
        return
        [
            .. used.GroupBy(row => row.Direction ?? Delivered).OrderBy(group => group.Key, StringComparer.Ordinal)
                .Select(group => new DailyUse(commodity, group.Key, Sorted(group.Select(row => new Day(DateOf(row), row.Value, seconds.GetValueOrDefault(KeyOf(row))?.Value ?? 0, row.Count))))),
        ];
    }

    /// <summary>The day of that date, or null when it holds no reading.</summary>
    public Day? Find(DateOnly date)
    {
        var (from, to) = (0, days.Length);
        while (from < to)
        {
            var middle = (from + to) / 2;
            (from, to) = days[middle].Date < date ? (middle + 1, to) : (from, middle);
        }

        return from < days.Length && days[from].Date == date ? days[from] : null;
    }

    private static Day[] Sorted(IEnumerable<Day> unsorted)
    {
        var days = unsorted.ToArray();
        Array.Sort(days, static (one, other) => one.Date.CompareTo(other.Date));
        return days;
    }

    private static string KeyOf(AggregateRow row) => $"{row.Direction} {row.Bucket}";

    private static DateOnly DateOf(AggregateRow row) => DateOnly.ParseExact(row.Bucket![..10], "yyyy-MM-dd", CultureInfo.InvariantCulture);
}

/// <param name="Date">In the person's zone.</param>
/// <param name="Amount">In the unit of the commodity.</param>
/// <param name="Seconds">How much of the day the readings cover.</param>
/// <param name="Records">How many readings.</param>
internal sealed record Day(DateOnly Date, decimal Amount, decimal Seconds, long Records)
{
    // The shortest and the longest day of a year, with a twentieth of tolerance for readings that lack. More than that covers other days too.
    private const decimal Least = 23 * 3600 * 0.95m, Most = 25 * 3600 * 1.05m;

    public bool IsComplete => Seconds is >= Least and <= Most;

    /// <summary>Whether a reading that began on it tells of other days too, as a bill does: what the day itself used is not known.</summary>
    public bool IsOfSeveral => Seconds > Most;
}
