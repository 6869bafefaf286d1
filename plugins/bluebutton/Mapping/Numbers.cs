using System.Globalization;
using System.Text.Json.Nodes;

namespace Hub.Plugins.BlueButton.Mapping;

/// <summary>Numbers and amounts as decimals, with the digits that the file writes.</summary>
internal static class Numbers
{
    private const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowThousands;

    public static JsonNode? Read(string text) =>
        decimal.TryParse(text.Trim(), Style, CultureInfo.InvariantCulture, out var number) ? JsonValue.Create(number) : null;

    /// <summary><c>$1,234.50</c>, <c>-$3.00</c>, <c>($3.00)</c>; null for <c>* Not Available *</c>.</summary>
    public static JsonNode? Amount(string text)
    {
        var bare = text.Replace("$", "", StringComparison.Ordinal).Trim();
        return bare is ['(', .. var inner, ')'] ? Read("-" + inner) : Read(bare);
    }

    /// <summary>A result such as <c>98.5 F</c>, <c>13.2 Low</c>, <c>145</c>: the number, and the words that follow it.</summary>
    public static (JsonNode? Number, string? Words) Leading(string text)
    {
        var parts = text.Trim().Split(' ', 2, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var number = parts.Length > 0 ? Read(parts[0]) : null;
        return (number, number is null ? text.Trim() : parts.Length > 1 ? parts[1] : null);
    }
}
