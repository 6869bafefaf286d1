using System.ComponentModel;
using System.Diagnostics;
using Hub.Wire;

namespace Hub.Core.Plugins.Running;

/// <summary>The process of one run, with those who watch over it. Whoever kills it says why first.</summary>
internal sealed class RunnerChild : IAsyncDisposable
{
    private static readonly TimeSpan LastBreath = TimeSpan.FromSeconds(5);
    private readonly Process _process;
    private readonly MemoryWatch _memory;
    private readonly ErrorWatch _errors = new();
    private readonly CancellationTokenSource _over = new();
    private readonly CancellationTokenSource _broken = new();
    private readonly CancellationTokenSource _time;
    private readonly CancellationTokenRegistration _timeOut;
    private readonly Task _memoryWatch;
    private readonly Task _errorWatch;
    private readonly Task _endWatch;
    private int _reason;
    private bool _killed;

    public RunnerChild(Process process, RunnerLimits limits, TimeProvider clock)
        : this(process, new FrameReader(process.StandardOutput.BaseStream), limits, clock)
    {
    }

    /// <summary>A runner that was started ahead. What it may use counts from here.</summary>
    public RunnerChild(WarmRunner warm, RunnerLimits limits, TimeProvider clock)
        : this(warm.Process, warm.Output, limits, clock) => HasGreeted = true;

    private RunnerChild(Process process, FrameReader output, RunnerLimits limits, TimeProvider clock)
    {
        (_process, Output) = (process, output);
        _memory = new MemoryWatch(process, limits.Memory);
        _memoryWatch = _memory.RunAsync(() => Kill(RunFault.TooMuchMemory), _over.Token);
        _errorWatch = _errors.RunAsync(process.StandardError.BaseStream, _over.Token);
        _endWatch = WatchEndAsync();
        _time = new CancellationTokenSource(limits.Time, clock);
        _timeOut = _time.Token.Register(() => Kill(RunFault.TooLong));
    }

    public Stream Input => _process.StandardInput.BaseStream;

    public FrameReader Output { get; }

    /// <summary>It said its first word already: it had no run before this one.</summary>
    public bool HasGreeted { get; }

    /// <summary>Cancelled when the process has ended other than well: killed, or broken off. One that is done may have left something to be done for it.</summary>
    public CancellationToken Broken => _broken.Token;

    public long PeakMemory => _memory.Peak;

    /// <summary>Null when the hub ended it.</summary>
    public int? ExitCode => _killed || !_process.HasExited ? null : _process.ExitCode;

    /// <summary>The hub ended it, for a reason or because nobody wants the run any more.</summary>
    public bool WasEnded => _killed;

    /// <summary>Why it ended without a last word.</summary>
    public RunFault Fault
    {
        get
        {
            if (_reason != 0)
            {
                return (RunFault)_reason;
            }

            return _errors switch
            {
                { StackOverflow: true } => RunFault.StackOverflow,
                { OutOfMemory: true } => RunFault.OutOfMemory,
                _ => ExitCode is null or (>= 0 and < 128) ? RunFault.EndedEarly : RunFault.Crashed,
            };
        }
    }

    public void Kill() => Kill(RunFault.None);

    /// <summary>The talk is over. A runner that said its last word is not needed any more; one whose pipe just ended is about to end, and says with which code.</summary>
    public async Task EndAsync(bool mayStillEnd)
    {
        _memory.Look();
        if (mayStillEnd)
        {
            using var patience = new CancellationTokenSource(LastBreath);
            try
            {
                await _process.WaitForExitAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                // It closed its pipe and lives on.
            }
        }

        Kill();
        await _endWatch;

        // What the runtime said when it died is in the pipe already; a child that the plug-in left behind may hold the pipe open for ever.
        await Task.WhenAny(_errorWatch, Task.Delay(mayStillEnd ? LastBreath : TimeSpan.Zero));
        await _over.CancelAsync();
        await Task.WhenAll(_memoryWatch, _errorWatch).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing); // cancelled: nothing more to learn
    }

    public async ValueTask DisposeAsync()
    {
        await EndAsync(mayStillEnd: false);
        await _timeOut.DisposeAsync();
        _time.Dispose();
        _over.Dispose();
        _broken.Dispose();
        _process.Dispose();
    }

    private async Task WatchEndAsync()
    {
        await _process.WaitForExitAsync();
        if (_process.ExitCode != 0)
        {
            await _broken.CancelAsync();
        }
    }

    private void Kill(RunFault reason)
    {
        Interlocked.CompareExchange(ref _reason, (int)reason, 0);
        try
        {
            if (!_process.HasExited)
            {
                _killed = true;
                _process.Kill(entireProcessTree: true);
            }
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception or AggregateException)
        {
            // It ended in between, or a child of its child did.
        }
    }
}
