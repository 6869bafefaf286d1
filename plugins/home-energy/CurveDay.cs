using System.Text.Json;

namespace Hub.Plugins.HomeEnergy;

/// <summary>What is told of one day of a meter's load curve: each hour's sum, and the lowest step of its night. Small enough to be left for the next run.</summary>
internal sealed class CurveDay(string commodity, DateOnly date, string usagePoint)
{
    private const int NightEnds = 5, HoursADay = 24, Heads = 3;
    private const decimal Hour = 3600, HalfHour = 1800;

    private readonly decimal[] _amounts = new decimal[HoursADay];
    private readonly decimal[] _seconds = new decimal[HoursADay];

    public string Commodity => commodity;

    public DateOnly Date => date;

    public string UsagePoint => usagePoint;

    public long Records { get; private set; }

    public long NightRecords { get; private set; }

    /// <summary>In the commodity's unit an hour; null when no step was fine enough to tell a night's low.</summary>
    public decimal? Lowest { get; private set; }

    public decimal Amount(int hour) => _amounts[hour];

    public decimal Seconds(int hour) => _seconds[hour];

    public void Add(int hour, decimal amount, decimal duration)
    {
        Records++;
        _amounts[hour] += amount;
        _seconds[hour] += duration;
        if (duration <= HalfHour && hour < NightEnds)
        {
            NightRecords++;
            Lowest = Math.Min(amount * Hour / duration, Lowest ?? decimal.MaxValue);
        }
    }

    public void WriteTo(Utf8JsonWriter writer)
    {
        writer.WriteStartArray();
        writer.WriteNumberValue(Records);
        writer.WriteNumberValue(NightRecords);
        if (Lowest is { } lowest)
        {
            writer.WriteNumberValue(lowest);
        }
        else
        {
            writer.WriteNullValue();
        }

        for (var hour = 0; hour < HoursADay; hour++)
        {
            writer.WriteNumberValue(_amounts[hour]);
            writer.WriteNumberValue(_seconds[hour]);
        }

        writer.WriteEndArray();
    }

    public static CurveDay Read(string commodity, DateOnly date, string usagePoint, JsonElement values)
    {
        var day = new CurveDay(commodity, date, usagePoint) { Records = values[0].GetInt64(), NightRecords = values[1].GetInt64(), Lowest = values[2].ValueKind == JsonValueKind.Null ? null : values[2].GetDecimal() };
        var place = 0;
        foreach (var value in values.EnumerateArray())
        {
            if (place >= Heads)
            {
                (place % 2 == Heads % 2 ? day._amounts : day._seconds)[(place - Heads) / 2] = value.GetDecimal();
            }

            place++;
        }

        return day;
    }
}
