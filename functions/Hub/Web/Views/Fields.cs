using System.Text.Json;
using Hub.Core.Records;

namespace Hub.Web.Views;

/// <summary>Values of a record as a person reads them; all that is known about them comes from the type's annotations.</summary>
public static class Fields
{
    public static bool IsNumber(this RecordField field) => field.JsonType is "number" or "integer";

    public static bool IsNested(this RecordField field) => field.Children.Count > 0;

    public static string Choice(this RecordField field, string value, PageContext page) => field.ValueLabels.TryGetValue(value, out var label) ? page.L(label) : value;

    /// <summary>The value in one line; null when there is nothing to say.</summary>
    public static string? Show(this RecordField field, JsonElement value, JsonElement siblings, PageContext page) => value.ValueKind switch
    {
        JsonValueKind.String => ShowText(field, value.GetString()!, page),
        JsonValueKind.Number => ShowNumber(field, value, siblings, page.Format),
        JsonValueKind.True => page.L("yes", "oui"),
        JsonValueKind.False => page.L("no", "non"),
        JsonValueKind.Array => ShowList(field, value, siblings, page),
        JsonValueKind.Object => ShowParts(field.Children, value, page),
        _ => null,
    };

    private static string ShowText(RecordField field, string text, PageContext page) =>
        field.Format is "date" or "date-time" or "partial-date" or "partial-date-time" ? page.Format.Partial(text) : field.Choice(text, page);

    private static string? ShowList(RecordField field, JsonElement list, JsonElement siblings, PageContext page)
    {
        var shown = list.EnumerateArray().Take(4)
            .Select(item => item.ValueKind == JsonValueKind.Object ? ShowParts(field.Children, item, page) : (field.Item ?? field).Show(item, siblings, page))
            .OfType<string>().ToList();
        var rest = list.GetArrayLength() - shown.Count;
        return shown.Count == 0 ? null : string.Join(", ", shown) + (rest > 0 ? page.L($" and {rest} more", $" et {rest} de plus") : "");
    }

    /// <summary>The first parts that say something name the whole.</summary>
    private static string? ShowParts(IReadOnlyList<RecordField> fields, JsonElement value, PageContext page)
    {
        var parts = fields.Select(field => value.TryGetProperty(field.Name, out var part) && part.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array) ? field.Show(part, value, page) : null)
            .Where(text => !string.IsNullOrEmpty(text)).Take(2).ToList();
        return parts.Count == 0 ? null : string.Join(" · ", parts);
    }

    private static string ShowNumber(RecordField field, JsonElement value, JsonElement siblings, Formats format)
    {
        // Beyond a decimal's reach the digits are shown as they were written.
        if (!value.TryGetDecimal(out var number))
        {
            return value.GetRawText();
        }

        if (field.CurrencyField is not null)
        {
            return Sibling(siblings, field.CurrencyField) is { } currency ? format.Money(number, currency) : format.Exact(number, null);
        }

        return format.Exact(number, field.Unit ?? (field.Name == "value" ? Sibling(siblings, "unit") : null));
    }

    private static string? Sibling(JsonElement siblings, string name) =>
        siblings.ValueKind == JsonValueKind.Object && siblings.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
