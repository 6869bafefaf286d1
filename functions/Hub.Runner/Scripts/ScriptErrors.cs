using Hub.Sdk;
using Jint;
using Jint.Native.Error;
using Jint.Runtime;

namespace Hub.Runner.Scripts;

/// <summary>A RangeError of our own: uncaught, it is the fault that a full stack is.</summary>
internal sealed class TooDeepError : ErrorInstance
{
    public TooDeepError(Engine engine)
        : base(engine, "RangeError")
    {
        Prototype = engine.RangeError.PrototypeObject;
        Extensible = true;
        FastAddProperty("message", "Calls are nested too deeply.", writable: true, enumerable: false, configurable: true);
    }
}

/// <summary>What the hub answers to a call that it will not do. The words are ours, so they may travel to whoever answers for the plug-in.</summary>
internal sealed class HostError : ErrorInstance
{
    private HostError(Engine engine, ErrorConstructor kind, string name, string words)
        : base(engine, name)
    {
        Words = words;
        Prototype = kind.PrototypeObject;
        Extensible = true;
        FastAddProperty("message", words, writable: true, enumerable: false, configurable: true);
    }

    public string Words { get; }

    public static JavaScriptException Type(Engine engine, string words) => new(new HostError(engine, engine.TypeError, "TypeError", words));

    public static JavaScriptException Range(Engine engine, string words) => new(new HostError(engine, engine.RangeError, "RangeError", words));

    public static JavaScriptException Syntax(Engine engine, string words) => new(new HostError(engine, engine.SyntaxError, "SyntaxError", words));
}

/// <summary>An outcome on its way through a script, which may catch it: a holder that cannot be reached, say. Uncaught, it is how the run ends.</summary>
internal sealed class OutcomeError : ErrorInstance
{
    public OutcomeError(Engine engine, RunException exception)
        : base(engine, "Error")
    {
        Exception = exception;
        Prototype = engine.Error.PrototypeObject;
        Extensible = true;
        FastAddProperty("message", exception.Detail.En, writable: true, enumerable: false, configurable: true);
        FastAddProperty("outcome", exception.Outcome.ToString(), writable: false, enumerable: true, configurable: false);
    }

    public RunException Exception { get; }
}
