using System.Globalization;
using Hub.Sdk;
using Jint;
using Jint.Native;

namespace Hub.Runner.Scripts;

/// <summary>What connectors and applications are both handed as <c>hub</c>.</summary>
internal sealed class RunHub(Engine engine, RunContext context, ScriptRandom random)
{
    private const int LongestLog = 1000;

    public static HostType<RunHub> Type { get; } = new(
        "RunHub",
        "What every run is handed. Time, randomness and settings come from here, so that a test can replay a run.",
        new HostValue<RunHub>("settings", ": Settings", it => ScriptJson.Read(it._engine, it._context.Settings), "What the person filled in, as the manifest's settings describe it. A secret reads {{NAME}}."),
        new HostValue<RunHub>("zone", ": string", it => it._context.Zone.Id, "The person's time zone, IANA. Local times of Date are in it."),
        new HostFunction<RunHub>("now", "(): string", static (it, _) => it.Now(), "The run's clock, as an ISO 8601 instant. Date and Date.now() tell the same."),
        new HostFunction<RunHub>("random", "(): number", static (it, _) => it._random.Next(), "From 0 up to 1, the same when a run is replayed, as Math.random(). Not for secrets."),
        new HostFunction<RunHub>("progress", "(done: number, total?: number): void", static (it, arguments) => it.Progress(arguments), "Says how far the run is, in any unit."),
        new HostFunction<RunHub>("log", "(text: string): void", static (it, arguments) => it.Log(arguments), "Writes a line into the run's technical log: ids, counts and times, never contents, tokens or headers. console.log does the same."),
        new HostFunction<RunHub>("fail", "(outcome: Outcome, sentence: Sentence): never", static (it, arguments) => it.Fail(arguments), "Ends the run with an outcome, in words that the person understands. What was saved before is kept. It cannot be caught."));

    private readonly Engine _engine = engine;
    private readonly RunContext _context = context;
    private readonly ScriptRandom _random = random;

    public JsValue Log(JsValue[] values)
    {
        var text = values.Length == 0 ? "" : string.Join(' ', values.Select(value => value.IsPrimitive() ? Jint.Runtime.TypeConverter.ToString(value) : "[object]"));
        _context.LogAsync(text.Length > LongestLog ? text[..LongestLog] : text).Complete();
        return JsValue.Undefined;
    }

    private JsValue Now() => _context.Clock.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private JsValue Progress(JsValue[] values)
    {
        var arguments = new CallArguments(_engine, "hub.progress", values);
        _context.ProgressAsync(arguments.Whole(0, "what is done"), arguments[1].IsNumber() ? arguments.Whole(1, "the total") : null).Complete();
        return JsValue.Undefined;
    }

    private JsValue Fail(JsValue[] values)
    {
        var arguments = new CallArguments(_engine, "hub.fail", values);
        if (!Enum.TryParse<Outcome>(arguments.Text(0, "the outcome"), out var outcome) || outcome.ToString() != arguments.Text(0, "the outcome"))
        {
            throw arguments.Wrong("the outcome is one of " + string.Join(", ", Enum.GetNames<Outcome>()));
        }

        throw new RunException(outcome, arguments.Sentence(arguments[1], "the sentence"));
    }
}

/// <summary>The contexts are asynchronous for plug-ins in C#; over pipes every call is over when it returns.</summary>
internal static class Completed
{
    public static void Complete(this ValueTask call) => call.GetAwaiter().GetResult();

    public static T Complete<T>(this ValueTask<T> call) => call.GetAwaiter().GetResult();
}
