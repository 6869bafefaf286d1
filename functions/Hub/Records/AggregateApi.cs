using System.Buffers;
using System.Text.Json;
using Hub.Accounts;
using Hub.Core.Aggregates;
using Hub.Core.Journal;
using Hub.Core.Records;
using Hub.Core.Vaults;
using Hub.Front;
using Hub.Vaults;

namespace Hub.Records;

/// <summary>Sums, averages and counts of a type's records.</summary>
internal sealed class AggregateApi(VaultDoor door, Aggregator aggregator, ReadTally reads)
{
    public async Task GetAsync(HttpContext context)
    {
        var type = door.TypeOf(context);
        await using var vault = await door.OpenAsync(context);
        var usualZone = context.Query("zone") is null ? (await VaultSettings.ReadAsync(vault.Store)).FindZone() : TimeZoneInfo.Utc;
        var rows = await aggregator.AggregateAsync(vault.Store, Request(context, type, usualZone), context.RequestAborted);
        reads.Add(vault.Store.VaultId, context.GetVisit().Actor, "aggregate", type.Name, Purposes.Api, rows.Sum(row => row.Count));
        await context.WriteJsonAsync(Answer(rows));
    }

    private static AggregateRequest Request(HttpContext context, RecordType type, TimeZoneInfo usualZone)
    {
        var function = Parse(context.Query("fn"), "fn", AggregateFunction.Sum, "sum, avg, min, max, count");
        var zone = RecordQuestion.ParseZone(context.Query("zone"), usualZone);
        return new AggregateRequest(type, zone)
        {
            Function = function,
            Value = Value(type, context.Query("value"), function),
            By = context.Query("by") is { } by ? Parse(by, "by", BucketSize.Day, "hour, day, month, year") : null,
            Group = Pointer(type, context.Query("group"), "group"),
            Bounds = RecordQuestion.ParseBounds(context.Query("from"), context.Query("to"), zone),
            Where = RecordQuestion.ParseConditions(type, [.. context.Queries("where").OfType<string>()]),
        };
    }

    private static string? Value(RecordType type, string? value, AggregateFunction function)
    {
        if (function != AggregateFunction.Count && (value is null || type.FindField(value) is not { JsonType: "number" or "integer" }))
        {
            throw QueryReading.Wrong("value", $"Name a number of {type.Name} as a JSON pointer, or ask with fn=count.", $"Nommez un nombre de {type.Name} par un pointeur JSON, ou demandez fn=count.");
        }

        return Pointer(type, value, "value");
    }

    private static string? Pointer(RecordType type, string? pointer, string field)
    {
        if (pointer is not null)
        {
            RecordQuestion.CheckField(type, pointer, field);
        }

        return pointer;
    }

    private static T Parse<T>(string? text, string field, T usual, string names)
        where T : struct, Enum =>
        text is null ? usual
        : char.IsAsciiLetter(text[0]) && Enum.TryParse<T>(text, ignoreCase: true, out var value) ? value
        : throw QueryReading.Wrong(field, $"Give one of: {names}.", $"Donnez l'une de ces valeurs\u00a0: {names}.");

    private static ReadOnlyMemory<byte> Answer(IReadOnlyList<AggregatedRow> rows)
    {
        var body = new ArrayBufferWriter<byte>(4096);
        using var json = new Utf8JsonWriter(body, HttpJson.Writing);
        json.WriteStartObject();
        json.WriteStartArray("rows"u8);
        foreach (var row in rows)
        {
            json.WriteStartObject();
            json.WriteString("bucket"u8, row.BucketText);
            json.WriteString("group"u8, row.Group);
            if (row.Currency is not null)
            {
                json.WriteString("currency"u8, row.Currency);
            }

            if (row.Direction is not null)
            {
                json.WriteString("direction"u8, row.Direction);
            }

            json.WritePropertyName("value"u8);
            json.WriteRawValue(row.Value.ToString(), skipInputValidation: true);
            json.WriteNumber("count"u8, row.Count);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        return body.WrittenMemory;
    }
}

internal static class AggregateRoutes
{
    public static void MapAggregates(this IEndpointRouteBuilder app) =>
        app.MapGet("/api/records/{type}/aggregate", app.With<AggregateApi>((api, context) => api.GetAsync(context))).Needs(Access.Read);
}
