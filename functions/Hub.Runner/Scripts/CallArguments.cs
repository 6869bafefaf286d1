using Hub.Sdk;
using Jint;
using Jint.Native;
using Jint.Native.Object;
using Jint.Runtime;

namespace Hub.Runner.Scripts;

/// <summary>Takes what a script handed over, or tells it what was expected.</summary>
internal readonly struct CallArguments(Engine engine, string function, JsValue[] values)
{
    // More than the hub shows of one.
    private const int LongestSentence = 2000;

    public JsValue this[int index] => values.At(index);

    public string Text(int index, string what) => values.At(index) is var value && value.IsString() ? value.AsString() : throw Wrong($"{what} is a text");

    public string? OptionalText(int index, string what) => IsMissing(values.At(index)) ? null : Text(index, what);

    public long Whole(int index, string what) => values.At(index) is var value && value.IsNumber() && double.IsInteger(value.AsNumber()) && Math.Abs(value.AsNumber()) < 1L << 53
        ? (long)value.AsNumber() : throw Wrong($"{what} is a whole number");

    public ICallable Function(int index, string what) => values.At(index).TryCast<ObjectInstance>() as ICallable ?? throw Wrong($"{what} is a function");

    public ObjectInstance Object(int index, string what) => values.At(index).TryCast<ObjectInstance>() ?? throw Wrong($"{what} is an object");

    public ObjectInstance? OptionalObject(int index, string what) => IsMissing(values.At(index)) ? null : Object(index, what);

    /// <summary>A sentence: <c>{ en, fr }</c>, or a text that stands for both, as a plug-in in one language has it.</summary>
    public Text Sentence(JsValue value, string what)
    {
        if (value.IsString())
        {
            return new Text(Short(value.AsString()), Short(value.AsString()));
        }

        if (value.TryCast<ObjectInstance>() is { } words)
        {
            var (en, fr) = (OwnText(words, "en"), OwnText(words, "fr"));
            if ((en ?? fr) is { } one)
            {
                return new Text(Short(en ?? one), Short(fr ?? one));
            }
        }

        throw Wrong($"{what} has en and fr");
    }

    public string? Member(ObjectInstance? of, string name)
    {
        var value = of?.Get(name) ?? JsValue.Undefined;
        return IsMissing(value) ? null : value.IsString() ? value.AsString() : throw Wrong($"{name} is a text");
    }

    public JavaScriptException Wrong(string expected) => HostError.Type(engine, $"{function}: {expected}.");

    private static string Short(string text) => text.Length > LongestSentence ? text[..LongestSentence] : text;

    private static bool IsMissing(JsValue value) => value.IsUndefined() || value.IsNull();

    private static string? OwnText(ObjectInstance words, string name) => words.Get(name) is var value && value.IsString() ? value.AsString() : null;
}
