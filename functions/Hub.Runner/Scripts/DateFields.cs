namespace Hub.Runner.Scripts;

/// <summary>A time value and its fields, as ES5 15.9.1 has them: in the calendar's order, months from nought.</summary>
internal static class DateFields
{
    public const int Year = 0;
    public const int Month = 1;
    public const int Day = 2;
    public const int Hours = 3;
    public const int Minutes = 4;
    public const int Seconds = 5;
    public const int Milliseconds = 6;

    public const double MillisecondsPerDay = 86_400_000;
    private const double Furthest = 8.64e15;

    // Further than any instant; what follows counts in whole numbers.
    private const double MostYears = 400_000;
    private const long DaysPer400Years = 146_097;

    // From the first of March of the year nought, when the rhythm of the calendar begins, to 1970.
    private const long DaysTo1970 = 719_468;

    public static double[] Of(double time)
    {
        var days = Math.Floor(time / MillisecondsPerDay);
        var (year, month, day) = Civil((long)days);
        var rest = (long)(time - days * MillisecondsPerDay);
        return [year, month, day, rest / 3_600_000, rest / 60_000 % 60, rest / 1000 % 60, rest % 1000];
    }

    /// <summary>The time of fields that may be as much too great or too small as their author likes.</summary>
    public static double Time(double[] fields)
    {
        if (!fields.All(double.IsFinite))
        {
            return double.NaN;
        }

        var whole = fields.Select(Math.Truncate).ToArray();
        var year = whole[Year] + Math.Floor(whole[Month] / 12);
        if (Math.Abs(year) > MostYears)
        {
            return double.NaN;
        }

        var days = Days((long)year, (int)(whole[Month] - Math.Floor(whole[Month] / 12) * 12)) + whole[Day] - 1;
        return days * MillisecondsPerDay + whole[Hours] * 3_600_000 + whole[Minutes] * 60_000 + whole[Seconds] * 1000 + whole[Milliseconds];
    }

    public static double Clip(double time) => Math.Abs(time) <= Furthest ? Math.Truncate(time) + 0.0 : double.NaN;

    public static int Weekday(double time) => (int)(((long)Math.Floor(time / MillisecondsPerDay) + 4) % 7 + 7) % 7;

    // Years begin in March here, so that the day that comes every four years is the last one.
    private static long Days(long year, int month)
    {
        var shifted = month < 2 ? year - 1 : year;
        var era = Math.DivRem(shifted - (shifted < 0 ? 399 : 0), 400).Quotient;
        var ofEra = shifted - era * 400;
        var dayOfYear = (153 * ((month + 10) % 12) + 2) / 5;
        return era * DaysPer400Years + ofEra * 365 + ofEra / 4 - ofEra / 100 + dayOfYear - DaysTo1970;
    }

    private static (long Year, int Month, int Day) Civil(long days)
    {
        var shifted = days + DaysTo1970;
        var era = (shifted >= 0 ? shifted : shifted - DaysPer400Years + 1) / DaysPer400Years;
        var ofEra = shifted - era * DaysPer400Years;
        var yearOfEra = (ofEra - ofEra / 1460 + ofEra / 36524 - ofEra / 146096) / 365;
        var dayOfYear = ofEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        var fromMarch = (int)((5 * dayOfYear + 2) / 153);
        var month = (fromMarch + 2) % 12;
        return (yearOfEra + era * 400 + (month < 2 ? 1 : 0), month, (int)dayOfYear - (153 * fromMarch + 2) / 5 + 1);
    }
}
