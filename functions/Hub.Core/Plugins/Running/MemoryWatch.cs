using System.Buffers.Text;
using System.Diagnostics;

namespace Hub.Core.Plugins.Running;

/// <summary>Watches a child's resident memory from outside: the heap limit inside it does not bound native memory.</summary>
internal sealed class MemoryWatch(Process child, long limit)
{
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(100);
    private readonly byte[] _status = new byte[4096];
    private readonly Lock _lock = new();

    public long Peak { get; private set; }

    public async Task RunAsync(Action exceeded, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Every);
        while (!cancellationToken.IsCancellationRequested)
        {
            if (Look() > limit)
            {
                exceeded();
                return;
            }

            try
            {
                await timer.WaitForNextTickAsync(cancellationToken);
            }
            catch (OperationCanceledException)
            {
                return; // the run is over
            }
        }
    }

    public long Look()
    {
        lock (_lock)
        {
            var (now, peak) = OperatingSystem.IsLinux() ? ReadStatus() : ReadProcess();
            Peak = Math.Max(Peak, peak);
            return now;
        }
    }

    private (long Now, long Peak) ReadProcess()
    {
        try
        {
            child.Refresh();
            return (child.WorkingSet64, child.PeakWorkingSet64);
        }
        catch (InvalidOperationException)
        {
            return default; // it has ended
        }
    }

    private (long Now, long Peak) ReadStatus()
    {
        try
        {
            using var status = File.OpenHandle($"/proc/{child.Id}/status");
            var text = _status.AsSpan(0, RandomAccess.Read(status, _status, 0));
            return (Find(text, "VmRSS:"u8), Find(text, "VmHWM:"u8));
        }
        catch (IOException)
        {
            return default; // it has ended
        }
    }

    private static long Find(ReadOnlySpan<byte> status, ReadOnlySpan<byte> name)
    {
        var at = status.IndexOf(name);
        return at >= 0 && Utf8Parser.TryParse(status[(at + name.Length)..].TrimStart(" \t"u8), out long kB, out _) ? kB * 1024 : 0;
    }
}
