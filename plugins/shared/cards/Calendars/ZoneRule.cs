using System.Globalization;
using Hub.Plugins.Cards.Lines;

namespace Hub.Plugins.Cards.Calendars;

/// <summary>One STANDARD or DAYLIGHT of a described zone: from when on which offset holds, and when that comes again every year.</summary>
/// <param name="Start">The first time, as clocks showed it until then.</param>
/// <param name="From">The offset until then.</param>
/// <param name="To">The offset from then on.</param>
internal sealed record ZoneRule(DateTime Start, TimeSpan From, TimeSpan To)
{
    private static readonly string[] Days = ["SU", "MO", "TU", "WE", "TH", "FR", "SA"];

    private IReadOnlyList<DateTime> Dates { get; init; } = [];

    /// <summary>Month, which of its days (negative from its end), day of the week; null when it does not come again.</summary>
    private (int Month, int Nth, DayOfWeek Day)? Yearly { get; init; }

    private DateTime Until { get; init; } = DateTime.MaxValue;

    public static ZoneRule? Find(Component observance)
    {
        if (Moments.FindLocal(observance.Find("DTSTART")?.Value.Trim() ?? "") is not { } start || Offset(observance.Find("TZOFFSETTO")) is not { } to)
        {
            return null;
        }

        var rule = (observance.Find("RRULE")?.Value ?? "").Split(';').Select(part => part.Split('=')).Where(part => part.Length == 2).GroupBy(part => part[0]).ToDictionary(part => part.Key, part => part.First()[1]);
        return new ZoneRule(start, Offset(observance.Find("TZOFFSETFROM")) ?? to, to)
        {
            Dates = [.. observance.All("RDATE").SelectMany(line => line.Value.Split(',')).Select(value => Moments.FindLocal(value.Trim().TrimEnd('Z'))).OfType<DateTime>()],
            Yearly = YearlyOf(rule),
            Until = Moments.FindLocal(rule.GetValueOrDefault("UNTIL", "").TrimEnd('Z')) ?? DateTime.MaxValue,
        };
    }

    /// <summary>The last time at or before a local time when this offset came into force, or null.</summary>
    public DateTime? LastBefore(DateTime local)
    {
        var times = Dates.Append(Start).Concat(Yearly is null ? [] : new[] { local.Year - 1, local.Year }.Select(Onset).Where(onset => onset >= Start && onset <= Until));
        return times.Where(time => time <= local).Select(time => (DateTime?)time).DefaultIfEmpty(null).Max();
    }

    private DateTime Onset(int year)
    {
        var (month, nth, day) = Yearly!.Value;
        var first = nth > 0 ? new DateTime(year, month, 1) : new DateTime(year, month, DateTime.DaysInMonth(year, month));
        var step = nth > 0 ? 1 : -1;
        while (first.DayOfWeek != day)
        {
            first = first.AddDays(step);
        }

        return first.AddDays(7 * (nth - step)) + Start.TimeOfDay;
    }

    private static (int, int, DayOfWeek)? YearlyOf(Dictionary<string, string> rule)
    {
        var day = rule.GetValueOrDefault("BYDAY", "");
        return rule.GetValueOrDefault("FREQ") == "YEARLY" && int.TryParse(rule.GetValueOrDefault("BYMONTH"), CultureInfo.InvariantCulture, out var month) && month is >= 1 and <= 12
            && day.Length is 3 or 4 && int.TryParse(day[..^2], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var nth) && nth is >= -4 and <= 4 and not 0
            && Array.IndexOf(Days, day[^2..]) is var weekday and >= 0 ? (month, nth, (DayOfWeek)weekday) : null;
    }

    private static TimeSpan? Offset(ContentLine? line)
    {
        var text = line?.Value.Trim() ?? "";
        return text.Length is 5 or 7 && text[0] is '+' or '-' && int.TryParse(text.AsSpan(1, 2), CultureInfo.InvariantCulture, out var hours) && int.TryParse(text.AsSpan(3, 2), CultureInfo.InvariantCulture, out var minutes) && hours < 14 && minutes < 60
            ? new TimeSpan(hours, minutes, 0) * (text[0] == '-' ? -1 : 1)
            : null;
    }
}
