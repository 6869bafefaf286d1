using System.Text.Json;
using Hub.Sdk;

namespace Hub.Plugins.HomeEnergy;

/// <summary>How much greenhouse gas a kilowatt-hour stands for, by year.</summary>
internal sealed class EmissionFactors(Text label, string unit, string source, DatedFactor[] values)
{
    public static EmissionFactors Read(JsonElement table)
    {
        var label = table.GetProperty("label");
        return new EmissionFactors(
            new Text(label.GetProperty("en").GetString()!, label.GetProperty("fr").GetString()!),
            table.GetProperty("unit").GetString()!,
            table.GetProperty("source").GetString()!,
            Sorted(table.GetProperty("values")));
    }

    /// <summary>The factor of a year: its own, else the last before it, else the first.</summary>
    public Factor Of(int year)
    {
        var dated = Array.FindLast(values, known => known.Year <= year) ?? values[0];
        return new Factor(label, dated.Value, unit, source, $"{dated.Year:0000}");
    }

    private static DatedFactor[] Sorted(JsonElement table)
    {
        var values = new DatedFactor[table.GetArrayLength()];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = new DatedFactor(table[i].GetProperty("year").GetInt32(), table[i].GetProperty("value").GetDecimal());
        }

        Array.Sort(values, static (one, other) => one.Year.CompareTo(other.Year));
        return values;
    }
}

/// <param name="Year">From which it holds, until the next.</param>
/// <param name="Value">What one of the commodity's unit stands for.</param>
internal sealed record DatedFactor(int Year, decimal Value);
