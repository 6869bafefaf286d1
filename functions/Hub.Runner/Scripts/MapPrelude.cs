using Jint;
using Jint.Native;
using Jint.Native.Function;
using Jint.Native.Object;
using Jint.Runtime;
using Jint.Runtime.Descriptors;

namespace Hub.Runner.Scripts;

/// <summary>Map and Set. Without iterators, which ES5 has no syntax for: keys, values and entries are arrays.</summary>
internal static class MapPrelude
{
    /// <summary>Name, what the typings say, what it does.</summary>
    public static IReadOnlyList<MapMember> Members { get; } =
    [
        new("get", "(key: K): V | undefined", null, static (_, map, arguments) => map.Find(arguments.At(0))),
        new("set", "(key: K, value: V): this", null, static (_, map, arguments) => Put(map, arguments.At(0), arguments.At(1))),
        new("add", null, "(value: T): this", static (_, map, arguments) => Put(map, arguments.At(0), arguments.At(0))),
        new("has", "(key: K): boolean", "(value: T): boolean", static (_, map, arguments) => map.Has(arguments.At(0))),
        new("delete", "(key: K): boolean", "(value: T): boolean", static (_, map, arguments) => map.Remove(arguments.At(0))),
        new("clear", "(): void", "(): void", static (_, map, _) => Clear(map)),
        new("forEach", "(visit: (value: V, key: K, map: Map<K, V>) => void): void", "(visit: (value: T, again: T, set: Set<T>) => void): void", ForEach),
        new("keys", "(): K[]", null, static (engine, map, _) => Plain.Array(engine, [.. map.Entries().Select(entry => entry.Key)])),
        new("values", "(): V[]", "(): T[]", static (engine, map, _) => Plain.Array(engine, [.. map.Entries().Select(entry => entry.Value)])),
        new("entries", "(): [K, V][]", null, static (engine, map, _) => Plain.Array(engine, [.. map.Entries().Select(entry => new JsValue(Plain.Array(engine, [entry.Key, entry.Value])))])),
    ];

    public static void Add(Engine engine)
    {
        foreach (var isSet in new[] { false, true })
        {
            var name = isSet ? "Set" : "Map";
            var prototype = new ObjectInstance(engine) { Prototype = engine.Object.PrototypeObject, Extensible = true };
            foreach (var member in Members.Where(member => (isSet ? member.OfSet : member.OfMap) is not null))
            {
                Prelude.Freeze(prototype, member.Name, HostType.Function(engine, member.Name, (self, arguments) => member.Call(engine, This(engine, self, isSet), arguments)));
            }

            prototype.FastSetProperty("size", new PropertyDescriptor(HostType.Function(engine, "size", (self, _) => This(engine, self, isSet).Count), JsValue.Undefined, enumerable: false, configurable: false));
            var constructor = new Constructor(engine, isSet, prototype);
            Prelude.Freeze(prototype, "constructor", constructor);
            Prelude.Freeze(engine.Global, name, constructor);
        }
    }

    private static ScriptMap This(Engine engine, JsValue self, bool isSet) =>
        self.TryCast<ScriptMap>() is { } map && map.IsSet == isSet ? map : throw HostError.Type(engine, isSet ? "This is no Set." : "This is no Map.");

    private static JsValue Put(ScriptMap map, JsValue key, JsValue value)
    {
        map.Set(key, value);
        return map;
    }

    private static JsValue Clear(ScriptMap map)
    {
        map.Clear();
        return JsValue.Undefined;
    }

    private static JsValue ForEach(Engine engine, ScriptMap map, JsValue[] arguments)
    {
        var visit = new CallArguments(engine, "forEach", arguments).Function(0, "what visits the entries");
        foreach (var (key, value) in map.Entries())
        {
            visit.Call(arguments.At(1), [value, key, new JsValue(map)]);
        }

        return JsValue.Undefined;
    }

    private sealed class Constructor : FunctionInstance, IConstructor
    {
        private readonly bool _isSet;
        private readonly ObjectInstance _prototype;

        public Constructor(Engine engine, bool isSet, ObjectInstance prototype)
            : base(engine, parameters: null, scope: null, strict: false)
        {
            (_isSet, _prototype) = (isSet, prototype);
            Prototype = engine.Function.PrototypeObject;
            Prelude.Freeze(this, "prototype", prototype);
        }

        public override JsValue Call(JsValue thisObject, JsValue[] arguments) => throw HostError.Type(Engine, "A Map or Set is made with new.");

        public ObjectInstance Construct(JsValue[] arguments)
        {
            var map = new ScriptMap(Engine, _isSet) { Prototype = _prototype, Extensible = true };
            if (arguments is not [var given, ..] || given.IsUndefined() || given.IsNull())
            {
                return map;
            }

            foreach (var item in ArrayPrelude.Items(Engine, given))
            {
                if (_isSet)
                {
                    map.Set(item, item);
                }
                else
                {
                    var entry = new CallArguments(Engine, "Map", [item]).Object(0, "an entry");
                    map.Set(entry.Get("0"), entry.Get("1"));
                }
            }

            return map;
        }
    }
}

internal sealed record MapMember(string Name, string? OfMap, string? OfSet, Func<Engine, ScriptMap, JsValue[], JsValue> Call);
