using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Hub.Core.Plugins.Running;

/// <summary>People at their pages come before runs, also when a plug-in does its worst.</summary>
internal static partial class LowestPriority
{
    private const int Idle = 5; // SCHED_IDLE, sched(7)

    /// <summary>The process gets what nobody else of the hub wants. To be called before it has threads: they inherit it.</summary>
    public static Process Give(Process process)
    {
        try
        {
            // A lower priority alone (nice) still lets a process finish its turn of some milliseconds when a request wakes the hub; this one is put aside at once.
            var none = 0;
            if (!OperatingSystem.IsLinux() || Schedule(process.Id, Idle, ref none) != 0)
            {
                process.PriorityClass = ProcessPriorityClass.BelowNormal;
            }
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception)
        {
            // It has ended already, or the system does not let its owner do so: it runs like any other.
        }

        return process;
    }

    [LibraryImport("libc", EntryPoint = "sched_setscheduler")]
    private static partial int Schedule(int process, int policy, ref int priority);
}
