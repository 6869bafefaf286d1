using System.Globalization;
using Hub.Plugins.Cards.Lines;

namespace Hub.Plugins.Cards.Calendars;

/// <summary>Reads dates, times and lengths as iCalendar writes them.</summary>
/// <param name="zones">The zones of the text around.</param>
internal sealed class Moments(Zones zones)
{
    private const string DayForm = "yyyyMMdd";
    private static readonly string[] Forms = ["yyyyMMdd'T'HHmmss", "yyyyMMdd'T'HHmm"];

    /// <summary>The moment of a line, or null when it cannot be read.</summary>
    public Moment? Find(ContentLine? line) => line is null ? null : Find(line.Value.Trim(), line.Parameter("TZID"));

    /// <summary>All moments of a line such as EXDATE; of a period its beginning. What cannot be read is left out.</summary>
    public IEnumerable<Moment> List(ContentLine line) =>
        line.Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(value => Find(value.Split('/')[0], line.Parameter("TZID"))).OfType<Moment>();

    public static DateTime? FindLocal(string text)
    {
        // A leap second is as good as the one before it.
        var plain = text.Length == 15 && text.EndsWith("60", StringComparison.Ordinal) ? text[..13] + "59" : text;
        return DateTime.TryParseExact(plain, Forms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local) && local.Year is > 1 and < 9999 ? local
            : DateTime.TryParseExact(plain, DayForm, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is > 1 and < 9999 ? day : null;
    }

    /// <summary>A length such as <c>P2W</c>, <c>P1DT2H</c> or <c>-PT15M</c>, or null.</summary>
    public static TimeSpan? FindLength(string? text)
    {
        var rest = (text ?? "").AsSpan().Trim();
        var sign = rest is ['-', ..] ? -1 : 1;
        rest = rest is ['-' or '+', ..] ? rest[1..] : rest;
        if (rest is not ['P', _, _, ..])
        {
            return null;
        }

        var length = TimeSpan.Zero;
        var digits = 0;
        for (var i = 1; i < rest.Length; i++)
        {
            if (char.IsAsciiDigit(rest[i]))
            {
                digits++;
                continue;
            }

            if (rest[i] == 'T' && digits == 0)
            {
                continue;
            }

            if (digits is 0 or > 6 || Unit(rest[i]) is not { } unit)
            {
                return null;
            }

            length += unit * int.Parse(rest.Slice(i - digits, digits), CultureInfo.InvariantCulture);
            digits = 0;
        }

        return digits == 0 ? length * sign : null;
    }

    private static TimeSpan? Unit(char letter) => letter switch
    {
        'W' => TimeSpan.FromDays(7),
        'D' => TimeSpan.FromDays(1),
        'H' => TimeSpan.FromHours(1),
        'M' => TimeSpan.FromMinutes(1),
        'S' => TimeSpan.FromSeconds(1),
        _ => null,
    };

    private Moment? Find(string text, string? zone)
    {
        if (text.Length == DayForm.Length)
        {
            return FindLocal(text) is { } day ? new Moment(DateOnly.FromDateTime(day), null) : null;
        }

        var isUtc = text is [.., 'Z' or 'z'];
        if (FindLocal(isUtc ? text[..^1] : text) is not { } local)
        {
            return null;
        }

        return isUtc ? new Moment(null, new DateTimeOffset(local, TimeSpan.Zero)) : zones.FindOffset(zone, local) is { } offset ? new Moment(null, new DateTimeOffset(local, offset)) : null;
    }
}
