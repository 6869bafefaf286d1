using System.Globalization;
using Hub.Accounts;

namespace Hub.Front;

/// <summary>English or French: on pages the account's choice first, in the API what the caller asks for first, else English.</summary>
public static class Languages
{
    public static string Of(HttpContext context)
    {
        var (chosen, preferred) = (context.FindVisit()?.Account.Language, FindPreferred(context.Request.Headers.AcceptLanguage));
        return (context.Request.IsApi() ? preferred ?? chosen : chosen ?? preferred) ?? "en";
    }

    /// <summary>Which of the two a header prefers, or null when it names neither.</summary>
    public static string? FindPreferred(string? header)
    {
        string? best = null;
        var weight = 0m;
        foreach (var part in (header ?? "").Split(',', 32, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var pieces = part.Split(';', 2, StringSplitOptions.TrimEntries);
            var quality = pieces.Length == 1 ? 1m
                : pieces[1].StartsWith("q=", StringComparison.Ordinal) && decimal.TryParse(pieces[1].AsSpan(2), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var q) ? q : 0m;
            var language = pieces[0].Split('-')[0].ToLowerInvariant();
            if (language is "en" or "fr" && quality > weight)
            {
                (best, weight) = (language, quality);
            }
        }

        return best;
    }
}
