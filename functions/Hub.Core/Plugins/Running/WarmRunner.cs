using System.ComponentModel;
using System.Diagnostics;
using Hub.Wire;

namespace Hub.Core.Plugins.Running;

/// <summary>A runner for a script that was started ahead: it has rehearsed, waits for its run, and holds nothing of anybody's. It serves one run, as any other.</summary>
internal sealed class WarmRunner(Process process, DateTime edition) : IDisposable
{
    private bool _ready;
    private int _disposed;

    public Process Process => process;

    /// <summary>What it says; its greeting has been taken.</summary>
    public FrameReader Output { get; } = new(process.StandardOutput.BaseStream);

    /// <summary>It waits for its run.</summary>
    public bool IsReady => Volatile.Read(ref _ready) && !process.HasExited;

    public bool HasEnded => process.HasExited;

    /// <summary>What the runner's program was when this one was started.</summary>
    public DateTime Edition => edition;

    public static WarmRunner Start(RunnerLauncher launcher, RunnerLimits limits)
    {
        var edition = launcher.Edition;
        return new WarmRunner(launcher.Start(limits, pluginFolder: null, ahead: true), edition);
    }

    /// <summary>Waits until it is ready; false when it never will be.</summary>
    public async Task<bool> GetReadyAsync()
    {
        while (!Output.TryNext())
        {
            if (!await Output.FillAsync())
            {
                return false;
            }
        }

        var greeting = new PayloadReader(Output.Payload);
        var ready = FrameLoop.IsGreeting(Output.Kind, ref greeting);
        Volatile.Write(ref _ready, ready);
        return ready;
    }

    /// <summary>Ends it. Not for one that has its run. Who lets it go and who waits for its greeting may both do so.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 1)
        {
            return;
        }

        try
        {
            process.Kill();
            process.WaitForExit();
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception)
        {
            // It ended by itself.
        }

        process.Dispose();
    }
}
