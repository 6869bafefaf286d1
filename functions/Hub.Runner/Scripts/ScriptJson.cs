using System.Text;
using System.Text.Json;
using Jint;
using Jint.Native;
using Jint.Native.Object;

namespace Hub.Runner.Scripts;

/// <summary>Reads JSON into the engine's values. The engine's own reader calls itself for each bracket and knows no bound.</summary>
internal static class ScriptJson
{
    private const int Deepest = 512;

    /// <param name="engine">Whose values.</param>
    /// <param name="utf8">The text.</param>
    /// <param name="shape">Which members are decimals, handed over as texts.</param>
    /// <param name="numbersAsText">Every number is handed over as its text.</param>
    /// <exception cref="JsonException">It is no JSON, or nested too deeply.</exception>
    public static JsValue Read(Engine engine, ReadOnlySpan<byte> utf8, RecordShape? shape = null, bool numbersAsText = false)
    {
        var reader = new Utf8JsonReader(utf8.StartsWith("\uFEFF"u8) ? utf8[3..] : utf8, new JsonReaderOptions { MaxDepth = Deepest });
        reader.Read();
        var value = Value(engine, ref reader, shape, numbersAsText);
        if (reader.Read())
        {
            throw new JsonException();
        }

        return value;
    }

    public static JsValue Read(Engine engine, JsonElement element, RecordShape? shape = null, bool numbersAsText = false) =>
        Read(engine, Encoding.UTF8.GetBytes(element.GetRawText()), shape, numbersAsText);

    private static JsValue Value(Engine engine, ref Utf8JsonReader reader, RecordShape? shape, bool numbersAsText)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                return Members(engine, ref reader, shape, numbersAsText);
            case JsonTokenType.StartArray:
                return Items(engine, ref reader, shape, numbersAsText);
            case JsonTokenType.String:
                return new JsValue(Text(ref reader));
            case JsonTokenType.Number:
                return numbersAsText || shape?.IsDecimal == true ? new JsValue(Encoding.ASCII.GetString(reader.ValueSpan)) : new JsValue(reader.GetDouble());
            case JsonTokenType.True:
                return JsValue.True;
            case JsonTokenType.False:
                return JsValue.False;
            default:
                return JsValue.Null;
        }
    }

    private static ObjectInstance Members(Engine engine, ref Utf8JsonReader reader, RecordShape? shape, bool numbersAsText)
    {
        var members = Plain.Object(engine);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var name = Text(ref reader);
            reader.Read();
            members.FastAddProperty(name, Value(engine, ref reader, shape?.Member(name), numbersAsText), writable: true, enumerable: true, configurable: true);
        }

        return members;
    }

    private static ObjectInstance Items(Engine engine, ref Utf8JsonReader reader, RecordShape? shape, bool numbersAsText)
    {
        var items = new List<JsValue>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            items.Add(Value(engine, ref reader, shape?.Item, numbersAsText));
        }

        return Plain.Array(engine, items);
    }

    private static string Text(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair, or bytes that are no UTF-8.
            throw new JsonException();
        }
    }
}

/// <summary>Makes the engine's ordinary objects and arrays.</summary>
internal static class Plain
{
    public static ObjectInstance Object(Engine engine, params ReadOnlySpan<(string Name, JsValue Value)> members)
    {
        var made = new ObjectInstance(engine) { Extensible = true, Prototype = engine.Object.PrototypeObject };
        foreach (var (name, value) in members)
        {
            made.FastAddProperty(name, value, writable: true, enumerable: true, configurable: true);
        }

        return made;
    }

    public static ObjectInstance Array(Engine engine, IReadOnlyList<JsValue> items)
    {
        var made = engine.Array.Construct([]);
        for (var i = 0; i < items.Count; i++)
        {
            made.FastAddProperty(Index(i), items[i], writable: true, enumerable: true, configurable: true);
        }

        made.FastAddProperty("length", items.Count, writable: true, enumerable: false, configurable: false);
        return made;
    }

    public static ObjectInstance Array(Engine engine, IEnumerable<string> items) => Array(engine, [.. items.Select(item => new JsValue(item))]);

    private static string Index(int i) => i.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
