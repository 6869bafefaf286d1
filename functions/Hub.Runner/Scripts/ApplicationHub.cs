using System.Globalization;
using System.Text;
using System.Text.Json;
using Hub.Sdk;
using Hub.Wire;
using Jint;
using Jint.Native;

namespace Hub.Runner.Scripts;

/// <summary>What an application is handed besides <see cref="RunHub"/>.</summary>
internal sealed class ApplicationHub(Engine engine, ApplicationContext context, IReadOnlyDictionary<string, RecordShape> shapes)
{
    // The figures of an insight are decimals like those of a record.
    private static readonly RecordShape InsightShape = RecordShape.Of(
        ["/figures/*/value", "/figures/*/previous", "/figures/*/factors/*/value", "/series/*/points/*/value", "/series/*/points/*/previous", "/basis/factors/*/value"]);

    private static readonly RecordShape RowShape = RecordShape.Of(["/*/value"]);

    public static HostType<ApplicationHub> Type { get; } = new(
        "ApplicationHub extends RunHub",
        "What an application is handed for one run. It sees the record types and fields that the person granted, of one vault, and nothing else.",
        new HostFunction<ApplicationHub>("read", "(type: string, visit: RecordVisitor): void\n(type: string, span: Span, visit: RecordVisitor): void", static (it, arguments) => it.Read(arguments),
            "Hands over granted records one by one, in order of time. Decimals are texts. Returning false stops."),
        new HostFunction<ApplicationHub>("aggregate", "(type: string, query: AggregateQuery): AggregateRow[]", static (it, arguments) => it.Aggregate(arguments),
            "Lets the hub sum granted records exactly."),
        new HostFunction<ApplicationHub>("reference", "(name: string, options?: JsonOptions): any", static (it, arguments) => it.Reference(arguments),
            "A table of reference data that the plug-in carries in its folder under reference/."),
        new HostFunction<ApplicationHub>("emit", "(insight: Insight): void", static (it, arguments) => it.Emit(arguments),
            "Gives one insight back; it replaces the one of the same key when the run ends well."));

    private JsValue Read(JsValue[] values)
    {
        var arguments = new CallArguments(engine, "hub.read", values);
        var type = arguments.Text(0, "the type");
        var (span, visit) = values.Length < 3
            ? (null, arguments.Function(1, "what visits the records"))
            : (arguments.OptionalObject(1, "the span"), arguments.Function(2, "what visits the records"));
        var records = context.ReadAsync(type, When(arguments, span, "from"), When(arguments, span, "to")).GetAsyncEnumerator();
        while (records.MoveNextAsync().Complete())
        {
            var record = records.Current;
            var shown = Plain.Object(
                engine,
                ("id", record.Id),
                ("time", record.Time is null ? JsValue.Null : new JsValue(record.Time)),
                ("subject", record.Subject),
                ("data", ScriptJson.Read(engine, record.Data, shapes.GetValueOrDefault(type))));
            if (visit.Call(JsValue.Undefined, [new JsValue(shown)]) is var answer && answer.IsBoolean() && !answer.AsBoolean())
            {
                break;
            }
        }

        return JsValue.Undefined;
    }

    private JsValue Aggregate(JsValue[] values)
    {
        var arguments = new CallArguments(engine, "hub.aggregate", values);
        var query = FromScript(arguments, 1, "the query", shape: null, WireJson.Default.AggregateQuery);
        var rows = context.AggregateAsync(arguments.Text(0, "the type"), query).GetAwaiter().GetResult();
        return ScriptJson.Read(engine, JsonSerializer.SerializeToUtf8Bytes([.. rows], WireJson.Default.AggregateRowArray), RowShape);
    }

    private JsValue Reference(JsValue[] values)
    {
        var arguments = new CallArguments(engine, "hub.reference", values);
        var name = arguments.Text(0, "the name");
        try
        {
            return JsonOptions.Read(engine, "hub.reference", Encoding.UTF8.GetBytes(context.Reference(name).GetRawText()), values[1..]);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or JsonException)
        {
            throw arguments.Wrong("the table is a file of JSON under reference/");
        }
    }

    private JsValue Emit(JsValue[] values)
    {
        context.EmitAsync(FromScript(new CallArguments(engine, "hub.emit", values), 0, "the insight", InsightShape, WireJson.Default.Insight)).Complete();
        return JsValue.Undefined;
    }

    private static T FromScript<T>(CallArguments arguments, int index, string what, RecordShape? shape, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type)
    {
        var buffer = new MemoryStream();
        try
        {
            using (var json = new Utf8JsonWriter(buffer))
            {
                json.WriteStartObject();
                new RecordJson(json).WriteMembers(arguments.Object(index, what), shape);
                json.WriteEndObject();
            }

            return JsonSerializer.Deserialize(buffer.ToArray(), type)!;
        }
        catch (RefusedDataException refused)
        {
            throw arguments.Wrong(what + refused.Reason.En.TrimEnd('.'));
        }
        catch (JsonException)
        {
            throw arguments.Wrong($"{what} lacks a member, or has one of the wrong kind");
        }
    }

    // A date alone begins at the person's midnight.
    private DateTimeOffset? When(CallArguments arguments, Jint.Native.Object.ObjectInstance? span, string name)
    {
        if (arguments.Member(span, name) is not { } text)
        {
            return null;
        }

        return DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
                ? new DateTimeOffset(date.ToDateTime(default), context.Zone.GetUtcOffset(date.ToDateTime(default)))
            : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant) ? instant
            : throw arguments.Wrong($"{name} is an ISO 8601 instant or date");
    }
}
