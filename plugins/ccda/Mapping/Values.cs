using System.Globalization;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Hub.Plugins.Ccda.Reading;

namespace Hub.Plugins.Ccda.Mapping;

/// <summary>HL7's values as records hold them: a number with its unit as written, or words.</summary>
internal static class Values
{
    private const NumberStyles Digits = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;

    /// <summary>Of HL7's reasons for giving no number, those that say how much it is.</summary>
    private static readonly Dictionary<string, string> Telling = new(StringComparer.Ordinal) { ["TRC"] = "trace", ["PINF"] = "+∞", ["NINF"] = "-∞", ["QS"] = "q.s." };

    /// <summary>The number with its digits as written, or null.</summary>
    public static JsonNode? Number(string? text) => text is { Length: <= 30 } && decimal.TryParse(text, Digits, CultureInfo.InvariantCulture, out var number) ? JsonValue.Create(number) : null;

    /// <summary>Fills <c>value</c> and <c>unit</c>, or <c>valueText</c>. An interval such as "less than 5" becomes words: the number alone would say something else.</summary>
    public static void Set(JsonObject draft, XElement value, Scope scope)
    {
        if (IsQuantity(value) && Number(Told(value).Say("value")) is { } number)
        {
            draft.Set("value", number);
            draft.SetText("unit", Unit(Told(value)!, scope.Section));
            return;
        }

        draft.SetText("valueText", Words(value, scope) ?? Telling.GetValueOrDefault(value.NullFlavor() ?? ""));
    }

    /// <summary>Any value in words, or null.</summary>
    public static string? Words(XElement? value, Scope scope) => value is null ? null : (value.Say("xsi-type") ?? "").Split('_')[0] switch
    {
        "TS" => Times.Find(value, scope.Zone),
        "IVL" when value.Say("xsi-type") == "IVL_TS" => Join(" – ", Times.Interval(value, scope.Zone).Start, Times.Interval(value, scope.Zone).End),
        "IVL" => Interval(value, scope.Section),
        "RTO" => Join(" / ", Quantity(value.Find("numerator"), scope.Section), Quantity(value.Find("denominator"), scope.Section)),
        "ST" or "ED" => Concepts.Said(value, scope.Section),
        _ when value.Find("low") is not null || value.Find("high") is not null => Interval(value, scope.Section),
        _ => Quantity(value, scope.Section) ?? Concepts.Name(value, scope.Section),
    };

    /// <summary>For instance <c>1 mg</c>, or null.</summary>
    public static string? Quantity(XElement? quantity, Section section) => Told(quantity).Say("value") is { } value ? Join(" ", value, Unit(Told(quantity)!, section)) : null;

    /// <summary>The number of a bound, or null.</summary>
    public static JsonNode? Bound(XElement? bound) => Number(Told(bound).Say("value"));

    /// <summary>For instance <c>&lt; 5 mg/dL</c> or <c>150 – 400</c>, or null.</summary>
    public static string? Interval(XElement interval, Section section)
    {
        var (low, high) = (interval.Find("low"), interval.Find("high"));
        return (Quantity(low, section), Quantity(high, section)) switch
        {
            ({ }, { } to) when Unit(Told(low)!, section) == Unit(Told(high)!, section) => $"{Told(low).Say("value")} – {to}",
            ({ } from, { } to) => $"{from} – {to}",
            ({ } from, null) => $"{(IsOpen(low) ? ">" : "≥")} {from}",
            (null, { } to) => $"{(IsOpen(high) ? "<" : "≤")} {to}",
            _ => Quantity(interval, section),
        };
    }

    public static string? Join(string separator, params IEnumerable<string?> parts) => string.Join(separator, parts.Where(part => !string.IsNullOrWhiteSpace(part))) is { Length: > 0 } joined ? joined : null;

    /// <summary>A quantity in units that no code has is told in its translation.</summary>
    private static XElement? Told(XElement? quantity) => quantity.Say("value") is not null ? quantity : quantity.All("translation").FirstOrDefault(other => other.Say("value") is not null) ?? quantity;

    private static bool IsQuantity(XElement value) => value.Say("xsi-type") is null or "PQ" or "INT" or "REAL" or "MO";

    private static bool IsOpen(XElement? bound) => bound.Say("inclusive") == "false";

    // "1" is UCUM's way of writing that there is none.
    private static string? Unit(XElement quantity, Section section) => (quantity.Say("unit") ?? quantity.Say("currency") ?? Concepts.Said(quantity.Find("originalText"), section)) is { } unit && unit != "1" ? unit : null;
}
