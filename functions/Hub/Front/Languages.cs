using System.Globalization;
using Hub.Accounts;

namespace Hub.Front;

/// <summary>English or French: the account's choice, else what the browser prefers, else English.</summary>
public static class Languages
{
    public static string Of(HttpContext context) => context.FindVisit()?.Account.Language ?? Preferred(context.Request.Headers.AcceptLanguage);

    public static string Preferred(string? header)
    {
        var best = "en";
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
