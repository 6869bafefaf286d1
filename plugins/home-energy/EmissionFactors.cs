using System.Text.Json;
using Hub.Sdk;

namespace Hub.Plugins.HomeEnergy;

/// <summary>How much greenhouse gas a kilowatt-hour stands for, by year.</summary>
internal sealed class EmissionFactors(Text label, string unit, string source, SortedDictionary<int, decimal> values)
{
    public static EmissionFactors Read(JsonElement table)
    {
        var label = table.GetProperty("label");
        return new EmissionFactors(
            new Text(label.GetProperty("en").GetString()!, label.GetProperty("fr").GetString()!),
            table.GetProperty("unit").GetString()!,
            table.GetProperty("source").GetString()!,
            new SortedDictionary<int, decimal>(table.GetProperty("values").EnumerateArray().ToDictionary(value => value.GetProperty("year").GetInt32(), value => value.GetProperty("value").GetDecimal())));
    }

    /// <summary>The factor of a year: its own, else the last before it, else the first.</summary>
    public Factor Of(int year)
    {
        var dated = values.Keys.Where(known => known <= year).DefaultIfEmpty(values.Keys.First()).Last();
        return new Factor(label, values[dated], unit, source, $"{dated:0000}");
    }
}
