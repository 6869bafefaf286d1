using System.Text.RegularExpressions;
using Hub.Sdk;
using Hub.Wire;
using Jint;
using Jint.Runtime;

namespace Hub.Runner.Scripts;

/// <summary>What an error that escaped a script becomes. Its message is dropped, as everywhere: it may quote a person's data.</summary>
internal static class ScriptFaults
{
    private static readonly HashSet<string> Names = new(StringComparer.Ordinal) { "Error", "EvalError", "RangeError", "ReferenceError", "SyntaxError", "TypeError", "URIError" };

    public static DoneMessage Of(Exception exception, Engine? engine, ScriptPlaces places) => exception switch
    {
        JavaScriptException e => Of(e, places),
        PluginException e => new DoneMessage(Outcome.PluginFault, Fault: e.Fault, Where: e.Where),
        StatementsCountOverflowException => Fault(RunFault.TooManySteps, engine, places),
        RegexMatchTimeoutException => Fault(RunFault.PatternTooSlow, engine, places),
        RunException or OutOfMemoryException => Faults.Of(exception),
        _ => new DoneMessage(Outcome.PluginFault, Fault: RunFault.Escaped, Where: $"{exception.GetType().Name}, {Place(engine, places)}"),
    };

    private static DoneMessage Of(JavaScriptException exception, ScriptPlaces places) => (exception.Error.IsObject() ? exception.Error.AsObject() : null) switch
    {
        OutcomeError outcome => Faults.Of(outcome.Exception),
        TooDeepError => new DoneMessage(Outcome.PluginFault, Fault: RunFault.StackOverflow),
        HostError ours => Escaped($"{Name(ours)}: {ours.Words.TrimEnd('.')}", exception, places),
        { } error => Escaped(Name(error), exception, places),
        null => Escaped("throw", exception, places),
    };

    private static DoneMessage Escaped(string what, JavaScriptException exception, ScriptPlaces places) =>
        new(Outcome.PluginFault, Fault: RunFault.Escaped, Where: $"{what}, {places.Of(exception.Location)}");

    // A name that the script gave may hold anything.
    private static string Name(Jint.Native.Object.ObjectInstance error) =>
        error.GetProperty("name") is { Get: null, Value: { } name } && name.IsString() && Names.Contains(name.AsString()) ? name.AsString() : "Error";

    private static DoneMessage Fault(RunFault fault, Engine? engine, ScriptPlaces places) => new(Outcome.PluginFault, Fault: fault, Where: Place(engine, places));

    private static string Place(Engine? engine, ScriptPlaces places) => places.Of(engine?.GetLastSyntaxNode()?.Location);
}
