using System.Text.Json.Nodes;

namespace Holders.Grid;

/// <summary>The bodies that the API answers with.</summary>
internal static class GridAnswers
{
    public static string Error(string code, string description) => new JsonObject { ["error"] = code, ["error_description"] = description }.ToJsonString();

    public static string Readings(string usagePoint, DateOnly start, DateOnly end, bool isDaily, IReadOnlyList<GridReading> readings, bool isNewLayout)
    {
        var kind = isDaily
            ? new JsonObject { ["measurement_kind"] = "energy", ["measuring_period"] = "P1D", ["unit"] = "Wh", ["aggregate"] = "sum" }
            : new JsonObject { ["measurement_kind"] = "power", ["unit"] = "W", ["aggregate"] = "average" };
        var list = new JsonArray([.. readings.Select(reading => isNewLayout ? New(reading) : Old(reading))]);
        return new JsonObject
        {
            ["meter_reading"] = new JsonObject
            {
                ["usage_point_id"] = usagePoint,
                ["start"] = start.ToString("yyyy-MM-dd"),
                ["end"] = end.ToString("yyyy-MM-dd"),
                ["quality"] = "BRUT",
                ["reading_type"] = kind,
                [isNewLayout ? "mesures" : "interval_reading"] = list,
            },
        }.ToJsonString();
    }

    private static JsonObject Old(GridReading reading)
    {
        var item = new JsonObject { ["value"] = reading.Value.ToString(), ["date"] = reading.Date };
        if (reading.Minutes is { } minutes)
        {
            item["interval_length"] = $"PT{minutes}M";
            item["measure_type"] = "B";
        }

        return item;
    }

    private static JsonObject New(GridReading reading) => new() { ["v"] = reading.Value, ["d"] = reading.Date };
}
