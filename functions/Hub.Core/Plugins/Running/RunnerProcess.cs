using System.Globalization;
using Hub.Sdk;
using Hub.Wire;

namespace Hub.Core.Plugins.Running;

/// <summary>
/// Runs one plug-in in a process of its own. Whatever the plug-in does is an outcome; only cancellation and the handler's own
/// trouble come out as exceptions, and then too the process is gone.
/// </summary>
/// <param name="launcher">Starts the process.</param>
/// <param name="limits">What a run may use.</param>
/// <param name="clock">Counts its time.</param>
/// <param name="warm">Has a process ready for a script; null where each run starts its own.</param>
public sealed class RunnerProcess(RunnerLauncher launcher, RunnerLimits limits, TimeProvider clock, WarmRunners? warm = null)
{
    /// <summary>Somebody is about to run such a plug-in: for a script or a mapping, a process is started ahead.</summary>
    public void Expect(string runtime)
    {
        if (runtime is "js" or "table")
        {
            _ = warm?.ExpectAsync();
        }
    }

    public Task<RunnerResult> RunAsync(RunnerRequest request, IRunHandler handler, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        return request.Sdk != SdkVersion.Major ? Task.FromResult(Refuse(RunFault.OtherSdk, request.Sdk.ToString(CultureInfo.InvariantCulture)))
            : request.Mode == RunMode.Unpack ? ColdAsync(pluginFolder: "", mayRead: null, Start(request), handler, ct)
            : request.Runtime is "js" or "table" ? RunScriptAsync(request, handler, ct)
            : ColdAsync(request.PluginFolder, Path.GetFullPath(request.PluginFolder), Start(request), handler, ct);
    }

    private async Task<RunnerResult> RunScriptAsync(RunnerRequest request, IRunHandler handler, CancellationToken ct)
    {
        StartMessage start;
        try
        {
            var script = request.Mode == RunMode.Sample ? PluginScript.None : PluginScript.Read(Path.GetFullPath(request.PluginFolder), request.Entry);
            start = Start(request) with { Folder = "", Script = script.Text, SourceMap = script.Map };
        }
        catch (RunnerFaultException e)
        {
            return Refuse(e.Fault, request.Entry);
        }

        if (request.Mode == RunMode.Compute && PluginScript.HasTables(request.PluginFolder))
        {
            // Its tables are read from its folder, so it is started with a right on it.
            var folder = Path.GetFullPath(request.PluginFolder);
            return await ColdAsync(request.PluginFolder, folder, start with { Folder = folder }, handler, ct);
        }

        if (warm is null || launcher.IsDebugged(request.PluginFolder))
        {
            return await ColdAsync(request.PluginFolder, mayRead: null, start, handler, ct);
        }

        var ready = warm.TryTake(limits);
        try
        {
            return (ready is null ? null : await TryAsync(ready, start, handler, ct)) ?? await ColdAsync(request.PluginFolder, mayRead: null, start, handler, ct);
        }
        finally
        {
            warm.GiveBack();
        }
    }

    private async Task<RunnerResult> ColdAsync(string pluginFolder, string? mayRead, StartMessage start, IRunHandler handler, CancellationToken ct)
    {
        var begun = clock.GetTimestamp();
        var debugged = launcher.IsDebugged(pluginFolder);
        var bounds = debugged ? limits with { Time = TimeSpan.FromDays(1) } : limits;
        await using var child = new RunnerChild(debugged ? launcher.StartDebugged(bounds) : launcher.Start(bounds, mayRead), bounds, clock);
        using var frames = new FrameLoop(child, handler, limits, clock);
        return await CarryAsync(child, frames, start, begun, ct);
    }

    /// <summary>Null when it ended without a word, by nothing that a script does: then nothing has been done yet.</summary>
    private async Task<RunnerResult?> TryAsync(WarmRunner ready, StartMessage start, IRunHandler handler, CancellationToken ct)
    {
        var begun = clock.GetTimestamp();
        await using var child = new RunnerChild(ready, limits, clock);
        using var frames = new FrameLoop(child, handler, limits, clock);
        var result = await CarryAsync(child, frames, start, begun, ct) with { Warm = true };
        return !frames.Heard && !child.WasEnded && child.Fault is (RunFault.Crashed or RunFault.EndedEarly) ? null : result;
    }

    private async Task<RunnerResult> CarryAsync(RunnerChild child, FrameLoop frames, StartMessage start, long begun, CancellationToken ct)
    {
        using var cancelled = ct.Register(child.Kill);
        var end = await TalkAsync(frames, child, start);
        ct.ThrowIfCancellationRequested();
        return new RunnerResult(end.Outcome, end.Detail, frames.Asked, child.ExitCode, child.PeakMemory, clock.GetElapsedTime(begun)) { Sandbox = launcher.Sandbox };
    }

    /// <summary>Nothing is started.</summary>
    private RunnerResult Refuse(RunFault fault, string where)
    {
        var (outcome, detail) = RunFaults.Of(fault, where, limits);
        return new RunnerResult(outcome, detail, Waiting: false, ExitCode: null, PeakMemory: 0, TimeSpan.Zero);
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
        Folder = request.PluginFolder.Length == 0 ? "" : Path.GetFullPath(request.PluginFolder),
        Entry = request.Entry,
        Mode = request.Mode,
        Settings = request.Settings.IsEmpty ? "{}"u8.ToArray() : request.Settings,
        Cursor = request.Cursor,
        Zone = request.Zone,
        Now = request.Now,
        ClockStands = request.ClockStands,
        Answers = request.Answers,
        Runtime = request.Runtime,
        Session = request.Session,
        Decimals = request.Decimals,
        FileName = request.FileName,
        FileLength = request.FileLength ?? 0,
    };
}
