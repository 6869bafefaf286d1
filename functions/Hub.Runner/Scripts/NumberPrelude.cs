using System.Numerics;
using System.Text;
using Jint;
using Jint.Native;
using Jint.Native.Number;
using Jint.Runtime;

namespace Hub.Runner.Scripts;

/// <summary>The engine writes a number in another base than ten from 64 bits; what needs more would end the run with an error that no script can catch.</summary>
internal static class NumberPrelude
{
    private const string Digits = "0123456789abcdefghijklmnopqrstuvwxyz";
    private const double TooLarge = 9223372036854775808; // 2^63

    public static void Bound(Engine engine)
    {
        var prototype = engine.Number.PrototypeObject;
        var write = (ICallable)prototype.Get("toString").AsObject();
        prototype.FastAddProperty("toString", HostType.Function(engine, "toString", (self, arguments) => Write(write, self, arguments)), writable: true, enumerable: false, configurable: true);
    }

    private static JsValue Write(ICallable write, JsValue self, JsValue[] arguments)
    {
        if (arguments.At(0).IsUndefined() || Number(self) is not { } number || Math.Abs(number) is not (>= TooLarge and < double.PositiveInfinity))
        {
            return write.Call(self, arguments);
        }

        var radix = TypeConverter.ToInteger(arguments[0]);
        return radix is >= 2 and <= 36 and not 10 ? Write(number, (int)radix) : write.Call(self, [radix]);
    }

    private static double? Number(JsValue self) => self.IsNumber() ? self.AsNumber() : self.TryCast<NumberInstance>()?.PrimitiveValue.AsNumber();

    private static string Write(double number, int radix)
    {
        var written = new StringBuilder();
        for (var rest = BigInteger.Abs(new BigInteger(number)); !rest.IsZero; rest /= radix)
        {
            written.Insert(0, Digits[(int)(rest % radix)]);
        }

        return (number < 0 ? "-" : "") + written;
    }
}
