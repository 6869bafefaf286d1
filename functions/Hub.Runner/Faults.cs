using System.Diagnostics;
using System.Runtime.Loader;
using Hub.Sdk;
using Hub.Wire;

namespace Hub.Runner;

/// <summary>What an exception that escaped a plug-in becomes. Its message is dropped: it may quote a person's data.</summary>
internal static class Faults
{
    public static DoneMessage Of(Exception? exception) => exception switch
    {
        AggregateException { InnerExceptions.Count: > 0 } e => Of(e.InnerExceptions[0]),
        RunException e => new DoneMessage(e.Outcome, e.Detail),
        PluginException e => Fault(e.Fault, e.Where),
        OutOfMemoryException => Fault(RunFault.OutOfMemory, null),
        FileNotFoundException { FileName: { } name } e when IsAssembly(name) => Fault(RunFault.LibraryMissing, name.Split(',')[0]),
        TypeLoadException or MissingMemberException or BadImageFormatException or FileLoadException => Fault(RunFault.DoesNotFit, Where(exception)),
        TypeInitializationException { InnerException: { } inner } => Of(inner),
        null => Fault(RunFault.Escaped, null),
        _ => Fault(RunFault.Escaped, Where(exception)),
    };

    /// <summary>The exception's type and the plug-in's own method nearest to it.</summary>
    public static string Where(Exception exception)
    {
        var frames = new StackTrace(exception, fNeedFileInfo: false).GetFrames();
        var method = frames.Select(DiagnosticMethodInfo.Create).FirstOrDefault(IsPlugin) ?? frames.Select(DiagnosticMethodInfo.Create).FirstOrDefault();
        return method is null ? Name(exception) : $"{Name(exception)}, {Readable(method)}";
    }

    // An async method runs in a class that the compiler names Outer+<Method>d__1.
    private static string Readable(DiagnosticMethodInfo method)
    {
        var type = method.DeclaringTypeName ?? "";
        var (open, close) = (type.IndexOf("+<", StringComparison.Ordinal), type.IndexOf(">d__", StringComparison.Ordinal));
        return open > 0 && close > open ? $"{type[..open]}.{type[(open + 2)..close]}" : $"{type}.{method.Name}";
    }

    private static string Name(Exception exception) => exception.GetType().FullName ?? exception.GetType().Name;

    private static DoneMessage Fault(RunFault fault, string? where) => new(Outcome.PluginFault, Fault: fault, Where: where);

    // A load that failed names the assembly with its version; a plug-in's own missing file has a path.
    private static bool IsAssembly(string name) => name.Contains(", Version=", StringComparison.Ordinal);

    private static bool IsPlugin(DiagnosticMethodInfo? method) =>
        method is not null && AssemblyLoadContext.All.Any(context => context is PluginLoadContext
            && context.Assemblies.Any(assembly => assembly.FullName == method.DeclaringAssemblyName));
}
