using System.Globalization;
using Hub.Sdk;

namespace Hub.Web.Views;

/// <summary>Days as people type them: 2026-03-03, 3/3/2026, 3 March 2026, 3 mars; without a year, the latest that is not to come.</summary>
public static class SpokenDays
{
    private const int FewestLetters = 3;
    private static readonly char[] Between = [' ', '/', '.', ',', '\u00a0', '\u202f'];

    public static DateOnly? Find(string words, PageContext page)
    {
        if (DateOnly.TryParseExact(words.Trim(), "yyyy-MM-dd", out var written))
        {
            return Within(written);
        }

        var parts = words.Split(Between, StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length is not (2 or 3) || Number(parts[0] is "1er" or "1ER" ? "1" : parts[0]) is not { } day || MonthOf(parts[1], isAlone: parts.Length == 2) is not { } month)
        {
            return null;
        }

        if (parts.Length == 3)
        {
            return parts[2].Length == 4 && Number(parts[2]) is { } year ? Make(year, month, day) : null;
        }

        return Make(page.Today.Year, month, day) is { } thisYear && thisYear <= page.Today ? thisYear : Make(page.Today.Year - 1, month, day);
    }

    /// <summary>By its number where a year follows; else "3 5" would be a day too.</summary>
    private static int? MonthOf(string text, bool isAlone)
    {
        if (Number(text) is { } number)
        {
            return isAlone ? null : number;
        }

        var name = TextFolding.Fold(text.TrimEnd('.'));
        foreach (var format in (Formats[])[new("en", TimeZoneInfo.Utc), new("fr", TimeZoneInfo.Utc)])
        {
            for (var month = 1; name.Length >= FewestLetters && month <= 12; month++)
            {
                if (TextFolding.Fold(format.Month(month)).StartsWith(name, StringComparison.Ordinal))
                {
                    return month;
                }
            }
        }

        return null;
    }

    private static int? Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static DateOnly? Make(int year, int month, int day) =>
        year is > 2 and < 9998 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month) ? new DateOnly(year, month, day) : null;

    private static DateOnly? Within(DateOnly day) => Make(day.Year, day.Month, day.Day);
}
