using System.Globalization;

namespace Hub.Plugins.Qif;

/// <summary>
/// Reads amounts: a point or a comma before the cents, and groups of three apart by the other, a space or an apostrophe. <c>1,234</c> could be either, so
/// the whole file decides; where it does not, the person is asked.
/// </summary>
internal sealed class QifAmounts
{
    private const int MostDigits = 18;
    private bool _point, _comma;
    private bool _doubtful;

    /// <summary>The sign before the cents that the person chose.</summary>
    public char? Mark { get; set; }

    public bool NeedsAnswer => Mark is null && _doubtful && !_point && !_comma;

    public void See(string text)
    {
        switch (MarkOf(Bare(text)))
        {
            case '.':
                _point = true;
                break;
            case ',':
                _comma = true;
                break;
            case '?':
                _doubtful = true;
                break;
        }
    }

    /// <summary>The amount, or null when it is none, or could be two.</summary>
    public decimal? Find(string text)
    {
        var bare = Bare(text);
        var mark = MarkOf(bare);
        if (mark == '?')
        {
            mark = Mark ?? (_point == _comma ? '?' : _point ? '.' : ',');
            if (mark == '?')
            {
                return null;
            }
        }

        var at = mark is '.' or ',' ? bare.LastIndexOf(mark) : -1;
        var whole = at < 0 ? bare : bare[..at];
        var cents = at < 0 ? "" : bare[(at + 1)..];
        var groups = whole.Split('.', ',', ' ', '\u00a0', '\u202f', '\'');
        var grouped = groups.Length == 1 || (groups[0].Length is >= 1 and <= 3 && groups.Skip(1).All(group => group.Length == 3));
        var digits = string.Concat(groups);
        return grouped && digits.Length + cents.Length is > 0 and <= MostDigits && digits.All(char.IsAsciiDigit) && cents.All(char.IsAsciiDigit)
            && decimal.TryParse($"{(digits.Length == 0 ? "0" : digits)}{(cents.Length == 0 ? "" : ".")}{cents}", NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)
            ? text.TrimStart() is ['-' or '\u2212', ..] ? -value : value
            : null;
    }

    private static string Bare(string text)
    {
        var trimmed = text.Trim();
        return trimmed is ['+' or '-' or '\u2212', ..] ? trimmed[1..].TrimStart() : trimmed;
    }

    /// <summary>The sign before the cents; a blank where there are none, a question mark where the amount alone does not tell.</summary>
    private static char MarkOf(string bare)
    {
        var (point, comma) = (bare.LastIndexOf('.'), bare.LastIndexOf(','));
        if (point < 0 && comma < 0)
        {
            return ' ';
        }

        if (point >= 0 && comma >= 0)
        {
            return point > comma ? '.' : ',';
        }

        var at = Math.Max(point, comma);
        var (mark, other) = point >= 0 ? ('.', ',') : (',', '.');
        if (bare.IndexOf(mark) < at)
        {
            return other;
        }

        // A group of thousands has one to three digits before it, of which the first is not zero, and three behind it.
        return at is >= 1 and <= 3 && bare.Length - at - 1 == 3 && bare[0] != '0' ? '?' : mark;
    }
}
