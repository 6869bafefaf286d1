namespace Hub.Plugins.HomeEnergy;

/// <summary>
/// The last year of one commodity's load curve: what each hour of the week uses, and how low each night goes.
/// Only a load curve can tell; of a daily total no hour is known.
/// </summary>
/// <param name="days">In order.</param>
internal sealed class LoadCurve(CurveDay[] days)
{
    public const string Series = "load-curve";

    private const int HoursADay = 24, DaysAWeek = 7;
    private const decimal Hour = 3600;

    /// <summary>The lowest step of each night, in the commodity's unit an hour; two meters of one home add up.</summary>
    public IReadOnlyList<Night> Nights
    {
        get
        {
            var nights = new List<Night>();
            foreach (var day in days)
            {
                if (day.Lowest is { } lowest)
                {
                    if (nights.Count > 0 && nights[^1].Date == day.Date)
                    {
                        nights[^1] = new Night(day.Date, nights[^1].Lowest + lowest);
                    }
                    else
                    {
                        nights.Add(new Night(day.Date, lowest));
                    }
                }
            }

            return nights;
        }
    }

    /// <summary>The mean of each hour of the week, in the commodity's unit an hour; two meters of one home add up.</summary>
    public IReadOnlyList<WeekHour> Week
    {
        get
        {
            var points = new Dictionary<string, WeekSums>(StringComparer.Ordinal);
            foreach (var day in days)
            {
                if (!points.TryGetValue(day.UsagePoint, out var sums))
                {
                    points.Add(day.UsagePoint, sums = new WeekSums(new decimal[DaysAWeek * HoursADay], new decimal[DaysAWeek * HoursADay]));
                }

                var monday = ((int)day.Date.DayOfWeek + DaysAWeek - 1) % DaysAWeek;
                for (var hour = 0; hour < HoursADay; hour++)
                {
                    sums.Amounts[(monday * HoursADay) + hour] += day.Amount(hour);
                    sums.Seconds[(monday * HoursADay) + hour] += day.Seconds(hour);
                }
            }

            var week = new List<WeekHour>();
            for (var hour = 0; hour < DaysAWeek * HoursADay; hour++)
            {
                var told = points.Values.Where(point => point.Seconds[hour] > 0).ToArray();
                if (told.Length > 0)
                {
                    week.Add(new WeekHour((hour / HoursADay) + 1, hour % HoursADay, told.Sum(point => point.Amounts[hour] * Hour / point.Seconds[hour])));
                }
            }

            return week;
        }
    }

    public long NightRecords => days.Sum(day => day.NightRecords);

    public long Records => days.Sum(day => day.Records);

    public int Days
    {
        get
        {
            var count = 0;
            for (var i = 0; i < days.Length; i++)
            {
                count += i == 0 || days[i].Date != days[i - 1].Date ? 1 : 0;
            }

            return count;
        }
    }

    public string From => $"{days[0].Date:yyyy-MM-dd}";

    public string To => $"{days[^1].Date:yyyy-MM-dd}";

    private sealed record WeekSums(decimal[] Amounts, decimal[] Seconds);
}

/// <param name="Date">On whose morning it ends.</param>
/// <param name="Lowest">In the commodity's unit an hour.</param>
internal sealed record Night(DateOnly Date, decimal Lowest);

/// <param name="Weekday">Monday is 1.</param>
/// <param name="Hour">From 0.</param>
/// <param name="Mean">In the commodity's unit an hour.</param>
internal sealed record WeekHour(int Weekday, int Hour, decimal Mean);
