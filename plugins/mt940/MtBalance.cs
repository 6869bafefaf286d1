using System.Globalization;

namespace Hub.Plugins.Mt940;

/// <summary>A balance: mark, day, currency, amount. Some banks leave the currency of the closing one out.</summary>
internal sealed record MtBalance(decimal Amount, string? Currency, DateOnly? Day)
{
    private const int Before = 7, MostDigits = 18;

    public static MtBalance? Find(string text)
    {
        if (text is not ['C' or 'D', ..] || text.Length <= Before || !text.AsSpan(1, 6).ContainsOnlyDigits())
        {
            return null;
        }

        var hasCurrency = text.Length > Before + 3 && char.IsAsciiLetterUpper(text[Before]) && char.IsAsciiLetterUpper(text[Before + 1]) && char.IsAsciiLetterUpper(text[Before + 2]);
        return AmountOf(text[(hasCurrency ? Before + 3 : Before)..]) is { } amount
            ? new MtBalance(text[0] == 'D' ? -amount : amount, hasCurrency ? text[Before..(Before + 3)] : null, MtDate.Find(text[1..Before]))
            : null;
    }

    /// <summary>Digits with a comma before the cents, of which there may be none.</summary>
    public static decimal? AmountOf(string text)
    {
        var trimmed = text.Trim();
        var comma = trimmed.IndexOf(',');
        var digits = comma < 0 ? trimmed : trimmed[..comma];
        var cents = comma < 0 ? "" : trimmed[(comma + 1)..];
        return digits.Length > 0 && digits.TrimStart('0').Length + cents.Length <= MostDigits && digits.AsSpan().ContainsOnlyDigits() && cents.AsSpan().ContainsOnlyDigits()
            ? decimal.Parse($"{digits}{(cents.Length == 0 ? "" : ".")}{cents}", NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture)
            : null;
    }
}
