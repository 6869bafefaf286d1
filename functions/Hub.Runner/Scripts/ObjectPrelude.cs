using Jint;
using Jint.Native;
using Jint.Native.Object;
using Jint.Runtime;

namespace Hub.Runner.Scripts;

internal static class ObjectPrelude
{
    public static JsValue Assign(Engine engine, JsValue self, JsValue[] arguments)
    {
        var target = TypeConverter.ToObject(engine, arguments.At(0));
        foreach (var source in arguments.Skip(1).Where(source => !source.IsUndefined() && !source.IsNull()))
        {
            var from = TypeConverter.ToObject(engine, source);
            foreach (var name in Names(from))
            {
                target.Put(name, from.Get(name), throwOnError: true);
            }
        }

        return target;
    }

    public static JsValue Entries(Engine engine, JsValue self, JsValue[] arguments)
    {
        var from = TypeConverter.ToObject(engine, arguments.At(0));
        return Plain.Array(engine, [.. Names(from).Select(name => new JsValue(Plain.Array(engine, [new JsValue(name), from.Get(name)])))]);
    }

    public static JsValue Values(Engine engine, JsValue self, JsValue[] arguments)
    {
        var from = TypeConverter.ToObject(engine, arguments.At(0));
        return Plain.Array(engine, [.. Names(from).Select(from.Get)]);
    }

    private static string[] Names(ObjectInstance from) => [.. from.GetOwnProperties().Where(member => member.Value.Enumerable == true).Select(member => member.Key)];
}

/// <summary>Equality as ES2015 has it beside the three of ES5.</summary>
internal sealed class SameValue : IEqualityComparer<JsValue>
{
    /// <summary>NaN is NaN, and 0 is -0: how Map, Set and includes compare.</summary>
    public static SameValue Zero { get; } = new();

    public static JsValue Is(JsValue[] arguments)
    {
        var (one, other) = (arguments.At(0), arguments.At(1));
        return Zero.Equals(one, other) && (!one.IsNumber() || one.AsNumber() != 0 || double.IsNegative(one.AsNumber()) == double.IsNegative(other.AsNumber()));
    }

    public bool Equals(JsValue? x, JsValue? y) => x!.Type == y!.Type && x.Type switch
    {
        Types.Number => x.AsNumber().Equals(y.AsNumber()) || x.AsNumber() == y.AsNumber(),
        Types.String => x.AsString() == y.AsString(),
        Types.Boolean => x.AsBoolean() == y.AsBoolean(),
        Types.Object => ReferenceEquals(x.AsObject(), y.AsObject()),
        _ => true,
    };

    public int GetHashCode(JsValue value) => value.Type switch
    {
        Types.Number => value.AsNumber() == 0 ? 0 : value.AsNumber().GetHashCode(),
        Types.String => value.AsString().GetHashCode(StringComparison.Ordinal),
        Types.Boolean => value.AsBoolean() ? 1 : 2,
        Types.Object => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(value.AsObject()),
        _ => (int)value.Type,
    };
}
