using System.Xml;

namespace Hub.Core.Sources;

/// <summary>ISO 8601 durations between runs, within bounds: a holder must not be asked every second, and a year is as good as never.</summary>
public static class Schedules
{
    public static readonly TimeSpan Shortest = TimeSpan.FromMinutes(15);
    public static readonly TimeSpan Longest = TimeSpan.FromDays(366);

    public static bool TryParse(string? text, out TimeSpan every)
    {
        every = default;
        if (text is not { Length: > 1 and <= 32 })
        {
            return false;
        }

        try
        {
            every = XmlConvert.ToTimeSpan(text);
        }
        catch (Exception wrong) when (wrong is FormatException or OverflowException)
        {
            return false;
        }

        return every >= Shortest && every <= Longest;
    }
}
