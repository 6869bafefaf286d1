using System.Text.Json;
using Hub.Core.Aggregates;
using Hub.Core.Records;

namespace Hub.Web.Views;

/// <summary>What pages ask of a record type.</summary>
public static class Types
{
    public static string Address(this RecordType type) => "/data/" + type.Name;

    public static string Icon(this RecordType type) => Icons.OfDomain(type.Domain);

    public static RecordField? Field(this RecordType type, string? name) => name is null ? null : type.Fields.FirstOrDefault(field => field.Name == name);

    /// <summary>The fields that a list shows: the first five columns, without those that only say the unit of another.</summary>
    public static IReadOnlyList<RecordField> ListFields(this RecordType type)
    {
        var companions = type.Fields.Select(field => field.CurrencyField).OfType<string>().ToHashSet(StringComparer.Ordinal);
        if (type.Field("value")?.Unit is null)
        {
            companions.Add("unit");
        }

        return [.. type.Fields.Take(type.Columns.Count > 0 ? type.Columns.Count : type.Fields.Count).Where(field => !companions.Contains(field.Name)).Take(5)];
    }

    /// <summary>The field by which a chart is split: the one annotated, else the first of the series' that is a choice (electricity, gas).</summary>
    public static RecordField? ChartGroup(this RecordType type) => ChartTotals.GroupOf(type);

    /// <summary>What names a record in a list and on its page.</summary>
    public static string TitleOf(this RecordType type, JsonElement data, PageContext page)
    {
        var field = type.Field(type.TitleField) ?? type.Fields[0];
        return data.TryGetProperty(field.Name, out var value) && field.Show(value, data, page) is { Length: > 0 } text ? text : page.L(type.Label);
    }

    /// <summary>The time annotation's value, as it was written.</summary>
    public static bool HasInstants(this RecordType type) => type.Time?.Precision == "instant";
}
