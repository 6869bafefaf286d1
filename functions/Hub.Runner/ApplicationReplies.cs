using System.Globalization;
using System.Text.Json;
using Hub.Sdk;
using Hub.Wire;

namespace Hub.Runner;

/// <summary>What the hub answers to an application, read by hand: what a serialiser compiles for it takes a short run longer than to read it.</summary>
internal static class ApplicationReplies
{
    public static AggregateRow[] ReadRows(ReadOnlySpan<byte> json)
    {
        var rows = new List<AggregateRow>();
        var reader = new Utf8JsonReader(json);
        string? bucket = null, group = null, currency = null, direction = null;
        var (value, count) = (0m, 0L);
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.EndObject:
                    rows.Add(new AggregateRow(bucket, group, currency, direction, value, count));
                    (bucket, group, currency, direction, value, count) = (null, null, null, null, 0, 0);
                    break;
                case JsonTokenType.PropertyName when IsNext(ref reader, "bucket"u8):
                    bucket = reader.GetString();
                    break;
                case JsonTokenType.PropertyName when IsNext(ref reader, "group"u8):
                    group = reader.GetString();
                    break;
                case JsonTokenType.PropertyName when IsNext(ref reader, "currency"u8):
                    currency = reader.GetString();
                    break;
                case JsonTokenType.PropertyName when IsNext(ref reader, "direction"u8):
                    direction = reader.GetString();
                    break;
                case JsonTokenType.PropertyName when IsNext(ref reader, "value"u8):
                    value = reader.GetDecimal();
                    break;
                case JsonTokenType.PropertyName when IsNext(ref reader, "count"u8):
                    count = reader.GetInt64();
                    break;
            }
        }

        return [.. rows];
    }

    public static RecordPage ReadPage(ReadOnlySpan<byte> json)
    {
        var page = JsonElement.Parse(json);
        var records = new List<GrantedRecord>();
        foreach (var item in page.GetProperty("items").EnumerateArray())
        {
            records.Add(new GrantedRecord(item.GetProperty("id").GetString()!, item.TryGetProperty("time", out var time) ? time.GetString() : null, item.GetProperty("subject").GetString()!, item.GetProperty("data")));
        }

        return new RecordPage(records, page.TryGetProperty("next", out var next) ? next.GetString() : null);
    }

    public static Retained ReadRetained(ReadOnlySpan<byte> json)
    {
        var left = JsonElement.Parse(json);
        var days = left.GetProperty("changed");
        var changed = new DateOnly[days.GetArrayLength()];
        for (var i = 0; i < changed.Length; i++)
        {
            changed[i] = DateOnly.ParseExact(days[i].GetString()!, "yyyy-MM-dd", CultureInfo.InvariantCulture);
        }

        return new Retained(left.GetProperty("state"), changed);
    }

    private static bool IsNext(ref Utf8JsonReader reader, ReadOnlySpan<byte> name) => reader.ValueTextEquals(name) && reader.Read();
}
