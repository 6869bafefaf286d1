namespace Hub.Plugins.HomeEnergy;

/// <summary>
/// The last year of one commodity's load curve: what each hour of the week uses, and how low each night goes.
/// Only a load curve can tell; of a daily total no hour is known.
/// </summary>
internal sealed class LoadCurve(IReadOnlyList<(DateOnly Day, string UsagePoint, CurveDay Told)> days)
{
    public const string Series = "load-curve";

    private const int HoursADay = 24;
    private const decimal Hour = 3600;

    /// <summary>The lowest step of each night, in the commodity's unit an hour; two meters of one home add up.</summary>
    public SortedDictionary<DateOnly, decimal> Nights =>
        new(days.Where(day => day.Told.Lowest is not null).GroupBy(day => day.Day).ToDictionary(night => night.Key, night => night.Sum(point => point.Told.Lowest!.Value)));

    /// <summary>The mean of each hour of the week, in the commodity's unit an hour, Monday being 1; two meters of one home add up.</summary>
    public IEnumerable<(int Weekday, int Hour, decimal Mean)> Week =>
        from weekday in days.GroupBy(day => ((int)day.Day.DayOfWeek + 6) % 7 + 1).OrderBy(weekday => weekday.Key)
        let points = weekday.GroupBy(day => day.UsagePoint, StringComparer.Ordinal).ToList()
        from hour in Enumerable.Range(0, HoursADay)
        let told = points.Select(point => (Amount: point.Sum(day => day.Told.Amount(hour)), Seconds: point.Sum(day => day.Told.Seconds(hour)))).Where(point => point.Seconds > 0).ToList()
        where told.Count > 0
        select (weekday.Key, hour, told.Sum(point => point.Amount * Hour / point.Seconds));

    public long NightRecords => days.Sum(day => day.Told.NightRecords);

    public long Records => days.Sum(day => day.Told.Records);

    public int Days => days.DistinctBy(day => day.Day).Count();

    public string From => $"{days.Min(day => day.Day):yyyy-MM-dd}";

    public string To => $"{days.Max(day => day.Day):yyyy-MM-dd}";
}
