using Jint;
using Jint.Native;
using Jint.Native.Date;
using Jint.Native.Function;
using Jint.Native.Object;
using Jint.Runtime;

namespace Hub.Runner.Scripts;

/// <summary><c>Date</c> as scripts know it, except that now is the run's and local times are the person's.</summary>
internal sealed class ScriptClock : FunctionInstance, IConstructor
{
    private readonly DateConstructor _date;
    private readonly DatePrelude _local;
    private readonly TimeProvider _clock;

    public ScriptClock(Engine engine, TimeProvider clock, TimeZoneInfo zone)
        : base(engine, parameters: null, scope: null, strict: false)
    {
        (_date, _clock, _local) = (engine.Date, clock, new DatePrelude(engine, zone));
        Prototype = engine.Function.PrototypeObject;
        Extensible = true;
        FastAddProperty("length", 7, writable: false, enumerable: false, configurable: false);
        FastAddProperty("prototype", _date.PrototypeObject, writable: false, enumerable: false, configurable: false);
        FastAddProperty("parse", HostType.Function(engine, "parse", (_, arguments) => DateFields.Clip(_local.Parse(TypeConverter.ToString(arguments.At(0))))), writable: false, enumerable: false, configurable: false);
        FastAddProperty("UTC", HostType.Function(engine, "UTC", (_, arguments) => DatePrelude.Utc(arguments)), writable: false, enumerable: false, configurable: false);
        FastAddProperty("now", HostType.Function(engine, "now", (_, _) => Now), writable: false, enumerable: false, configurable: false);
        _date.PrototypeObject.FastAddProperty("constructor", this, writable: true, enumerable: false, configurable: true);
    }

    private double Now => _clock.GetUtcNow().ToUnixTimeMilliseconds();

    public override JsValue Call(JsValue thisObject, JsValue[] arguments) => _local.Text(Now);

    public ObjectInstance Construct(JsValue[] arguments) => _date.Construct(arguments switch
    {
        [] => Now,
        [var one] => DateFields.Clip(Time(one)),
        _ => _local.Time(arguments),
    });

    private double Time(JsValue value)
    {
        if (value.TryCast<DateInstance>() is { } date)
        {
            return date.PrimitiveValue;
        }

        var plain = TypeConverter.ToPrimitive(value);
        return plain.IsString() ? _local.Parse(plain.AsString()) : TypeConverter.ToNumber(plain);
    }
}
