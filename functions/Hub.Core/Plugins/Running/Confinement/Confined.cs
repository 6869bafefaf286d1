using System.ComponentModel;
using System.Diagnostics;

namespace Hub.Core.Plugins.Running;

/// <summary>Starts a runner's process with no more rights than a run needs: it reads itself, its plug-in and what the system gives every program, writes nothing, and opens no TCP connection.</summary>
internal static class Confined
{
    private const int NotPermitted = 1;
    private const int NotExecutable = 8;
    private const int NoAccess = 13;
    private const int NoSuchCall = 38;

    private static readonly Lock Turn = new();

    // What .NET and the C library look at. Of what tells about processes a runner sees its own (the shim adds it).
    private static readonly string[] SystemPlaces =
    [
        "/lib", "/lib64", "/usr/lib", "/usr/lib64", "/usr/local/lib", "/usr/share/zoneinfo", "/etc/ld.so.cache", "/etc/localtime", "/dev/urandom", "/dev/random",
        "/proc/meminfo", "/proc/cpuinfo", "/proc/stat", "/proc/filesystems", "/proc/sys/vm/overcommit_memory", "/sys/devices/system/cpu", "/sys/fs/cgroup",
    ];

    /// <summary>Whether a runner can be confined here. False too after the system refused to start one so.</summary>
    public static bool IsPossible { get; private set; } = Landlock.Version > 0 && Shim.Fits;

    /// <summary>Starts it confined; null where that is not possible.</summary>
    public static Process? TryStart(ProcessStartInfo start, IEnumerable<string> mayRead)
    {
        if (!IsPossible)
        {
            return null;
        }

        // One at a time: a child that is started meanwhile would inherit the rules' descriptor too.
        lock (Turn)
        {
            var ruleset = CreateRules(start.FileName, mayRead);
            var shim = -1;
            try
            {
                shim = Shim.Create(ruleset);
                return Start(start, ruleset, shim);
            }
            catch (Win32Exception e) when (e.NativeErrorCode is NotPermitted or NotExecutable or NoAccess or NoSuchCall)
            {
                // A system that runs nothing from memory, for instance. Whatever else went wrong may go well the next time, so that run fails.
                IsPossible = false;
                return null;
            }
            finally
            {
                Landlock.Close(ruleset);
                Landlock.Close(shim);
            }
        }
    }

    private static Process Start(ProcessStartInfo start, int ruleset, int shim)
    {
        var program = start.FileName;
        try
        {
            Landlock.LetInherit(ruleset);
            start.FileName = $"/proc/self/fd/{shim}";
            start.ArgumentList.Insert(0, program);
            return Process.Start(start)!;
        }
        catch (Win32Exception)
        {
            start.FileName = program;
            start.ArgumentList.RemoveAt(0);
            throw;
        }
    }

    private static int CreateRules(string program, IEnumerable<string> mayRead)
    {
        var ruleset = Landlock.Create();
        const PathAccess Run = PathAccess.Read | PathAccess.Execute;
        foreach (var place in SystemPlaces)
        {
            Landlock.Allow(ruleset, place, place.Contains("/lib", StringComparison.Ordinal) ? Run : PathAccess.Read);
        }

        foreach (var place in mayRead.Append(Environment.GetEnvironmentVariable("TZDIR") ?? "/usr/share/zoneinfo"))
        {
            Landlock.Allow(ruleset, place, PathAccess.Read);
        }

        // .NET lies where its program lies. Not the hub's own folder: a person may keep their data in it.
        Landlock.Allow(ruleset, Path.GetDirectoryName(program)!, Run);
        Landlock.Allow(ruleset, "/dev/null", PathAccess.ReadFile | PathAccess.WriteFile);
        return ruleset;
    }
}
