namespace Hub.Plugins.HomeEnergy;

/// <summary>Days gathered into a month or a year.</summary>
/// <param name="Name">ISO 8601: <c>2024-03</c> or <c>2024</c>.</param>
/// <param name="Days">The days that hold readings.</param>
/// <param name="Length">How many days it has in all.</param>
internal sealed record Period(string Name, IReadOnlyDictionary<DateOnly, Day> Days, int Length)
{
    private const decimal DayOfSeconds = 86_400, Tolerance = 0.95m;

    public decimal Amount => Days.Values.Sum(day => day.Amount);

    /// <summary>How many days' worth was measured.</summary>
    public int Covered => (int)Math.Min(Length, Math.Round(Days.Values.Sum(day => day.Seconds) / DayOfSeconds, MidpointRounding.AwayFromZero));

    public bool IsComplete => !IsOfSeveral && Days.Values.Sum(day => day.Seconds) >= Length * DayOfSeconds * Tolerance;

    /// <summary>Whether its readings tell of days beyond it too, as a bill of half a year does: what it used is not known.</summary>
    public bool IsOfSeveral => Days.Values.Sum(day => day.Seconds) > Length * DayOfSeconds * (2 - Tolerance);

    public static IReadOnlyList<Period> Months(DailyUse use) =>
        [.. use.Days.GroupBy(day => (day.Key.Year, day.Key.Month)).Select(group => new Period($"{group.Key.Year:0000}-{group.Key.Month:00}", group.ToDictionary(), DateTime.DaysInMonth(group.Key.Year, group.Key.Month)))];

    public static IReadOnlyList<Period> Years(DailyUse use) =>
        [.. use.Days.GroupBy(day => day.Key.Year).Select(group => new Period($"{group.Key:0000}", group.ToDictionary(), DateTime.IsLeapYear(group.Key) ? 366 : 365))];

    /// <summary>The same period one year before, among others, if both are complete.</summary>
    public Period? Before(IEnumerable<Period> others)
    {
        var name = $"{int.Parse(Name[..4]) - 1:0000}{Name[4..]}";
        return IsComplete && others.FirstOrDefault(other => other.Name == name) is { IsComplete: true } before ? before : null;
    }
}
