using Jint;
using Jint.Native;
using Jint.Native.Date;
using Jint.Runtime;

namespace Hub.Runner.Scripts;

/// <summary>
/// What <c>Date</c> has, instead of the engine's own: its local times are wrong (<see cref="LocalTime"/>), and where a year is said it counts the years one by one, for ever where
/// there are more than it can count.
/// </summary>
internal sealed class DatePrelude
{
    private const string Invalid = "Invalid Date";

    private static readonly LocalTime Greenwich = new(TimeZoneInfo.Utc);

    private readonly Engine _engine;
    private readonly LocalTime _zone;
    private readonly DateText _text;

    public DatePrelude(Engine engine, TimeZoneInfo zone)
    {
        (_engine, _zone) = (engine, new LocalTime(zone));
        _text = new DateText(_zone);
        foreach (var (name, field) in new[]
        {
            ("FullYear", DateFields.Year), ("Month", DateFields.Month), ("Date", DateFields.Day), ("Hours", DateFields.Hours), ("Minutes", DateFields.Minutes),
            ("Seconds", DateFields.Seconds), ("Milliseconds", DateFields.Milliseconds),
        })
        {
            Add("get" + name, it => Read(it, _zone, local => DateFields.Of(local)[field]));
            Add("set" + name, (it, arguments) => Set(it, _zone, field, arguments));
            Add("getUTC" + name, it => Read(it, Greenwich, time => DateFields.Of(time)[field]));
            Add("setUTC" + name, (it, arguments) => Set(it, Greenwich, field, arguments));
        }

        Add("getDay", it => Read(it, _zone, static local => DateFields.Weekday(local)));
        Add("getUTCDay", it => Read(it, Greenwich, static time => DateFields.Weekday(time)));
        Add("getYear", it => Read(it, _zone, static local => DateFields.Of(local)[DateFields.Year] - 1900));
        Add("setYear", (it, arguments) => Set(it, _zone, DateFields.Year, [Century(arguments.At(0))]));
        Add("getTimezoneOffset", it => Read(it, _zone, local => (it.PrimitiveValue - local) / 60_000));
        Add("setTime", (it, arguments) => it.PrimitiveValue = DateFields.Clip(TypeConverter.ToNumber(arguments.At(0))));
        Add("toISOString", it => double.IsNaN(it.PrimitiveValue) ? throw HostError.Range(_engine, "Date.prototype.toISOString: this date is none.") : DateText.Iso(it.PrimitiveValue));
        Add("toJSON", it => double.IsNaN(it.PrimitiveValue) ? JsValue.Null : DateText.Iso(it.PrimitiveValue));
        foreach (var name in new[] { "toUTCString", "toGMTString" })
        {
            Add(name, it => double.IsNaN(it.PrimitiveValue) ? Invalid : DateText.Utc(it.PrimitiveValue));
        }

        Add("toString", it => Text(it.PrimitiveValue));
        Add("toDateString", it => Words(it, DateText.Date));
        Add("toTimeString", it => Words(it, local => DateText.Time(local, it.PrimitiveValue)));
        foreach (var (name, format) in new[] { ("toLocaleString", "F"), ("toLocaleDateString", "D"), ("toLocaleTimeString", "T") })
        {
            Add(name, it => Words(it, local => DateText.Long(local, format) ?? DateText.Date(local)));
        }
    }

    public double Parse(string text) => _text.Parse(text);

    /// <summary>The time that <c>new Date(year, month, …)</c> and its like mean.</summary>
    public double Time(JsValue[] arguments) => Time(arguments, _zone);

    /// <summary>The same in Greenwich: <c>Date.UTC</c>.</summary>
    public static double Utc(JsValue[] arguments) => Time(arguments, Greenwich);

    public string Text(double instant) =>
        double.IsNaN(instant) ? Invalid : $"{DateText.Date(_zone.Of(instant))} {DateText.Time(_zone.Of(instant), instant)}";

    private static double Time(JsValue[] arguments, LocalTime zone)
    {
        double[] fields = [double.NaN, 0, 1, 0, 0, 0, 0];
        Take(arguments, fields, DateFields.Year, fields.Length);
        fields[DateFields.Year] = Century(fields[DateFields.Year]);
        return DateFields.Clip(zone.Instant(DateFields.Time(fields)));
    }

    private static JsValue Read(DateInstance it, LocalTime zone, Func<double, double> of) => double.IsNaN(it.PrimitiveValue) ? double.NaN : of(zone.Of(it.PrimitiveValue));

    private JsValue Words(DateInstance it, Func<double, string> of) => double.IsNaN(it.PrimitiveValue) ? Invalid : of(_zone.Of(it.PrimitiveValue));

    private static JsValue Set(DateInstance it, LocalTime zone, int first, JsValue[] arguments)
    {
        // A year gives a date to one that is none; nothing else does.
        var local = double.IsNaN(it.PrimitiveValue) ? first == DateFields.Year ? 0 : double.NaN : zone.Of(it.PrimitiveValue);
        var fields = double.IsNaN(local) ? [double.NaN, 0, 1, 0, 0, 0, 0] : DateFields.Of(local);
        // setFullYear takes what belongs to the date, setHours what belongs to the time; a day stands alone.
        Take(arguments is [] ? [JsValue.Undefined] : arguments, fields, first, (first <= DateFields.Day ? DateFields.Day : DateFields.Milliseconds) + 1);
        it.PrimitiveValue = DateFields.Clip(zone.Instant(DateFields.Time(fields)));
        return it.PrimitiveValue;
    }

    private static void Take(JsValue[] arguments, double[] fields, int first, int end)
    {
        for (var i = 0; i < arguments.Length && first + i < end; i++)
        {
            fields[first + i] = TypeConverter.ToNumber(arguments[i]);
        }
    }

    private static double Century(JsValue year) => Century(TypeConverter.ToNumber(year));

    private static double Century(double year) => Math.Truncate(year) is >= 0 and <= 99 ? 1900 + Math.Truncate(year) : year;

    private void Add(string name, Func<DateInstance, JsValue> call) => Add(name, (it, _) => call(it));

    private void Add(string name, Func<DateInstance, JsValue[], JsValue> call) =>
        _engine.Date.PrototypeObject.FastAddProperty(
            name,
            HostType.Function(_engine, name, (self, arguments) =>
                self.TryCast<DateInstance>() is { } date ? call(date, arguments) : throw HostError.Type(_engine, $"Date.prototype.{name}: this is no Date.")),
            writable: true,
            enumerable: false,
            configurable: true);
}
