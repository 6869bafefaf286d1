using System.Globalization;
using Jint;
using Jint.Native;
using Jint.Runtime;

namespace Hub.Runner.Scripts;

/// <summary><c>Array.prototype.sort</c>: stable, as authors expect since 2019, and content with a comparison that contradicts itself.</summary>
internal static class ArraySort
{
    public static JsValue Sort(Engine engine, JsValue self, JsValue[] arguments)
    {
        var list = TypeConverter.ToObject(engine, self);
        var compare = arguments.At(0).IsUndefined() ? null : new CallArguments(engine, "sort", arguments).Function(0, "what compares two items");
        var items = ArrayPrelude.Items(engine, list);
        var missing = items.RemoveAll(item => item.IsUndefined());
        var sorted = Merge(items.ToArray(), (x, y) => compare is null
            ? string.CompareOrdinal(TypeConverter.ToString(x), TypeConverter.ToString(y)) <= 0
            : !(TypeConverter.ToNumber(compare.Call(JsValue.Undefined, [x, y])) > 0));
        for (var i = 0; i < sorted.Length + missing; i++)
        {
            list.Put(i.ToString(CultureInfo.InvariantCulture), i < sorted.Length ? sorted[i] : JsValue.Undefined, throwOnError: true);
        }

        return list;
    }

    private static JsValue[] Merge(JsValue[] items, Func<JsValue, JsValue, bool> staysBefore)
    {
        var into = new JsValue[items.Length];
        for (var width = 1; width < items.Length; width *= 2)
        {
            for (var from = 0; from < items.Length; from += 2 * width)
            {
                Merge(items, into, from, Math.Min(from + width, items.Length), Math.Min(from + (2 * width), items.Length), staysBefore);
            }

            (items, into) = (into, items);
        }

        return items;
    }

    private static void Merge(JsValue[] items, JsValue[] into, int from, int middle, int end, Func<JsValue, JsValue, bool> staysBefore)
    {
        var (left, right) = (from, middle);
        for (var at = from; at < end; at++)
        {
            into[at] = left < middle && (right >= end || staysBefore(items[left], items[right])) ? items[left++] : items[right++];
        }
    }
}
