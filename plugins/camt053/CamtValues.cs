using System.Globalization;

namespace Hub.Plugins.Camt053;

/// <summary>Amounts, days and codes as ISO 20022 writes them; anything else is not guessed.</summary>
internal static class CamtValues
{
    /// <summary>ISO 20022 allows 18. More would also let a sum overflow.</summary>
    private const int MostDigits = 18;

    public static decimal? Amount(string? text) =>
        text is not null && text.Count(char.IsAsciiDigit) is > 0 and <= MostDigits
        && decimal.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var amount) ? amount : null;

    /// <summary>The amount with the sign that <c>CdtDbtInd</c> gives it, or null.</summary>
    public static decimal? Signed(CamtBlock block) => block["CdtDbtInd"] switch
    {
        "CRDT" => Amount(block["Amt"]),
        "DBIT" => -Amount(block["Amt"]),
        _ => null,
    };

    /// <summary>The day as the bank wrote it, whatever its zone: turned into another, an evening's payment would move to the next day.</summary>
    public static DateOnly? Day(string? text) =>
        text is { Length: >= 10 } && (text.Length == 10 || text[10] is 'T' or 'Z' or '+' or '-')
        && DateOnly.TryParseExact(text.AsSpan(0, 10), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    /// <summary>An ISO 4217 code, or null when it cannot be one.</summary>
    public static string? Currency(string? text) => text is { Length: 3 } && text.All(char.IsAsciiLetterUpper) ? text : null;

    /// <summary>A reference, unless it is one of the words by which banks say that there is none.</summary>
    public static string? Reference(string? text) =>
        text is null || text.AsSpan().Trim('0').IsEmpty || text is "NONREF" or "NOTPROVIDED" or "NOT PROVIDED" or "NOTAVAILABLE" ? null : text;
}
