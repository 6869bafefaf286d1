using System.Globalization;

namespace Hub.Wire.Tables;

/// <summary>Numbers as tables write them: signs before, behind or as parentheses, thousands, a currency's sign. Nothing is guessed.</summary>
public static class TableNumber
{
    private const string Unspoken = " \u00a0\u202f\u2009'’€$£";

    /// <param name="mark"><c>.</c>, <c>,</c> or <c>either</c>: then the last of two marks, or the only one where it cannot be one of thousands.</param>
    public static decimal? Read(string text, string mark, string thousands)
    {
        var digits = string.Concat(text.Where(c => !Unspoken.Contains(c, StringComparison.Ordinal)));
        digits = digits.Replace('\u2212', '-');
        digits = digits.EndsWith("EUR", StringComparison.OrdinalIgnoreCase) ? digits[..^3] : digits;
        var isNegative = false;
        switch (digits)
        {
            case ['(', .. var inner, ')']: (isNegative, digits) = (true, inner); break;
            case ['-', .. var rest]: (isNegative, digits) = (true, rest); break;
            case ['+', .. var rest]: digits = rest; break;
            case [.. var rest, '-']: (isNegative, digits) = (true, rest); break;
            case [.. var rest, '+']: digits = rest; break;
        }

        var point = mark == "either" ? Mark(digits) : mark[0];
        if (point is not { } found)
        {
            return null;
        }

        var groups = mark == "either" ? (found == ',' ? "." : ",") : thousands;
        var (whole, fraction) = digits.IndexOf(found, StringComparison.Ordinal) is var at and >= 0 ? (digits[..at], digits[at..][1..]) : (digits, "");
        if (!AreGroups(whole, groups))
        {
            return null;
        }

        var plain = string.Concat(whole.Where(char.IsAsciiDigit));
        if ((plain + fraction).Length is 0 or > 28 || !fraction.All(char.IsAsciiDigit))
        {
            return null;
        }

        var number = decimal.Parse(fraction.Length == 0 ? plain : $"{plain}.{fraction}", NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);
        return isNegative ? -number : number;
    }

    /// <summary>Thousands stand in threes, so that a mark in another place is no number instead of another one.</summary>
    private static bool AreGroups(string whole, string groups)
    {
        var parts = whole.Split([.. groups]);
        return parts.All(part => part.All(char.IsAsciiDigit)) && (parts.Length == 1 || (parts[0].Length is > 0 and <= 3 && parts.Skip(1).All(part => part.Length == 3)));
    }

    private static char? Mark(string digits)
    {
        var (comma, point) = (digits.LastIndexOf(','), digits.LastIndexOf('.'));
        if (comma >= 0 && point >= 0)
        {
            return comma > point ? ',' : '.';
        }

        var (mark, last) = comma >= 0 ? (',', comma) : ('.', point);
        return last < 0 ? '.'
            : digits.Count(c => c == mark) > 1 ? (mark == ',' ? '.' : ',')
            : digits.Length - last - 1 != 3 || last is 0 or > 3 || digits[0] == '0' ? mark
            : null;
    }
}
