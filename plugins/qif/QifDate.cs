using System.Collections.Frozen;
using System.Globalization;

namespace Hub.Plugins.Qif;

/// <summary>One written day, read with the day first and with the month first; both are the same where it leaves no doubt.</summary>
internal readonly record struct QifDate(DateOnly? DayFirst, DateOnly? MonthFirst)
{
    /// <summary>Two digits of a year from here on are of the last century. Quicken marks those of this one with an apostrophe.</summary>
    private const int Pivot = 70;

    private static readonly FrozenDictionary<string, int> Months = Numbered("jan feb mar apr may jun jul aug sep oct nov dec").Concat(Numbered("janv fev mars avr mai juin juil aou sept oct nov dec"))
        .DistinctBy(pair => pair.Key).ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    public static QifDate Find(string text)
    {
        var parts = new List<string>(3);
        for (var at = 0; at < text.Length;)
        {
            if (!char.IsLetterOrDigit(text[at]))
            {
                if (text[at] is not (' ' or '/' or '-' or '.' or '\'' or ','))
                {
                    return default;
                }

                at++;
                continue;
            }

            var end = at + 1;
            while (end < text.Length && char.IsAsciiDigit(text[end]) == char.IsAsciiDigit(text[at]) && char.IsLetterOrDigit(text[end]))
            {
                end++;
            }

            parts.Add(text[at..end]);
            at = end;
        }

        return parts switch
        {
            [{ Length: 8 } run] => Run(run, text),
            [{ Length: 4 } year, var month, var day] => Same(Day(year, month, day, text)),
            [var one, var other, var year] when year.Length <= 4 => char.IsLetter(one[0]) ? Same(Day(year, one, other, text)) : char.IsLetter(other[0]) ? Same(Day(year, other, one, text)) : new(Day(year, other, one, text), Day(year, one, other, text)),
            _ => default,
        };
    }

    private static QifDate Same(DateOnly? day) => new(day, day);

    // 20240131, 31012024 or 01312024.
    private static QifDate Run(string run, string text) =>
        Day(run[..4], run[4..6], run[6..], text) is { Year: >= 1900 and < 2100 } day ? Same(day) : new(Day(run[4..], run[2..4], run[..2], text), Day(run[4..], run[..2], run[2..4], text));

    private static DateOnly? Day(string year, string month, string day, string text)
    {
        if (!int.TryParse(year, NumberStyles.None, CultureInfo.InvariantCulture, out var y) || !int.TryParse(day, NumberStyles.None, CultureInfo.InvariantCulture, out var d))
        {
            return null;
        }

        var m = char.IsLetter(month[0]) ? Named(month) : int.TryParse(month, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
        y += year.Length > 2 ? 0 : text.Contains('\'') || y < Pivot ? 2000 : 1900;
        return y is >= 1 and <= 9999 && m is >= 1 and <= 12 && d >= 1 && d <= DateTime.DaysInMonth(y, m) ? new DateOnly(y, m, d) : null;
    }

    /// <summary>A month by the first letters of its name, in English or French; 0 when it is none.</summary>
    private static int Named(string month)
    {
        var plain = Hub.Sdk.TextFolding.Fold(month);
        for (var length = Math.Min(4, plain.Length); length >= 3; length--)
        {
            if (Months.TryGetValue(plain[..length], out var found))
            {
                return found;
            }
        }

        return 0;
    }

    private static IEnumerable<KeyValuePair<string, int>> Numbered(string names) => names.Split(' ').Select((name, at) => KeyValuePair.Create(name, at + 1));
}
