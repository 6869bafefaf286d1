using System.Diagnostics;
using Hub.Runner;
using Hub.Runner.Scripts;

// An author asked the hub for it (--wait-for-debugger). The runtime raises nothing when a debugger comes, so it is looked for.
while (Environment.GetEnvironmentVariable("HUB_WAIT_FOR_DEBUGGER") == "1" && !Debugger.IsAttached)
{
    Thread.Sleep(100);
}

var pipes = Pipes.Take();
if (args is ["ahead"])
{
    // There is no run yet. Hello says that this is done.
    Rehearsal.Run();
}

// One process, one plug-in, one run. The hub ends the process when it has read Done; when its end closes, it is gone, or done with us, and this process
// ends whatever the plug-in is busy with. Not by Environment.Exit: a plug-in's handlers could hold it up.
using var link = new HubLink(pipes.Input, pipes.Output, gone: static () => Process.GetCurrentProcess().Kill());
if (link.Begin() is not { } start)
{
    return;
}

AppDomain.CurrentDomain.UnhandledException += (_, e) => link.Finish(Faults.Of(e.ExceptionObject as Exception));
AppDomain.CurrentDomain.ProcessExit += (_, _) => link.Flush(); // Environment.Exit in a plug-in: what it saved before is kept

link.Finish(start.Runtime == "js" ? ScriptRun.Run(start, link) : PluginRun.Run(start, link));
