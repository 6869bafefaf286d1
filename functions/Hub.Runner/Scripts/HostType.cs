using Jint;
using Jint.Native;
using Jint.Native.Object;
using Jint.Runtime.Descriptors;
using Jint.Runtime.Interop;

namespace Hub.Runner.Scripts;

/// <summary>
/// What scripts see of one kind of thing of ours. The same list binds the members and writes the typings (<see cref="Typings"/>), so that neither can
/// have what the other lacks.
/// </summary>
internal abstract class HostType(string name, string doc)
{
    /// <summary>The interface in the typings, with what it extends.</summary>
    public string Name => name;

    public string Doc => doc;

    public abstract IEnumerable<HostMember> Members { get; }

    /// <summary>A function that nothing can be added to or taken from.</summary>
    public static JsValue Function(Engine engine, string name, Func<JsValue, JsValue[], JsValue> call)
    {
        var function = new ClrFunctionInstance(engine, call);
        function.FastAddProperty("name", name, writable: false, enumerable: false, configurable: false);
        function.Extensible = false;
        return function;
    }
}

/// <summary>One member as the typings have it.</summary>
/// <param name="Name">The member's name.</param>
/// <param name="Signature">What follows the name: <c>: string</c>, or <c>(text: string): void</c>.</param>
/// <param name="Doc">What it does, in one or two sentences.</param>
internal abstract record HostMember(string Name, string Signature, string Doc);

internal sealed class HostType<T>(string name, string doc, params HostMember<T>[] members) : HostType(name, doc)
{
    public override IEnumerable<HostMember> Members => members;

    /// <summary>The thing as a script gets it: nothing can be added, replaced or inherited.</summary>
    public ObjectInstance Bind(Engine engine, T host)
    {
        var bound = new Bound(engine, host);
        BindTo(bound, engine, host);
        bound.Extensible = false;
        return bound;
    }

    /// <summary>What a script gave back to us, if it is one that it had from us.</summary>
    public static T? Of(JsValue value) => value.TryCast<Bound>() is { } bound ? bound.Host : default;

    public void BindTo(ObjectInstance bound, Engine engine, T host)
    {
        foreach (var member in members)
        {
            bound.FastSetProperty(member.Name, member.Describe(engine, host));
        }
    }

    private sealed class Bound(Engine engine, T host) : ObjectInstance(engine)
    {
        public T Host => host;
    }
}

internal abstract record HostMember<T>(string Name, string Signature, string Doc) : HostMember(Name, Signature, Doc)
{
    public abstract PropertyDescriptor Describe(Engine engine, T host);
}

/// <summary>A value that is there from the beginning.</summary>
internal sealed record HostValue<T>(string Name, string Signature, Func<T, JsValue> Get, string Doc) : HostMember<T>(Name, Signature, Doc)
{
    public override PropertyDescriptor Describe(Engine engine, T host) => new(Get(host), writable: false, enumerable: true, configurable: false);
}

/// <summary>A value that is only made when a script asks for it.</summary>
internal sealed record HostGetter<T>(string Name, string Signature, Func<T, JsValue> Get, string Doc) : HostMember<T>(Name, Signature, Doc)
{
    public override PropertyDescriptor Describe(Engine engine, T host) =>
        new(HostType.Function(engine, Name, (_, _) => Get(host)), JsValue.Undefined, enumerable: true, configurable: false);
}

internal sealed record HostFunction<T>(string Name, string Signature, Func<T, JsValue[], JsValue> Call, string Doc) : HostMember<T>(Name, Signature, Doc)
{
    public override PropertyDescriptor Describe(Engine engine, T host) =>
        new(HostType.Function(engine, Name, (_, arguments) => Call(host, arguments)), writable: false, enumerable: true, configurable: false);
}
