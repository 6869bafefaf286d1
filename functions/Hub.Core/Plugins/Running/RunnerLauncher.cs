using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Hub.Core.Plugins.Running;

/// <summary>Knows where the runner lies and how it is started: with an emptied environment, in no folder of anybody's.</summary>
public sealed class RunnerLauncher
{
    private const string Runner = "Hub.Runner.dll";
    private static readonly string? DotNet = FindDotNet();
    private static readonly string? Muxer = DotNet is null ? null : FindMuxer(DotNet);
    private readonly string _folder;
    private readonly bool _confine;

    /// <param name="folder">Where the runner lies; null for <c>runner/</c> beside the hub.</param>
    /// <param name="confine">Whether the system is to confine it where it can.</param>
    public RunnerLauncher(string? folder = null, bool confine = true)
    {
        _confine = confine;
        _folder = Path.GetFullPath(folder ?? Path.Join(AppContext.BaseDirectory, "runner"));
        if (!File.Exists(Path.Join(_folder, Runner)))
        {
            throw new FileNotFoundException("The runner is missing from the hub's folder, so no plug-in can run. Install the hub again.", Runner);
        }
    }

    /// <summary>What the system keeps a runner from doing.</summary>
    public Sandbox Sandbox => _confine ? Sandbox.Here : Sandbox.None;

    /// <summary>The plug-in whose runners wait for a debugger, unconfined and in no hurry: only who starts the hub says so. Null for none.</summary>
    public string? Debugged { get; init; }

    /// <summary>Told the process of a runner that waits.</summary>
    public Action<int> Waits { get; init; } = _ => { };

    internal bool IsDebugged(string pluginFolder) => Debugged is not null && Path.GetFileName(Path.TrimEndingDirectorySeparator(pluginFolder)) == Debugged;

    /// <summary>The runner's edition: what was started from another one is not used.</summary>
    internal DateTime Edition => File.GetLastWriteTimeUtc(Path.Join(_folder, Runner));

    /// <param name="limits">What it may use.</param>
    /// <param name="pluginFolder">What it may read besides itself; null for a script, which is handed over.</param>
    /// <param name="ahead">Whether there is no run yet: it rehearses, and waits.</param>
    internal Process Start(RunnerLimits limits, string? pluginFolder, bool ahead = false)
    {
        var start = StartInfo(limits);
        if (ahead)
        {
            start.ArgumentList.Add("ahead");
        }

        return LowestPriority.Give((_confine ? Confined.TryStart(start, Readable(pluginFolder)) : null) ?? Process.Start(start)!);
    }

    /// <summary>One that waits for a debugger.</summary>
    internal Process StartDebugged(RunnerLimits limits)
    {
        var start = StartInfo(limits);
        start.Environment["DOTNET_EnableDiagnostics"] = "1";
        start.Environment["HUB_WAIT_FOR_DEBUGGER"] = "1";
        var process = Process.Start(start)!;
        Waits(process.Id);
        return process;
    }

    private IEnumerable<string> Readable(string? pluginFolder) => new[] { _folder, pluginFolder, DotNet }.OfType<string>();

    private ProcessStartInfo StartInfo(RunnerLimits limits)
    {
        var start = new ProcessStartInfo
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            CreateNoWindow = true,
            WorkingDirectory = Path.GetPathRoot(_folder)!,
        };
        SetProgram(start);
        SetEnvironment(start.Environment, limits);
        return start;
    }

    private void SetProgram(ProcessStartInfo start)
    {
        if (Muxer is null)
        {
            // A self-contained hub brings a self-contained runner; one that brings a .NET in a folder of its own, a runner that finds it there.
            start.FileName = Path.Join(_folder, OperatingSystem.IsWindows() ? "Hub.Runner.exe" : "Hub.Runner");
            return;
        }

        start.FileName = Muxer;
        start.ArgumentList.Add("exec");
        start.ArgumentList.Add(Path.Join(_folder, Runner));
    }

    private static void SetEnvironment(IDictionary<string, string?> environment, RunnerLimits limits)
    {
        var kept = new[] { "TZDIR", "SystemRoot" }.Select(name => (Name: name, Value: Environment.GetEnvironmentVariable(name))).ToList();
        environment.Clear();
        foreach (var (name, value) in kept.Where(pair => pair.Value is not null))
        {
            environment[name] = value;
        }

        environment["DOTNET_GCHeapHardLimit"] = "0x" + limits.ManagedHeap.ToString("x", CultureInfo.InvariantCulture);
        environment["DOTNET_EnableDiagnostics"] = "0";
        environment["DOTNET_SYSTEM_GLOBALIZATION_INVARIANT"] = "1";
        environment["DOTNET_gcServer"] = "0";
        environment["DOTNET_gcConcurrent"] = "0";
        environment["DOTNET_TieredPGO"] = "0";

        // The runtime keeps its doubly mapped code in a large shared file, which a limit on file sizes (ulimit -f) would not let it make.
        environment["DOTNET_EnableWriteXorExecute"] = "0";
        environment["TZ"] = "UTC"; // a plug-in that reads local times takes the zone from its context
    }

    // The runtime that runs the hub lies in ROOT/shared/Microsoft.NETCore.App/VERSION, unless it is spread among the hub's own files.
    private static string? FindDotNet()
    {
        var root = Path.GetFullPath(Path.Join(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
        return Directory.Exists(Path.Join(root, "host", "fxr")) ? root : null;
    }

    private static string? FindMuxer(string root)
    {
        var path = Path.Join(root, OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet");
        return File.Exists(path) ? path : null;
    }
}
