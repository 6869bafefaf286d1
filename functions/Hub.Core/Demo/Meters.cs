namespace Hub.Core.Demo;

/// <summary>What the meters of the made-up home count.</summary>
internal static class Meters
{
    private const int ElectricitySeed = 20111, GasSeed = 20112, WaterSeed = 20113;

    public static IReadOnlyList<HalfHour> Electricity(Household home)
    {
        var random = new Random(ElectricitySeed);
        var readings = new List<HalfHour>();
        var last = Household.Midnight(home.Through.AddDays(1));
        for (var start = Household.Midnight(home.First); start < last; start = Local(start.AddMinutes(30)))
        {
            readings.Add(new HalfHour(start, Local(start.AddMinutes(30)), Watts(start, random) / 2 * 2));
        }

        return readings;
    }

    public static IReadOnlyList<DayReading> Gas(Household home)
    {
        var random = new Random(GasSeed);
        return [.. home.Days().Select(day =>
        {
            var noise = random.Next(0, 9);
            var heating = Math.Max(0, (Household.Winter(day) - 0.3) * 78);
            return new DayReading(day, Household.IsAway(day) ? 1 : 6 + noise + (int)heating);
        })];
    }

    public static IReadOnlyList<DayReading> Water(Household home)
    {
        var random = new Random(WaterSeed);
        return [.. home.Days().Select(day =>
        {
            var litres = random.Next(190, 320) + (IsWeekend(day) ? 60 : 0);
            return new DayReading(day, Household.IsAway(day) ? 12 : litres);
        })];
    }

    /// <summary>A fridge always; light and cooking when somebody is up; more of it in winter.</summary>
    private static int Watts(DateTimeOffset at, Random random)
    {
        var (day, hour) = (DateOnly.FromDateTime(at.DateTime), at.TimeOfDay.TotalHours);
        var noise = random.Next(0, 60);
        if (Household.IsAway(day))
        {
            return 90 + (noise / 3);
        }

        var awake = hour switch
        {
            >= 6.5 and < 8.5 => 620,
            >= 12 and < 14 => IsWeekend(day) ? 1100 : 180,
            >= 18 and < 22.5 => 880,
            >= 8.5 and < 18 => IsWeekend(day) ? 420 : 110,
            _ => 0,
        };
        return 110 + noise + (int)(awake * (0.8 + (0.5 * Household.Winter(day)))) + (awake > 0 ? random.Next(0, 240) : 0);
    }

    private static bool IsWeekend(DateOnly day) => day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;

    private static DateTimeOffset Local(DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, Household.Zone);
}
