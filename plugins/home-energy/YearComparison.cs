namespace Hub.Plugins.HomeEnergy;

/// <summary>One year beside the year before, on the days only that were measured completely in both.</summary>
/// <param name="Year">The later year.</param>
/// <param name="Days">How many days were compared.</param>
/// <param name="Amount">What those days used in the later year.</param>
/// <param name="Previous">What those days used in the earlier year.</param>
internal sealed record YearComparison(int Year, int Days, decimal Amount, decimal Previous)
{
    /// <summary>The comparison, or null when no day was measured in both years.</summary>
    public static YearComparison? Find(IReadOnlyDictionary<DateOnly, Day> days, int year)
    {
        var pairs = days.Where(day => day.Key.Year == year).Select(day => (Now: day.Value, Before: Before(days, day.Key))).Where(pair => pair.Now.IsComplete && pair.Before is not null).ToList();
        return pairs.Count == 0 ? null : new YearComparison(year, pairs.Count, pairs.Sum(pair => pair.Now.Amount), pairs.Sum(pair => pair.Before!.Amount));
    }

    /// <summary>The same date the year before, if it was measured completely. The 29th of February has none.</summary>
    public static Day? Before(IReadOnlyDictionary<DateOnly, Day> days, DateOnly date) =>
        date is { Month: 2, Day: 29 } ? null : days.GetValueOrDefault(date.AddYears(-1)) is { IsComplete: true } day ? day : null;

    /// <summary>The change in whole hundredths, or null when the earlier year used nothing.</summary>
    public int? Percent => Previous == 0 ? null : (int)Math.Round((Amount - Previous) / Previous * 100, MidpointRounding.AwayFromZero);
}
