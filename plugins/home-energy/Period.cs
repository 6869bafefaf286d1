namespace Hub.Plugins.HomeEnergy;

/// <summary>Days gathered into a month or a year.</summary>
/// <param name="Name">ISO 8601: <c>2024-03</c> or <c>2024</c>.</param>
/// <param name="Days">The days that hold readings.</param>
/// <param name="Length">How many days it has in all.</param>
internal sealed record Period(string Name, Day[] Days, int Length)
{
    private const decimal DayOfSeconds = 86_400, Tolerance = 0.95m;

    public decimal Amount { get; } = Days.Sum(day => day.Amount);

    private decimal Seconds { get; } = Days.Sum(day => day.Seconds);

    /// <summary>How many days' worth was measured.</summary>
    public int Covered => (int)Math.Min(Length, Math.Round(Seconds / DayOfSeconds, MidpointRounding.AwayFromZero));

    public bool IsComplete => !IsOfSeveral && Seconds >= Length * DayOfSeconds * Tolerance;

    /// <summary>Whether its readings tell of days beyond it too, as a bill of half a year does: what it used is not known.</summary>
    public bool IsOfSeveral => Seconds > Length * DayOfSeconds * (2 - Tolerance);

    public static Period[] Months(DailyUse use) =>
        [.. use.Days.GroupBy(day => $"{day.Date.Year:0000}-{day.Date.Month:00}", StringComparer.Ordinal).Select(month => new Period(month.Key, [.. month], DateTime.DaysInMonth(month.First().Date.Year, month.First().Date.Month)))];

    public static Period[] Years(DailyUse use) =>
        [.. use.Days.GroupBy(day => $"{day.Date.Year:0000}", StringComparer.Ordinal).Select(year => new Period(year.Key, [.. year], DateTime.IsLeapYear(year.First().Date.Year) ? 366 : 365))];

    /// <summary>The same period one year before, among others, if both are complete.</summary>
    public Period? Before(IEnumerable<Period> others)
    {
        var name = $"{int.Parse(Name[..4]) - 1:0000}{Name[4..]}";
        return IsComplete && others.FirstOrDefault(other => other.Name == name) is { IsComplete: true } before ? before : null;
    }
}
