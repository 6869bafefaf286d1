using Hub.Wire;
using Jint;
using Jint.Native;
using Jint.Native.Object;
using Jint.Parser;
using Jint.Runtime;
using Script = Jint.Parser.Ast.Program;

namespace Hub.Runner.Scripts;

/// <summary>Loads a plug-in's script as a module of its own: what it exports is what it gives, and its names are nobody else's.</summary>
internal sealed class ScriptPlugin
{
    private const string Before = "(function (exports, module) { \"use strict\";\n";
    private const string After = "\n})";

    private readonly Engine _engine;
    private readonly string _source;
    private readonly ObjectInstance _module;

    public ScriptPlugin(Engine engine, ScriptPlaces places, ReadOnlyMemory<byte> text, string entry)
    {
        _engine = engine;
        _source = Read(text);
        if (new NestingScan(_source).Find() is var deep and >= 0)
        {
            throw new PluginException(RunFault.ScriptTooDeep, places.Of(_source, deep));
        }

        var program = Parse(places);
        new ScriptTree(new StackRoom(engine), HostType.Function(engine, "", Fit), places.Of).Prepare(program);
        var exports = Plain.Object(engine);
        _module = Plain.Object(engine, ("exports", exports));
        if (engine.Execute(program).GetCompletionValue().TryCast<ObjectInstance>() is not ICallable body)
        {
            throw new PluginException(RunFault.ScriptUnreadable, entry);
        }

        body.Call(exports, [exports, _module]);
    }

    /// <summary>What the script exports under a name, or null.</summary>
    public ICallable? Find(string name) => _module.Get("exports").TryCast<ObjectInstance>()?.Get(name).TryCast<ObjectInstance>() as ICallable;

    private static string Read(ReadOnlyMemory<byte> text)
    {
        using var reader = new StreamReader(new MemoryStream(text.ToArray()));
        return reader.ReadToEnd();
    }

    private Script Parse(ScriptPlaces places)
    {
        try
        {
            return new JavaScriptParser().Parse(Before + _source + After);
        }
        catch (ParserException e)
        {
            // It tells where what it did not expect ended.
            throw new PluginException(RunFault.ScriptNewer, places.OfParser(e.LineNumber, e.Column));
        }
    }

    // The engine gives up over a thrown object that has no message.
    private JsValue Fit(JsValue self, JsValue[] arguments)
    {
        var thrown = arguments.At(0);
        if (thrown.TryCast<ObjectInstance>() is not { } it || it.GetProperty("message") is { Get: null, Value: { } message } && message.IsString())
        {
            return thrown;
        }

        if (!it.Extensible)
        {
            throw new JavaScriptException(_engine.Error, "");
        }

        it.FastAddProperty("message", "", writable: true, enumerable: false, configurable: true);
        return thrown;
    }
}
