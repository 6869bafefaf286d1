using System.Globalization;

namespace Hub.Plugins.Linky;

/// <summary>Reads the numbers of meter files: digits, with a point or a comma before decimals.</summary>
internal static class Numbers
{
    public static decimal? Find(string text)
    {
        var plain = text.Contains(',') && !text.Contains('.') ? text.Replace(',', '.') : text;
        return plain.Length <= 29 && decimal.TryParse(plain, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) ? value : null;
    }
}
