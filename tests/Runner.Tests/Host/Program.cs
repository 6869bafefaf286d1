using System.Text;
using Hub.Core.Plugins.Running;
using Hub.Sdk;
using Hub.Wire;
using Runner.Tests;

// A hub that is there to be killed: has a runner ready and nothing for it to do, or runs the plug-in of the second argument with the runner of the first, and prints what it logs.
if (args is ["warm", var runner])
{
    var warm = new WarmRunners(new RunnerLauncher(runner), new RunnerLimits(), TimeProvider.System);
    await warm.ExpectAsync();
    Console.WriteLine($"pid {warm.ProcessId}");
    await Task.Delay(Timeout.Infinite);
}

var handler = new RecordingHandler(Encoding.UTF8.GetBytes(args[2])) { OnLog = Console.WriteLine };
var request = new RunnerRequest(
    args[1], "Behaving.dll", SdkVersion.Major, RunMode.Import, default, Cursor: null, "UTC", DateTimeOffset.UnixEpoch,
    new Dictionary<string, string>(StringComparer.Ordinal), FileName: null, FileLength: null);
await new RunnerProcess(new RunnerLauncher(args[0]), new RunnerLimits(), TimeProvider.System).RunAsync(request, handler, CancellationToken.None);
