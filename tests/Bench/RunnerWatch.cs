using System.Globalization;

namespace Bench;

/// <summary>The highest resident memory of a process's children, and how many there were at once, while it watches.</summary>
internal sealed class RunnerWatch : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _watching;

    public RunnerWatch(int parent) => _watching = Task.Run(async () =>
    {
        while (!_stop.IsCancellationRequested)
        {
            var children = Children(parent).Where(IsRunner).ToList();
            Most = Math.Max(Most, children.Count);
            foreach (var child in children)
            {
                Peak = Math.Max(Peak, Processes.Memory(child, "VmHWM"));
            }

            await Task.Delay(20);
        }
    });

    public double Peak { get; private set; }

    /// <summary>The most children at once.</summary>
    public int Most { get; private set; }

    public void Dispose()
    {
        _stop.Cancel();
        _watching.Wait();
        _stop.Dispose();
    }

    /// <summary>Before it becomes a runner, a child looks like the hub, and as large.</summary>
    private static bool IsRunner(int child)
    {
        try
        {
            return File.ReadAllText($"/proc/{child}/cmdline").Contains("Hub.Runner", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            // It ended in between.
            return false;
        }
    }

    private static IEnumerable<int> Children(int parent)
    {
        foreach (var task in Directory.EnumerateDirectories($"/proc/{parent}/task"))
        {
            var path = Path.Combine(task, "children");
            foreach (var child in File.Exists(path) ? File.ReadAllText(path).Split(' ', StringSplitOptions.RemoveEmptyEntries) : [])
            {
                yield return int.Parse(child, CultureInfo.InvariantCulture);
            }
        }
    }
}
