using System.Globalization;
using System.Text;
using System.Text.Json;
using Jint;
using Jint.Native;
using Jint.Native.Function;
using Jint.Native.Object;
using Jint.Runtime;

namespace Hub.Runner.Scripts;

/// <summary>An engine as scripts may have it: no way to code from text, no clock or chance but the run's, and what newer JavaScript has that authors miss.</summary>
internal static class ScriptGlobals
{
    // The engine counts statements in 32 bits, and a count that overflows would be none.
    private const int MostStatements = 2_000_000_000;

    public static Engine Create(TimeProvider clock, TimeZoneInfo zone, ScriptRandom random, Func<JsValue[], JsValue> log)
    {
        var engine = new Engine(options => options.Strict().Culture(CultureInfo.InvariantCulture).LocalTimeZone(zone).MaxStatements(MostStatements));
        var global = engine.Global;
        Hide(global, "eval", new Refused(engine, "eval", engine.Function.PrototypeObject));
        var function = new Refused(engine, "Function", engine.Function.PrototypeObject);
        Hide(global, "Function", function);
        Hide(engine.Function.PrototypeObject, "constructor", function);
        Hide(global, "Date", new ScriptClock(engine, clock, zone));
        Hide(engine.Math, "random", HostType.Function(engine, "random", (_, _) => random.Next()));
        Hide(engine.Json, "parse", HostType.Function(engine, "parse", (_, arguments) => Parse(engine, arguments)));
        Hide(engine.Json, "stringify", HostType.Function(engine, "stringify", (_, arguments) => ScriptStringify.Write(engine, arguments)));
        ArrayPrelude.Bound(engine);
        NumberPrelude.Bound(engine);
        Prelude.Add(engine);
        Prelude.Freeze(global, "console", Console(engine, log));
        return engine;
    }

    private static void Hide(ObjectInstance target, string name, JsValue value) => target.FastAddProperty(name, value, writable: true, enumerable: false, configurable: true);

    private static ObjectInstance Console(Engine engine, Func<JsValue[], JsValue> log)
    {
        var console = new ObjectInstance(engine);
        foreach (var name in new[] { "log", "info", "warn", "error", "debug" })
        {
            Prelude.Freeze(console, name, HostType.Function(engine, name, (_, arguments) => log(arguments)));
        }

        console.Extensible = false;
        return console;
    }

    private static JsValue Parse(Engine engine, JsValue[] arguments)
    {
        try
        {
            var value = ScriptJson.Read(engine, Encoding.UTF8.GetBytes(TypeConverter.ToString(arguments.At(0))));
            return arguments.At(1).TryCast<ObjectInstance>() is ICallable revive ? Revive(engine, revive, Plain.Object(engine, ("", value)), "") : value;
        }
        catch (JsonException)
        {
            throw HostError.Syntax(engine, "JSON.parse: this is no JSON, or it is nested more than 512 deep.");
        }
    }

    private static JsValue Revive(Engine engine, ICallable revive, ObjectInstance holder, string name)
    {
        var value = holder.Get(name);
        if (value.TryCast<ObjectInstance>() is { } members)
        {
            foreach (var member in members.GetOwnProperties().Where(member => member.Value.Enumerable == true).Select(member => member.Key).ToList())
            {
                if (Revive(engine, revive, members, member) is var revived && revived.IsUndefined())
                {
                    members.Delete(member, throwOnError: false);
                }
                else
                {
                    members.FastAddProperty(member, revived, writable: true, enumerable: true, configurable: true);
                }
            }
        }

        return revive.Call(holder, [new JsValue(name), value]);
    }

    /// <summary>Stands where code could be made from text. Still what every function is an instance of.</summary>
    private sealed class Refused : FunctionInstance, IConstructor
    {
        private readonly string _name;

        public Refused(Engine engine, string name, ObjectInstance prototype)
            : base(engine, parameters: null, scope: null, strict: false)
        {
            _name = name;
            Prototype = prototype;
            Prelude.Freeze(this, "prototype", prototype);
        }

        public override JsValue Call(JsValue thisObject, JsValue[] arguments) => throw HostError.Type(Engine, $"{_name}: a plug-in makes no code from text.");

        public ObjectInstance Construct(JsValue[] arguments) => throw HostError.Type(Engine, $"{_name}: a plug-in makes no code from text.");
    }
}
