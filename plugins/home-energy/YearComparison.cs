namespace Hub.Plugins.HomeEnergy;

/// <summary>One year beside the year before, on the days only that were measured completely in both.</summary>
/// <param name="Year">The later year.</param>
/// <param name="Days">How many days were compared.</param>
/// <param name="Amount">What those days used in the later year.</param>
/// <param name="Previous">What those days used in the earlier year.</param>
internal sealed record YearComparison(int Year, int Days, decimal Amount, decimal Previous)
{
    /// <summary>The comparison, or null when no day was measured in both years.</summary>
    public static YearComparison? Find(DailyUse use, int year)
    {
        var days = use.Days.Where(day => day.Date.Year == year && day.IsComplete && Before(use, day.Date) is not null).ToList();
        return days.Count == 0 ? null : new YearComparison(year, days.Count, days.Sum(day => day.Amount), days.Sum(day => Before(use, day.Date)!.Amount));
    }

    /// <summary>The same date the year before, if it was measured completely. The 29th of February has none.</summary>
    public static Day? Before(DailyUse use, DateOnly date) =>
        date is { Month: 2, Day: 29 } ? null : use.Find(date.AddYears(-1)) is { IsComplete: true } day ? day : null;

    /// <summary>The change in whole hundredths, or null when the earlier year used nothing.</summary>
    public int? Percent => Previous == 0 ? null : (int)Math.Round((Amount - Previous) / Previous * 100, MidpointRounding.AwayFromZero);
}
