using System.Globalization;
using Hub.Sdk;
using Hub.Wire;

namespace Hub.Core.Plugins.Running;

/// <summary>
/// Runs one plug-in in a process of its own. Whatever the plug-in does is an outcome; only cancellation and the handler's own
/// trouble come out as exceptions, and then too the process is gone.
/// </summary>
public sealed class RunnerProcess(RunnerLauncher launcher, RunnerLimits limits, TimeProvider clock)
{
    public async Task<RunnerResult> RunAsync(RunnerRequest request, IRunHandler handler, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        if (request.Sdk != SdkVersion.Major)
        {
            var (outcome, detail) = RunFaults.Of(RunFault.OtherSdk, request.Sdk.ToString(CultureInfo.InvariantCulture), limits);
            return new RunnerResult(outcome, detail, Waiting: false, ExitCode: null, PeakMemory: 0, TimeSpan.Zero);
        }

        var begun = clock.GetTimestamp();
        var bounds = launcher.IsDebugged(request.PluginFolder) ? limits with { Time = TimeSpan.FromDays(1) } : limits;
        await using var child = new RunnerChild(launcher.Start(bounds, Path.GetFullPath(request.PluginFolder)), bounds, clock);
        using var cancelled = ct.Register(child.Kill);
        using var frames = new FrameLoop(child.Output, child.Input, handler, limits, clock);
        var end = await TalkAsync(frames, child, Start(request));
        ct.ThrowIfCancellationRequested();
        return new RunnerResult(end.Outcome, end.Detail, frames.Asked, child.ExitCode, child.PeakMemory, clock.GetElapsedTime(begun)) { Sandbox = launcher.Sandbox };
    }

    private async Task<(Outcome Outcome, Text? Detail)> TalkAsync(FrameLoop frames, RunnerChild child, StartMessage start)
    {
        try
        {
            await frames.StartAsync(start);
            await frames.RunAsync();
            await child.EndAsync(mayStillEnd: frames.Done is null);
        }
        catch (RunException e)
        {
            return (e.Outcome, e.Detail);
        }
        catch (RunnerFaultException e)
        {
            return RunFaults.Of(e.Fault, where: null, limits);
        }
        catch (WireException)
        {
            return RunFaults.Of(RunFault.BrokenFrames, where: null, limits);
        }

        return frames.Done switch
        {
            { Fault: RunFault.None } done => (done.Outcome, done.Detail),
            { } done => RunFaults.Of(done.Fault, done.Where, limits),
            null => RunFaults.Of(child.Fault, child.ExitCode?.ToString(CultureInfo.InvariantCulture), limits),
        };
    }

    private static StartMessage Start(RunnerRequest request) => new()
    {
        Folder = Path.GetFullPath(request.PluginFolder),
        Entry = request.Entry,
        Mode = request.Mode,
        Settings = request.Settings.IsEmpty ? "{}"u8.ToArray() : request.Settings,
        Cursor = request.Cursor,
        Zone = request.Zone,
        Now = request.Now,
        Answers = request.Answers,
        Runtime = request.Runtime,
        Session = request.Session,
        Decimals = request.Decimals,
        FileName = request.FileName,
        FileLength = request.FileLength ?? 0,
    };
}
