using Hub.Runner;
using Hub.Runner.Scripts;

// An author asked the hub for it (--wait-for-debugger). The runtime raises nothing when a debugger comes, so it is looked for.
while (Environment.GetEnvironmentVariable("HUB_WAIT_FOR_DEBUGGER") == "1" && !System.Diagnostics.Debugger.IsAttached)
{
    Thread.Sleep(100);
}

// One process, one plug-in, one run. The hub ends the process when it has read Done.
var pipes = Pipes.Take();
using var link = new HubLink(pipes.Input, pipes.Output);
var start = link.Begin();

AppDomain.CurrentDomain.UnhandledException += (_, e) => link.Finish(Faults.Of(e.ExceptionObject as Exception));
AppDomain.CurrentDomain.ProcessExit += (_, _) => link.Flush(); // Environment.Exit in a plug-in: what it saved before is kept

link.Finish(start.Runtime == "js" ? ScriptRun.Run(start, link) : PluginRun.Run(start, link));
