using Hub.Sdk;
using Hub.Wire;
using Jint;
using Jint.Native;
using Jint.Native.Object;

namespace Hub.Runner.Scripts;

/// <summary>Loads a plug-in's script and runs it: one engine, on one thread whose stack we know.</summary>
internal sealed class ScriptRun
{
    // A pattern that goes back and forth over a text for longer than this does so for ever.
    private static readonly TimeSpan LongestMatch = TimeSpan.FromSeconds(2);

    private readonly StartMessage _start;
    private readonly HubLink _link;
    private readonly ScriptPlaces _places;
    private readonly Dictionary<string, RecordShape> _shapes;
    private Engine? _engine;

    private ScriptRun(StartMessage start, HubLink link)
    {
        (_start, _link) = (start, link);
        _places = new ScriptPlaces(start.SourceMap, start.Entry);
        _shapes = start.Decimals.ToDictionary(type => type.Key, type => RecordShape.Of(type.Value), StringComparer.Ordinal);
    }

    public static DoneMessage Run(StartMessage start, HubLink link)
    {
        AppDomain.CurrentDomain.SetData("REGEX_DEFAULT_MATCH_TIMEOUT", LongestMatch);
        DoneMessage? done = null;
        var thread = new Thread(() => done = new ScriptRun(start, link).Run(), StackRoom.Size) { Name = "script" };
        thread.Start();
        thread.Join();
        return done!;
    }

    private DoneMessage Run()
    {
        try
        {
            Begin();
            return new DoneMessage(Outcome.Done);
        }
        catch (QuestionException e)
        {
            _link.Question(e);
            return new DoneMessage(e.Outcome, e.Detail);
        }
#pragma warning disable CA1031 // whatever escapes is the run's outcome
        catch (Exception e)
#pragma warning restore CA1031
        {
            return ScriptFaults.Of(e, _engine, _places);
        }
    }

    private void Begin()
    {
        if (_start.Mode == RunMode.Compute)
        {
            var application = new PipedApplicationContext(_start, _link);
            Call("compute", application, (engine, hub) => ApplicationHub.Type.BindTo(hub, engine, new ApplicationHub(engine, application, _shapes)));
            return;
        }

        var connector = new PipedConnectorContext(_start, _link);
        void Bind(Engine engine, ObjectInstance hub) => ConnectorHub.Type.BindTo(hub, engine, new ConnectorHub(engine, connector, _link, _shapes));
        switch (_start.Mode)
        {
            case RunMode.Import:
                Call("importFile", connector, Bind, engine => ScriptFile.Type.Bind(engine, new ScriptFile(engine, new PipedFile(_start, _link))));
                break;
            case RunMode.Sync:
                Call("sync", connector, Bind);
                break;
            case RunMode.Probe:
                Tell(Call("probe", connector, Bind));
                break;
            default:
                throw new PluginException(RunFault.ModeMissing);
        }
    }

    private JsValue Call(string name, RunContext context, Action<Engine, ObjectInstance> bind, Func<Engine, JsValue>? second = null)
    {
        var random = new ScriptRandom(_start.Now.UtcTicks);
        RunHub? run = null;
        _engine = ScriptGlobals.Create(context.Clock, context.Zone, random, arguments => run!.Log(arguments));
        run = new RunHub(_engine, context, random);
        if (new ScriptPlugin(_engine, _places, _start.Script, _start.Entry).Find(name) is not { } function)
        {
            // One that cannot try its settings says nothing about them.
            return name == "probe" ? JsValue.Null : throw new PluginException(RunFault.ExportMissing, name);
        }

        var hub = RunHub.Type.Bind(_engine, run);
        bind(_engine, hub);
        return function.Call(JsValue.Undefined, second is null ? [hub] : [hub, second(_engine)]);
    }

    private void Tell(JsValue answer)
    {
        if (answer.IsUndefined() || answer.IsNull())
        {
            return;
        }

        PluginRun.Tell(_link, ConnectorHub.Account(new CallArguments(_engine!, "probe", [answer]), "what it returns"));
    }
}
