using System.Text.Json.Nodes;
using Hub.Plugins.BlueButton.Mapping;

namespace Hub.Plugins.BlueButton.Maps;

/// <summary>Vital signs and results. A blood pressure is two figures: components.</summary>
internal static class Observations
{
    /// <summary>The labels under which self-entered readings put their figure, and the unit where the file states none.</summary>
    private static readonly (string Label, string? Unit)[] Readings =
    [
        ("Heart Rate", "/min"), ("Body Weight", null), ("Body temperature", null), ("Pain Level", "{score}"), ("Blood sugar count", null), ("INR value", "{INR}"),
        ("Pulse Rate", "/min"), ("Respiration", "/min"), ("Pulse Oximetry", "%"), ("Height", null),
    ];

    private static readonly (string Label, string Display)[] Parts =
    [
        ("Systolic", "Systolic"), ("Diastolic", "Diastolic"), ("Total cholesterol", "Total cholesterol"), ("HDL", "HDL"), ("LDL", "LDL"),
    ];

    private static readonly Dictionary<string, string> Units = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Pounds"] = "[lb_av]",
        ["lb"] = "[lb_av]",
        ["Kilograms"] = "kg",
        ["Fahrenheit"] = "[degF]",
        ["F"] = "[degF]",
        ["Celsius"] = "Cel",
        ["C"] = "Cel",
        ["in"] = "[in_i]",
        ["Inches"] = "[in_i]",
    };

    public static IEnumerable<(string Type, JsonObject Draft)> Vital(JsonObject draft, Entry entry)
    {
        draft.Set("category", "vital-signs");
        draft.SetText("effective", Dates.Read(entry.Take("Date"), entry.Take("Time"), entry.Zone));
        if (draft["unit"] is { } unit)
        {
            draft["unit"] = Units.GetValueOrDefault(unit.ToString(), unit.ToString());
        }

        if (entry.Take("Measurement", "Reading") is { } measured)
        {
            Measured(draft, measured);
        }

        foreach (var (label, usual) in Readings)
        {
            if (entry.Take(label) is { } value)
            {
                Result(draft, value);
                draft.SetText("unit", draft.ContainsKey("value") ? usual : null);
            }
        }

        var parts = new JsonArray();
        foreach (var (label, display) in Parts)
        {
            if (entry.Take(label) is { } value)
            {
                Part(parts, display, value, display is "Systolic" or "Diastolic" ? "mm[Hg]" : null);
            }
        }

        draft.Set("components", parts.Count > 0 ? parts : null);
        return [];
    }

    public static IEnumerable<(string Type, JsonObject Draft)> Laboratory(JsonObject draft, Entry entry)
    {
        draft.Set("category", "laboratory");
        if (draft["valueText"]?.ToString() is { } text && Numbers.Leading(text) is ({ } number, null))
        {
            draft.Remove("valueText");
            draft.Set("value", number);
        }

        return [];
    }

    /// <summary><c>13.2 Low</c>: the figure, and what the laboratory says of it. Words alone stay words.</summary>
    public static void Result(JsonObject draft, string text)
    {
        var (number, words) = Numbers.Leading(text);
        draft.Set("value", number);
        draft.SetText(number is null ? "valueText" : "interpretation", words);
    }

    /// <summary><c>98.5 F</c>, <c>190/70 mm[Hg]</c>, <c>120/80</c>.</summary>
    private static void Measured(JsonObject draft, string text)
    {
        var words = text.Split(' ', 2, StringSplitOptions.TrimEntries);
        if (words[0].Split('/') is [var systolic, var diastolic] && Numbers.Read(systolic) is not null && Numbers.Read(diastolic) is not null)
        {
            var unit = words.Length > 1 ? words[1] : "mm[Hg]";
            var parts = new JsonArray();
            Part(parts, "Systolic", systolic, unit);
            Part(parts, "Diastolic", diastolic, unit);
            draft.Set("components", parts);
            return;
        }

        var (number, unitWords) = Numbers.Leading(text);
        draft.Set("value", number);
        draft.SetText(number is null ? "valueText" : "unit", unitWords is null ? null : number is null ? unitWords : Units.GetValueOrDefault(unitWords, unitWords));
    }

    private static void Part(JsonArray parts, string display, string value, string? unit)
    {
        var part = new JsonObject { ["display"] = display };
        Result(part, value);
        part.SetText("unit", part.ContainsKey("value") ? unit : null);
        parts.Add((JsonNode)part);
    }
}
