using System.Text.Json;

namespace Hub.Web.Views;

/// <summary>A chart with all that stands around it. The script reads the same numbers that the table shows.</summary>
public sealed record ChartModel
{
    public required string Title { get; init; }

    /// <summary>One sentence that reads the chart.</summary>
    public string? Reading { get; init; }

    /// <summary>bars or line.</summary>
    public string Kind { get; init; } = "bars";

    /// <summary>As people write it, for the axis.</summary>
    public string Unit { get; init; } = "";

    public IReadOnlyList<string> Buckets { get; init; } = [];

    /// <summary>The buckets in full, where an axis is too short for that.</summary>
    public IReadOnlyList<string> Names { get => field.Count > 0 ? field : Buckets; init; } = [];

    public IReadOnlyList<ChartSeries> Series { get; init; } = [];

    /// <summary>Where a time line asks for its points.</summary>
    public string? Points { get; init; }

    public TableModel? Table { get; init; }

    /// <summary>"From 1,488 records, 1 to 31 October 2026, Linky.": goes into the files that are made of it.</summary>
    public string? Source { get; init; }

    /// <summary>For the script. The encoder leaves no &lt; that could end the element.</summary>
    public string ToJson(string language)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("kind", Kind);
            json.WriteString("unit", Unit);
            json.WriteString("language", language);
            json.WriteStartArray("buckets");
            foreach (var bucket in Buckets)
            {
                json.WriteStringValue(bucket);
            }

            json.WriteEndArray();
            json.WriteStartArray("series");
            foreach (var series in Series)
            {
                series.WriteTo(json);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return System.Text.Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }
}

/// <param name="Quiet">The year before: a quiet line behind.</param>
public sealed record ChartSeries(string Name, IReadOnlyList<decimal?> Values, bool Quiet = false)
{
    internal void WriteTo(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("name", Name);
        json.WriteBoolean("quiet", Quiet);
        json.WriteStartArray("values");
        foreach (var value in Values)
        {
            if (value is { } number)
            {
                json.WriteNumberValue(number);
            }
            else
            {
                json.WriteNullValue();
            }
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
