using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Hub.Core.Plugins.Running;

/// <summary>People at their pages come before runs, also when a plug-in does its worst.</summary>
internal static partial class LowestPriority
{
    private const int Idle = 5; // SCHED_IDLE, sched(7)

    /// <summary>The process gets what nobody else of the hub wants. To be called when it has just been started: a thread inherits it from the one that makes it.</summary>
    public static Process Give(Process process)
    {
        try
        {
            // A lower priority alone (nice) still lets a process finish its turn of some milliseconds when a request wakes the hub; this one is put aside at once.
            if (!OperatingSystem.IsLinux() || !TryGiveIdle(process.Id))
            {
                process.PriorityClass = ProcessPriorityClass.BelowNormal;
            }
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception or IOException)
        {
            // It has ended already, or the system does not let its owner do so: it runs like any other.
        }

        return process;
    }

    /// <summary>A busy machine may have let it make threads already; so this looks again until none is new.</summary>
    private static bool TryGiveIdle(int process)
    {
        var given = new HashSet<string>(StringComparer.Ordinal);
        while (Directory.GetDirectories($"/proc/{process}/task").Where(given.Add).ToList() is { Count: > 0 } threads)
        {
            foreach (var thread in threads)
            {
                var none = 0;
                if (Schedule(int.Parse(Path.GetFileName(thread), CultureInfo.InvariantCulture), Idle, ref none) != 0 && Directory.Exists(thread))
                {
                    return false;
                }
            }
        }

        return true;
    }

    [LibraryImport("libc", EntryPoint = "sched_setscheduler")]
    private static partial int Schedule(int thread, int policy, ref int priority);
}
