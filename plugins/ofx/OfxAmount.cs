using System.Globalization;

namespace Hub.Plugins.Ofx;

/// <summary>Reads amounts: a point or a comma before the cents, groups of three apart by spaces, apostrophes or the other sign. Anything else is not guessed.</summary>
internal static class OfxAmount
{
    private const int MostDigits = 28;

    public static decimal? Find(string? text)
    {
        if (text is null)
        {
            return null;
        }

        var signed = text.AsSpan().Trim();
        var sign = signed is ['+' or '-' or '\u2212', ..] ? 1 : 0;
        var number = Ungroup(signed[sign..].ToString());
        return number is not null && decimal.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)
            ? sign == 1 && signed[0] != '+' ? -value : value
            : null;
    }

    /// <summary>Digits with one point, or null.</summary>
    private static string? Ungroup(string number)
    {
        var mark = number.LastIndexOfAny(['.', ',']);
        var whole = mark < 0 ? number : number[..mark];
        var cents = mark < 0 ? "" : number[(mark + 1)..];
        var groups = whole.Split(mark >= 0 && number[mark] == '.' ? [' ', '\u00a0', '\u202f', '\'', ','] : [' ', '\u00a0', '\u202f', '\'', '.']);
        var digits = string.Concat(groups);
        var grouped = groups.Length == 1 || (groups[0].Length is >= 1 and <= 3 && groups.Skip(1).All(group => group.Length == 3));
        return grouped && digits.Length + cents.Length is > 0 and <= MostDigits && digits.All(char.IsAsciiDigit) && cents.All(char.IsAsciiDigit)
            ? $"{(digits.Length == 0 ? "0" : digits)}.{(cents.Length == 0 ? "" : cents)}".TrimEnd('.')
            : null;
    }
}
