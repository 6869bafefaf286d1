using Jint;
using Jint.Native;
using Jint.Native.Object;

namespace Hub.Runner.Scripts;

/// <summary>What authors expect of newer JavaScript and the engine lacks. Written here, so that no script of ours is parsed at each start, and frozen.</summary>
internal static class Prelude
{
    /// <summary>By the interface of the typings that they are added to.</summary>
    public static IReadOnlyList<PreludeGroup> Groups { get; } =
    [
        new("ObjectConstructor", static engine => engine.Object,
        [
            new("assign", "<T, U>(target: T, ...sources: U[]): T & U", ObjectPrelude.Assign),
            new("entries", "<T>(from: { [name: string]: T }): [string, T][]", ObjectPrelude.Entries),
            new("values", "<T>(from: { [name: string]: T }): T[]", ObjectPrelude.Values),
            new("is", "(one: any, other: any): boolean", static (_, _, arguments) => SameValue.Is(arguments)),
        ]),
        new("ArrayConstructor", static engine => engine.Array,
        [
            new("from", "<T>(items: ArrayLike<T> | Map<any, any> | Set<T>): T[]\n<T, U>(items: ArrayLike<T>, map: (item: T, index: number) => U): U[]", ArrayPrelude.From),
            new("of", "<T>(...items: T[]): T[]", static (engine, _, arguments) => Plain.Array(engine, arguments)),
        ]),
        new("Array<T>", static engine => engine.Array.PrototypeObject,
        [
            new("find", "(test: (item: T, index: number, all: T[]) => any): T | undefined", ArrayPrelude.Find),
            new("findIndex", "(test: (item: T, index: number, all: T[]) => any): number", ArrayPrelude.FindIndex),
            new("includes", "(item: T, from?: number): boolean", ArrayPrelude.Includes),
            new("fill", "(value: T, start?: number, end?: number): this", ArrayPrelude.Fill),
        ]),
        new("String", static engine => engine.String.PrototypeObject,
        [
            new("includes", "(text: string, from?: number): boolean", StringPrelude.Includes),
            new("startsWith", "(text: string, from?: number): boolean", StringPrelude.StartsWith),
            new("endsWith", "(text: string, end?: number): boolean", StringPrelude.EndsWith),
            new("padStart", "(length: number, fill?: string): string", StringPrelude.PadStart),
            new("padEnd", "(length: number, fill?: string): string", StringPrelude.PadEnd),
            new("repeat", "(times: number): string", StringPrelude.Repeat),
            new("trimStart", "(): string", static (engine, self, _) => StringPrelude.This(engine, self).TrimStart()),
            new("trimEnd", "(): string", static (engine, self, _) => StringPrelude.This(engine, self).TrimEnd()),
        ]),
        new("NumberConstructor", static engine => engine.Number,
        [
            new("isInteger", "(value: any): boolean", static (_, _, arguments) => Finite(arguments) is { } number && double.IsInteger(number)),
            new("isSafeInteger", "(value: any): boolean", static (_, _, arguments) => Finite(arguments) is { } number && double.IsInteger(number) && Math.Abs(number) < 1L << 53),
            new("isFinite", "(value: any): boolean", static (_, _, arguments) => Finite(arguments) is not null),
            new("isNaN", "(value: any): boolean", static (_, _, arguments) => arguments is [var value, ..] && value.IsNumber() && double.IsNaN(value.AsNumber())),
            new("parseFloat", "(text: string): number", static (engine, self, arguments) => Call(engine, "parseFloat", self, arguments)),
            new("parseInt", "(text: string, radix?: number): number", static (engine, self, arguments) => Call(engine, "parseInt", self, arguments)),
        ]),
        new("Math", static engine => engine.Math,
        [
            new("trunc", "(value: number): number", static (_, _, arguments) => Math.Truncate(Number(arguments))),
            new("sign", "(value: number): number", static (_, _, arguments) => Number(arguments) is var number && double.IsNaN(number) ? number : Math.Sign(number)),
        ]),
    ];

    public static void Add(Engine engine)
    {
        foreach (var group in Groups)
        {
            var target = group.Target(engine);
            foreach (var builtin in group.Builtins)
            {
                Freeze(target, builtin.Name, HostType.Function(engine, builtin.Name, (self, arguments) => builtin.Call(engine, self, arguments)));
            }
        }

        Freeze(engine.Number, "MAX_SAFE_INTEGER", (1L << 53) - 1);
        Freeze(engine.Number, "MIN_SAFE_INTEGER", 1 - (1L << 53));
        Freeze(engine.Number, "EPSILON", Math.Pow(2, -52));
        MapPrelude.Add(engine);
    }

    public static void Freeze(ObjectInstance target, string name, JsValue value) => target.FastAddProperty(name, value, writable: false, enumerable: false, configurable: false);

    private static JsValue Call(Engine engine, string global, JsValue self, JsValue[] arguments) => ((ICallable)engine.Global.Get(global).AsObject()).Call(self, arguments);

    private static double Number(JsValue[] arguments) => arguments is [var value, ..] ? Jint.Runtime.TypeConverter.ToNumber(value) : double.NaN;

    private static double? Finite(JsValue[] arguments) => arguments is [var value, ..] && value.IsNumber() && double.IsFinite(value.AsNumber()) ? value.AsNumber() : null;
}

internal sealed record PreludeGroup(string Interface, Func<Engine, ObjectInstance> Target, IReadOnlyList<Builtin> Builtins);

internal sealed record Builtin(string Name, string Signature, Func<Engine, JsValue, JsValue[], JsValue> Call);
