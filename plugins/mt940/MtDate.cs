using System.Globalization;

namespace Hub.Plugins.Mt940;

/// <summary>Days of six digits, and of four whose year another day tells.</summary>
internal static class MtDate
{
    /// <summary>SWIFT is younger than this: two digits from here on are of the last century.</summary>
    private const int Pivot = 70;

    /// <summary>A day such as <c>240131</c>. Banks that count thirty days in each month write a 30 February: it is the month's last day.</summary>
    public static DateOnly? Find(string text)
    {
        if (text.Length != 6 || !text.AsSpan().ContainsOnlyDigits())
        {
            return null;
        }

        var year = Number(text, 0);
        return Day(year + (year < Pivot ? 2000 : 1900), Number(text, 2), Number(text, 4));
    }

    /// <summary>A day such as <c>0131</c>, in the year that brings it nearest to the value date: an entry of January may have its value in December.</summary>
    public static DateOnly? Find(string text, DateOnly near) =>
        text.Length != 4 || !text.AsSpan().ContainsOnlyDigits() ? null
        : new[] { near.Year - 1, near.Year, near.Year + 1 }.Select(year => Day(year, Number(text, 0), Number(text, 2))).Where(day => day is not null).MinBy(day => Math.Abs(day!.Value.DayNumber - near.DayNumber));

    public static bool ContainsOnlyDigits(this ReadOnlySpan<char> text) => !text.ContainsAnyExceptInRange('0', '9');

    private static int Number(string text, int at) => int.Parse(text.AsSpan(at, 2), NumberStyles.None, CultureInfo.InvariantCulture);

    private static DateOnly? Day(int year, int month, int day) =>
        year is >= 1 and <= 9999 && month is >= 1 and <= 12 && day is >= 1 and <= 31 ? new DateOnly(year, month, Math.Min(day, DateTime.DaysInMonth(year, month))) : null;
}
