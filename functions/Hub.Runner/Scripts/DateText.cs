using System.Globalization;
using System.Text.RegularExpressions;

namespace Hub.Runner.Scripts;

/// <summary>Dates from and to text, as <c>Date</c> reads and writes them.</summary>
internal sealed partial class DateText(LocalTime zone)
{
    // Where no part of a date was said, .NET would take it from the computer's clock.
    private const DateTimeStyles Styles = DateTimeStyles.AdjustToUniversal | DateTimeStyles.AllowWhiteSpaces | DateTimeStyles.NoCurrentDateDefault;

    private const int Longest = 200;
    private const int MostMilliseconds = 1000;

    private static readonly DateTimeFormatInfo Names = DateTimeFormatInfo.InvariantInfo;

    public double Parse(string text)
    {
        if (text.Length > Longest)
        {
            return double.NaN;
        }

        if (IsoForm().Match(text) is { Success: true } iso)
        {
            return Parse(iso);
        }

        // What toString writes has words behind the zone elsewhere, and no colon in it.
        var plain = Offset().Replace(Remark().Replace(text, ""), "${hours}:${minutes}");
        if (!DateTime.TryParse(plain, CultureInfo.InvariantCulture, Styles, out var read) || read.Year == 1)
        {
            return double.NaN;
        }

        var time = Math.Floor((read - DateTime.UnixEpoch).TotalMilliseconds);
        return read.Kind == DateTimeKind.Unspecified ? zone.Instant(time) : time;
    }

    public static string Date(double local)
    {
        var it = DateFields.Of(local);
        return $"{Names.AbbreviatedDayNames[DateFields.Weekday(local)]} {Names.AbbreviatedMonthNames[(int)it[DateFields.Month]]} {it[DateFields.Day]:00} {it[DateFields.Year]:0000}";
    }

    public static string Time(double local, double instant)
    {
        var it = DateFields.Of(local);
        var offset = TimeSpan.FromMilliseconds(local - instant);
        return $"{Clock(it)} GMT{(offset < TimeSpan.Zero ? '-' : '+')}{offset:hhmm}";
    }

    /// <summary>As ISO 8601 has it; a year that has not four digits is told in six, with its sign.</summary>
    public static string Iso(double time)
    {
        var it = DateFields.Of(time);
        var year = it[DateFields.Year] is >= 0 and <= 9999 ? $"{it[DateFields.Year]:0000}" : $"{it[DateFields.Year]:+000000;-000000}";
        return $"{year}-{it[DateFields.Month] + 1:00}-{it[DateFields.Day]:00}T{Clock(it)}.{it[DateFields.Milliseconds]:000}Z";
    }

    public static string Utc(double time)
    {
        var it = DateFields.Of(time);
        return $"{Names.AbbreviatedDayNames[DateFields.Weekday(time)]}, {it[DateFields.Day]:00} {Names.AbbreviatedMonthNames[(int)it[DateFields.Month]]} {it[DateFields.Year]:0000} {Clock(it)} GMT";
    }

    /// <summary>In one of .NET's formats, where it can count the year.</summary>
    public static string? Long(double local, string format) =>
        DateFields.Of(local)[DateFields.Year] is >= 1 and <= 9999 ? DateTime.UnixEpoch.AddMilliseconds(local).ToString(format, CultureInfo.InvariantCulture) : null;

    private double Parse(Match iso)
    {
        double Number(string group, double otherwise) => iso.Groups[group] is { Success: true } part ? double.Parse(part.ValueSpan, CultureInfo.InvariantCulture) : otherwise;
        double[] fields =
        [
            Number("year", 0), Number("month", 1) - 1, Number("day", 1), Number("hours", 0), Number("minutes", 0), Number("seconds", 0), Thousandths(iso.Groups["fraction"].Value),
        ];
        var time = DateFields.Time(fields);
        // A day that its month does not have, or an hour behind midnight, would have become another.
        var midnight = fields[DateFields.Hours] == 24 && fields[DateFields.Minutes] == 0 && fields[DateFields.Seconds] == 0 && fields[DateFields.Milliseconds] == 0;
        if (!midnight && !DateFields.Of(time).SequenceEqual(fields))
        {
            return double.NaN;
        }

        var sign = iso.Groups["sign"].ValueSpan is "-" ? -1 : 1;
        return iso.Groups["hours"].Success && !iso.Groups["zone"].Success
            ? zone.Instant(time)
            : time - sign * (Number("ahead", 0) * 60 + Number("aheadMinutes", 0)) * 60_000;
    }

    private static string Clock(double[] fields) => $"{fields[DateFields.Hours]:00}:{fields[DateFields.Minutes]:00}:{fields[DateFields.Seconds]:00}";

    private static double Thousandths(string digits) => digits is "" ? 0 : double.Parse(digits.PadRight(3, '0').AsSpan(0, 3), CultureInfo.InvariantCulture);

    [GeneratedRegex(
        @"^(?<year>[0-9]{4}|[+-][0-9]{6})(-(?<month>[0-9]{2})(-(?<day>[0-9]{2}))?)?([Tt ](?<hours>[0-9]{2}):(?<minutes>[0-9]{2})(:(?<seconds>[0-9]{2})(\.(?<fraction>[0-9]+))?)?(?<zone>[Zz]|(?<sign>[+-])(?<ahead>[0-9]{2}):?(?<aheadMinutes>[0-9]{2}))?)?$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        MostMilliseconds)]
    private static partial Regex IsoForm();

    [GeneratedRegex(@"\s*\([^)]*\)\s*$", RegexOptions.CultureInvariant, MostMilliseconds)]
    private static partial Regex Remark();

    [GeneratedRegex(@"(GMT|UTC)?(?<hours>[+-][0-9]{2}):?(?<minutes>[0-9]{2})$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, MostMilliseconds)]
    private static partial Regex Offset();
}
