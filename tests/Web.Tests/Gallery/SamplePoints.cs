using System.Globalization;

namespace Web.Tests.Gallery;

/// <summary>Two years of half-hours, in the resolution that a span asks for, as the hub would answer.</summary>
internal static class SamplePoints
{
    public static string Json(string? from, string? to)
    {
        var start = Parse(from) ?? new DateTime(2024, 11, 1);
        var end = Parse(to) ?? new DateTime(2026, 11, 1);
        var days = (end - start).TotalDays;
        var (by, step) = days > 60 ? ("day", TimeSpan.FromDays(1)) : days > 8 ? ("hour", TimeSpan.FromHours(1)) : ("raw", TimeSpan.FromMinutes(30));
        var points = new List<string>();
        for (var at = start; at < end; at += step)
        {
            // A holder's outage.
            if (at is not { Year: 2026, Month: 4 })
            {
                points.Add(string.Create(CultureInfo.InvariantCulture, $"[{Milliseconds(at)},{(10 + (5 * Math.Cos(at.DayOfYear / 58.1)) + (at.Day % 5)) * step.TotalDays:0.###}]"));
            }
        }

        return string.Create(CultureInfo.InvariantCulture, $$"""{"by":"{{by}}","step":{{step.TotalMilliseconds}},"from":{{Milliseconds(start)}},"to":{{Milliseconds(end)}},"series":[{"name":"Electricity","points":[{{string.Join(',', points)}}]}]}""");
    }

    private static DateTime? Parse(string? text) => DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : null;

    private static long Milliseconds(DateTime wall) => new DateTimeOffset(wall, TimeSpan.Zero).ToUnixTimeMilliseconds();
}
