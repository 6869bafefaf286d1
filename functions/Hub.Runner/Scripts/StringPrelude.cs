using Jint;
using Jint.Native;
using Jint.Native.RegExp;
using Jint.Runtime;

namespace Hub.Runner.Scripts;

internal static class StringPrelude
{
    private const int Longest = 1 << 26;

    public static string This(Engine engine, JsValue self)
    {
        TypeConverter.CheckObjectCoercible(engine, self);
        return TypeConverter.ToString(self);
    }

    public static JsValue Includes(Engine engine, JsValue self, JsValue[] arguments)
    {
        var (text, part) = (This(engine, self), Part(engine, arguments));
        return text.IndexOf(part, At(arguments, 1, text, 0), StringComparison.Ordinal) >= 0;
    }

    public static JsValue StartsWith(Engine engine, JsValue self, JsValue[] arguments)
    {
        var (text, part) = (This(engine, self), Part(engine, arguments));
        return text.AsSpan(At(arguments, 1, text, 0)).StartsWith(part, StringComparison.Ordinal);
    }

    public static JsValue EndsWith(Engine engine, JsValue self, JsValue[] arguments)
    {
        var (text, part) = (This(engine, self), Part(engine, arguments));
        return text.AsSpan(0, At(arguments, 1, text, text.Length)).EndsWith(part, StringComparison.Ordinal);
    }

    public static JsValue PadStart(Engine engine, JsValue self, JsValue[] arguments)
    {
        var text = This(engine, self);
        return Padding(engine, text, arguments) + text;
    }

    public static JsValue PadEnd(Engine engine, JsValue self, JsValue[] arguments)
    {
        var text = This(engine, self);
        return text + Padding(engine, text, arguments);
    }

    public static JsValue Repeat(Engine engine, JsValue self, JsValue[] arguments)
    {
        var text = This(engine, self);
        var times = TypeConverter.ToInteger(arguments.At(0));
        return times >= 0 && times * text.Length <= Longest ? Repeated(text, (int)(text.Length == 0 ? 0 : times)) : throw TooLong(engine, "repeat");
    }

    private static string Padding(Engine engine, string text, JsValue[] arguments)
    {
        var length = TypeConverter.ToInteger(arguments.At(0));
        var fill = arguments.At(1).IsUndefined() ? " " : TypeConverter.ToString(arguments.At(1));
        if (length > Longest)
        {
            throw TooLong(engine, "pad");
        }

        var missing = (int)Math.Max(length - text.Length, 0);
        return fill.Length == 0 || missing == 0 ? "" : Repeated(fill, (missing / fill.Length) + 1)[..missing];
    }

    private static string Repeated(string text, int times) => string.Create(text.Length * times, text, static (span, text) =>
    {
        for (var at = 0; at < span.Length; at += text.Length)
        {
            text.CopyTo(span[at..]);
        }
    });

    private static string Part(Engine engine, JsValue[] arguments) =>
        arguments.At(0).TryCast<RegExpInstance>() is null ? TypeConverter.ToString(arguments.At(0)) : throw HostError.Type(engine, "What is looked for is a text, not a pattern.");

    private static int At(JsValue[] arguments, int index, string text, int otherwise) =>
        arguments.At(index).IsUndefined() ? otherwise : (int)Math.Clamp(TypeConverter.ToInteger(arguments.At(index)), 0, text.Length);

    private static JavaScriptException TooLong(Engine engine, string function) => HostError.Range(engine, $"{function}: the text would be longer than 64 million letters.");
}
