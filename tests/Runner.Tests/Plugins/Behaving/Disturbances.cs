using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace Behaving;

/// <summary>Ways to get in between the runner and the hub.</summary>
internal static partial class Disturbances
{
    public static Func<Run, Task>? Find(string name) => name switch
    {
        "print" => run =>
        {
            Console.WriteLine("MARKER on the console");
            _ = Write(1, "MARKER by a native library\n"u8.ToArray(), 27);
            return BehavingConnector.SaveAsync(run.Context, 3).AsTask();
        }
        ,
        "garbage" => _ => IntoPipes(Encoding.ASCII.GetBytes(new string('g', 1000))),
        "oversized-frame" => _ => IntoPipes([0xff, 0xff, 0xff, 0x7f, 3]),
        "unknown-frame" => _ => IntoPipes([1, 0, 0, 0, 99]),
        "unknown-type" => _ => IntoPipes([13, 0, 0, 0, 3, 77, 0, 0, 0, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]),
        "half-a-frame" => async it =>
        {
            await Task.WhenAny(Task.CompletedTask, IntoPipes([100, 0, 0, 0, 3, 1, 2, 3]));
            Process.GetCurrentProcess().Kill();
        }
        ,
        "close-the-pipe" => async it =>
        {
            foreach (var descriptor in Pipes())
            {
                _ = Close(descriptor);
            }

            await Task.Delay(Timeout.Infinite);
        }
        ,
        "start-a-child" => async it =>
        {
            using var child = Process.Start("/bin/sleep", "100000");
            await child.WaitForExitAsync();
        }
        ,
        "look-around" => async run =>
        {
            foreach (System.Collections.DictionaryEntry variable in Environment.GetEnvironmentVariables())
            {
                await run.Context.LogAsync((string)variable.Key);
            }

            await run.Context.LogAsync("in " + Environment.CurrentDirectory);
        }
        ,
        _ => null,
    };

    // The runner's ends of the pipes are not where a plug-in would look for them; one that means harm finds them.
    private static List<int> Pipes() =>
        [.. Directory.GetFileSystemEntries("/proc/self/fd")
            .Where(entry => new FileInfo(entry).LinkTarget?.StartsWith("pipe:", StringComparison.Ordinal) == true)
            .Select(entry => int.Parse(Path.GetFileName(entry), System.Globalization.CultureInfo.InvariantCulture))
            .Where(descriptor => descriptor > 2)];

    private static Task IntoPipes(byte[] bytes)
    {
        foreach (var descriptor in Pipes())
        {
            _ = Write(descriptor, bytes, bytes.Length);
        }

        return Task.Delay(Timeout.Infinite);
    }

    [LibraryImport("libc", EntryPoint = "write")]
    private static partial nint Write(int descriptor, byte[] bytes, nint count);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);
}
