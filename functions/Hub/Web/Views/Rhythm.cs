using System.Globalization;

namespace Hub.Web.Views;

/// <summary>ISO 8601 durations as people say them: "every day", "tous les 3 mois".</summary>
public static class Rhythm
{
    public static string Say(string duration, PageContext page) => Parts(duration) is not var (count, unit) ? duration : unit switch
    {
        'h' => Say(count, "hour", "heure", isFeminine: true, page),
        'm' => Say(count, "minute", "minute", isFeminine: true, page),
        'D' => Say(count, "day", "jour", isFeminine: false, page),
        'W' => Say(count, "week", "semaine", isFeminine: true, page),
        'M' => Say(count, "month", "mois", isFeminine: false, page),
        _ => count == 1 ? page.L("every year", "chaque année") : page.L($"every {count} years", $"tous les {count} ans"),
    };

    private static string Say(int count, string en, string fr, bool isFeminine, PageContext page)
    {
        var many = fr.EndsWith('s') ? fr : fr + "s";
        return count == 1 ? page.L($"every {en}", $"chaque {fr}") : page.L($"every {count} {en}s", $"{(isFeminine ? "toutes" : "tous")} les {count} {many}");
    }

    /// <summary>Those of one part only; months and minutes share a letter, so the parts of a day come in lower case.</summary>
    private static (int Count, char Unit)? Parts(string duration)
    {
        var ofDay = duration.StartsWith("PT", StringComparison.Ordinal);
        var digits = duration.Length < 3 ? "" : duration[(ofDay ? 2 : 1)..^1];
        return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0
            ? (count, ofDay ? char.ToLowerInvariant(duration[^1]) : duration[^1])
            : null;
    }
}
