using System.Globalization;
using System.Text;
using Jint;
using Jint.Native;
using Jint.Native.Object;
using Jint.Runtime;

namespace Hub.Runner.Scripts;

internal static class ArrayPrelude
{
    // More than fit into a run's memory as the engine holds them: a longer array is empty for the most part, and going through it would take for ever.
    private const uint Longest = 4_000_000;

    // Those of ES5 that go through the whole array, whatever it holds.
    private static readonly string[] Walkers =
        ["toLocaleString", "concat", "pop", "reverse", "shift", "slice", "splice", "unshift", "indexOf", "lastIndexOf", "every", "some", "forEach", "map", "filter", "reduce", "reduceRight"];

    /// <summary>A single call of a built-in function is a single step to the engine's limits, so its length is looked at before.</summary>
    public static void Bound(Engine engine)
    {
        var prototype = engine.Array.PrototypeObject;
        var joining = new HashSet<ObjectInstance>();
        prototype.FastAddProperty("join", HostType.Function(engine, "join", (self, arguments) => Join(engine, joining, self, arguments)), writable: true, enumerable: false, configurable: true);
        prototype.FastAddProperty("sort", HostType.Function(engine, "sort", (self, arguments) => ArraySort.Sort(engine, self, arguments)), writable: true, enumerable: false, configurable: true);
        foreach (var name in Walkers)
        {
            var walk = (ICallable)prototype.Get(name).AsObject();
            prototype.FastAddProperty(
                name,
                HostType.Function(engine, name, (self, arguments) =>
                {
                    if (self.TryCast<ObjectInstance>() is { } list)
                    {
                        Length(engine, list);
                    }

                    return walk.Call(self, arguments);
                }),
                writable: true,
                enumerable: false,
                configurable: true);
        }
    }

    // The engine's own copies the text anew for each item, and one that holds itself is joined for ever.
    private static JsValue Join(Engine engine, HashSet<ObjectInstance> joining, JsValue self, JsValue[] arguments)
    {
        var list = TypeConverter.ToObject(engine, self);
        if (!joining.Add(list))
        {
            return "";
        }

        try
        {
            return Join(engine, list, arguments);
        }
        finally
        {
            joining.Remove(list);
        }
    }

    private static string Join(Engine engine, ObjectInstance list, JsValue[] arguments)
    {
        var between = arguments.At(0).IsUndefined() ? "," : TypeConverter.ToString(arguments.At(0));
        var length = Length(engine, list);
        var text = new StringBuilder();
        for (uint i = 0; i < length; i++)
        {
            text.Append(i == 0 ? "" : between);
            var item = list.Get(Index(i));
            text.Append(item.IsUndefined() || item.IsNull() ? "" : TypeConverter.ToString(item));
        }

        return text.ToString();
    }

    public static JsValue From(Engine engine, JsValue self, JsValue[] arguments)
    {
        var items = Items(engine, arguments.At(0));
        if (arguments.At(1).TryCast<ObjectInstance>() is ICallable map)
        {
            for (var i = 0; i < items.Count; i++)
            {
                items[i] = map.Call(arguments.At(2), [items[i], new JsValue(i)]);
            }
        }

        return Plain.Array(engine, items);
    }

    public static JsValue Find(Engine engine, JsValue self, JsValue[] arguments) => Search(engine, self, arguments) is var (_, item) ? item : JsValue.Undefined;

    public static JsValue FindIndex(Engine engine, JsValue self, JsValue[] arguments) => Search(engine, self, arguments) is var (index, _) ? index : -1;

    public static JsValue Includes(Engine engine, JsValue self, JsValue[] arguments)
    {
        var list = TypeConverter.ToObject(engine, self);
        var length = Length(engine, list);
        for (var i = Start(arguments.At(1), length, 0); i < length; i++)
        {
            if (SameValue.Zero.Equals(list.Get(Index(i)), arguments.At(0)))
            {
                return true;
            }
        }

        return false;
    }

    public static JsValue Fill(Engine engine, JsValue self, JsValue[] arguments)
    {
        var list = TypeConverter.ToObject(engine, self);
        var length = Length(engine, list);
        var end = Start(arguments.At(2), length, length);
        for (var i = Start(arguments.At(1), length, 0); i < end; i++)
        {
            list.Put(Index(i), arguments.At(0), throwOnError: true);
        }

        return list;
    }

    /// <summary>The items of an array, a text, a Map, a Set, or anything with a length.</summary>
    public static List<JsValue> Items(Engine engine, JsValue value)
    {
        if (value.TryCast<ScriptMap>() is { } map)
        {
            return [.. map.Entries().Select(entry => map.IsSet ? entry.Key : Plain.Array(engine, [entry.Key, entry.Value]))];
        }

        if (value.IsString())
        {
            return [.. Letters(value.AsString()).Select(letter => new JsValue(letter))];
        }

        var list = TypeConverter.ToObject(engine, value);
        var length = Length(engine, list);
        var items = new List<JsValue>();
        for (uint i = 0; i < length; i++)
        {
            items.Add(list.Get(Index(i)));
        }

        return items;
    }

    private static IEnumerable<string> Letters(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            yield return i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1]) ? text.Substring(i++, 2) : text[i].ToString();
        }
    }

    private static (uint Index, JsValue Item)? Search(Engine engine, JsValue self, JsValue[] arguments)
    {
        var list = TypeConverter.ToObject(engine, self);
        var test = arguments.At(0).TryCast<ObjectInstance>() as ICallable ?? throw HostError.Type(engine, "find: what tests the items is a function.");
        var length = Length(engine, list);
        for (uint i = 0; i < length; i++)
        {
            var item = list.Get(Index(i));
            if (TypeConverter.ToBoolean(test.Call(arguments.At(1), [item, new JsValue(i), self])))
            {
                return (i, item);
            }
        }

        return null;
    }

    private static uint Length(Engine engine, ObjectInstance list)
    {
        var length = TypeConverter.ToUint32(list.Get("length"));
        return length <= Longest ? length : throw HostError.Range(engine, "This array is longer than 4 million items.");
    }

    private static uint Start(JsValue value, uint length, uint otherwise)
    {
        if (value.IsUndefined())
        {
            return otherwise;
        }

        var at = TypeConverter.ToInteger(value);
        return (uint)Math.Clamp(at < 0 ? length + at : at, 0, length);
    }

    private static string Index(uint i) => i.ToString(CultureInfo.InvariantCulture);
}
