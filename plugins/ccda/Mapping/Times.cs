using System.Globalization;
using System.Xml.Linq;

namespace Hub.Plugins.Ccda.Mapping;

/// <summary>From when to when, as records write it.</summary>
internal sealed record Period(string? Start, string? End);

/// <summary>HL7's times, <c>2012</c>, <c>20120806</c>, <c>201208061000-0500</c>, as records write them. A time without offset is of the person's zone.</summary>
internal static class Times
{
    private static readonly (int Length, string Form, string Written)[] Days = [(8, "yyyyMMdd", "yyyy-MM-dd"), (6, "yyyyMM", "yyyy-MM"), (4, "yyyy", "yyyy")];
    private static readonly string[] Clocks = ["yyyyMMddHHmmss", "yyyyMMddHHmm", "yyyyMMddHH"];

    /// <summary>The moment of an element's value, or null.</summary>
    public static string? Find(XElement? element, TimeZoneInfo zone) => Read(element.Say("value"), zone);

    public static string? Read(string? text, TimeZoneInfo zone)
    {
        if (text is null)
        {
            return null;
        }

        var sign = text.AsSpan(Math.Min(4, text.Length)).IndexOfAny('+', '-');
        var digits = (sign < 0 ? text : text[..(sign + 4)]).Split('.')[0];
        if (DateTime.TryParseExact(digits, Clocks, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local) && local.Year is > 1 and < 9999)
        {
            var offset = sign < 0 ? zone.GetUtcOffset(local) : Offset(text[(sign + 4)..]) ?? zone.GetUtcOffset(local);
            return new DateTimeOffset(local, offset).ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture);
        }

        // A clock that no clock shows leaves the day.
        var day = digits.Length > 8 ? digits[..8] : digits;
        return Array.Find(Days, form => form.Length == day.Length) is { Form: { } form, Written: { } written } && DateTime.TryParseExact(day, form, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? date.ToString(written, CultureInfo.InvariantCulture) : null;
    }

    /// <summary>The day alone, for fields that hold a date.</summary>
    public static string? Day(XElement? element, TimeZoneInfo zone) => Find(element, zone)?.Split('T')[0];

    /// <summary>When a statement holds: the first of its times that is one, and not a rhythm.</summary>
    public static Period Of(XElement? statement, TimeZoneInfo zone) =>
        statement.All("effectiveTime").Select(time => Interval(time, zone)).FirstOrDefault(period => period.Start is not null || period.End is not null) ?? new Period(null, null);

    public static Period Interval(XElement? time, TimeZoneInfo zone) => new(Find(time, zone) ?? Find(time.Find("low"), zone) ?? Find(time.Find("center"), zone), Find(time.Find("high"), zone));

    private static TimeSpan? Offset(string text) =>
        text.Length == 5 && int.TryParse(text.AsSpan(1, 2), CultureInfo.InvariantCulture, out var hours) && int.TryParse(text.AsSpan(3, 2), CultureInfo.InvariantCulture, out var minutes) && hours < 14 && minutes < 60
            ? new TimeSpan(hours, minutes, 0) * (text[0] == '-' ? -1 : 1) : null;
}
