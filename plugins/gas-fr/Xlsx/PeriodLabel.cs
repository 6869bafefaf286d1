using System.Globalization;
using System.Text.RegularExpressions;

namespace Hub.Plugins.GasFr.Xlsx;

/// <summary>A period as a table names it: «24/11/2020», «Du 09/05/2019 au 12/05/2019» (both days in it) or «Novembre 2020».</summary>
/// <param name="First">The first gas day.</param>
/// <param name="Last">The last one.</param>
/// <param name="IsMonth">Whether only the month is named: of the first and the last of a table it may hold a part.</param>
internal readonly partial record struct PeriodLabel(DateOnly First, DateOnly Last, bool IsMonth)
{
    private static readonly DateOnly SheetEpoch = new(1899, 12, 30);

    public static PeriodLabel? Find(string? text)
    {
        var folded = Words.Fold(text);
        if (Day(folded) is { } day)
        {
            return new PeriodLabel(day, day, false);
        }

        if (Range().Match(folded) is { Success: true } range)
        {
            return GasDay.FindDate(range.Groups["first"].Value) is { } first && GasDay.FindDate(range.Groups["last"].Value) is { } last && last >= first ? new PeriodLabel(first, last, false) : null;
        }

        return folded.Split(' ') is [var name, { Length: 4 } year] && Words.FindMonth(name) is { } month && int.TryParse(year, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 1900 and < 9999
            ? new PeriodLabel(new DateOnly(number, month, 1), new DateOnly(number, month, 1).AddMonths(1).AddDays(-1), true)
            : null;
    }

    /// <summary>A day, written or as a spreadsheet counts days.</summary>
    public static DateOnly? Day(string? text) =>
        GasDay.FindDate(text) ?? (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count is > 20_000 and < 80_000 ? SheetEpoch.AddDays(count) : null);

    [GeneratedRegex("^du (?<first>[0-9/]+) au (?<last>[0-9/]+)$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Range();
}
