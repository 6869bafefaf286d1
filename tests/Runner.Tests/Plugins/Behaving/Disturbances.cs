using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace Behaving;

/// <summary>Ways to get in between the runner and the hub.</summary>
internal static partial class Disturbances
{
    public static IReadOnlyDictionary<string, Func<Run, Task>> All { get; } = new Dictionary<string, Func<Run, Task>>(StringComparer.Ordinal)
    {
        ["print"] = run =>
        {
            Console.WriteLine("MARKER on the console");
            _ = Write(1, "MARKER by a native library\n"u8.ToArray(), 27);
            return BehavingConnector.SaveAsync(run.Context, 3).AsTask();
        },
        ["garbage"] = _ => IntoPipes(Encoding.ASCII.GetBytes(new string('g', 1000))),
        ["oversized-frame"] = _ => IntoPipes([0xff, 0xff, 0xff, 0x7f, 3]),
        ["unknown-frame"] = _ => IntoPipes([1, 0, 0, 0, 99]),
        ["unknown-type"] = _ => IntoPipes([13, 0, 0, 0, 3, 77, 0, 0, 0, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]),
        ["half-a-frame"] = async it =>
        {
            await Task.WhenAny(Task.CompletedTask, IntoPipes([100, 0, 0, 0, 3, 1, 2, 3]));
            Process.GetCurrentProcess().Kill();
        },
        ["close-the-pipe"] = async it =>
        {
            foreach (var descriptor in Pipes())
            {
                _ = Close(descriptor);
            }

            await Task.Delay(Timeout.Infinite);
        },
        ["start-a-child"] = async run =>
        {
            using var child = Process.Start("/bin/sleep", "100000");
            await run.Context.LogAsync("pid " + child.Id.ToString(CultureInfo.InvariantCulture));
            run.File.Open().Dispose();
            await child.WaitForExitAsync();
        },
        ["leave-a-child"] = async run =>
        {
            using var child = Process.Start("/bin/sleep", run.Number.ToString(CultureInfo.InvariantCulture));
            Process.GetCurrentProcess().Kill();
            await child.WaitForExitAsync();
        },
        ["look-around"] = async run =>
        {
            foreach (System.Collections.DictionaryEntry variable in Environment.GetEnvironmentVariables())
            {
                await run.Context.LogAsync((string)variable.Key);
            }

            await run.Context.LogAsync("in " + Environment.CurrentDirectory);
        },
    };

    // The runner's ends of the pipes are not where a plug-in would look for them; one that means harm finds them: they are the
    // pipes of which only one end is in this process, and which are not standard output or error.
    private static List<int> Pipes() =>
        [.. Directory.GetFileSystemEntries("/proc/self/fd")
            .Select(entry => (Number: int.Parse(Path.GetFileName(entry), CultureInfo.InvariantCulture), Target: new FileInfo(entry).LinkTarget))
            .Where(open => open.Target?.StartsWith("pipe:", StringComparison.Ordinal) == true)
            .GroupBy(open => open.Target, open => open.Number, StringComparer.Ordinal)
            .Where(ends => ends.Min() > 2 && ends.Select(Access).Distinct().Count() == 1)
            .SelectMany(ends => ends)];

    private static char Access(int descriptor) =>
        File.ReadLines("/proc/self/fdinfo/" + descriptor.ToString(CultureInfo.InvariantCulture)).First(line => line.StartsWith("flags:", StringComparison.Ordinal))[^1];

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
