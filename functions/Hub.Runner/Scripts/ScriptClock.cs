using Jint;
using Jint.Native;
using Jint.Native.Date;
using Jint.Native.Function;
using Jint.Native.Object;
using Jint.Runtime;

namespace Hub.Runner.Scripts;

/// <summary><c>Date</c> as scripts know it, except that now is the run's.</summary>
internal sealed class ScriptClock : FunctionInstance, IConstructor
{
    private readonly DateConstructor _date;
    private readonly TimeProvider _clock;

    public ScriptClock(Engine engine, TimeProvider clock)
        : base(engine, parameters: null, scope: null, strict: false)
    {
        (_date, _clock) = (engine.Date, clock);
        Prototype = engine.Function.PrototypeObject;
        Extensible = true;
        FastAddProperty("length", 7, writable: false, enumerable: false, configurable: false);
        FastAddProperty("prototype", _date.PrototypeObject, writable: false, enumerable: false, configurable: false);
        FastAddProperty("parse", _date.Get("parse"), writable: false, enumerable: false, configurable: false);
        FastAddProperty("UTC", _date.Get("UTC"), writable: false, enumerable: false, configurable: false);
        FastAddProperty("now", HostType.Function(engine, "now", (_, _) => Now), writable: false, enumerable: false, configurable: false);
        _date.PrototypeObject.FastAddProperty("constructor", this, writable: true, enumerable: false, configurable: true);
    }

    private double Now => _clock.GetUtcNow().ToUnixTimeMilliseconds();

    public override JsValue Call(JsValue thisObject, JsValue[] arguments) => TypeConverter.ToString(_date.Construct(Now));

    public ObjectInstance Construct(JsValue[] arguments) => arguments.Length == 0 ? _date.Construct(Now) : _date.Construct(arguments);
}
