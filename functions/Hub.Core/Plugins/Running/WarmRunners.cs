using System.ComponentModel;
using Hub.Wire;

namespace Hub.Core.Plugins.Running;

/// <summary>
/// Keeps one runner for scripts started ahead, for as long as scripts are run or somebody is about to run one. One: a person waits for one thing at a time, it
/// takes 45 MB, and when many runs are at work at once, starting ahead would only take from them what it saves.
/// </summary>
public sealed class WarmRunners : IAsyncDisposable
{
    /// <summary>As long as a person may take over a form, or over a code that a holder sends.</summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromMinutes(5);

    private readonly RunnerLauncher _launcher;
    private readonly RunnerLimits _limits;
    private readonly ITimer _rest;
    private readonly Lock _turn = new();
    private WarmRunner? _kept;
    private Task _starting = Task.CompletedTask;
    private int _atWork;
    private bool _closed;

    /// <param name="launcher">Starts it.</param>
    /// <param name="limits">Those of the runs that it is for: they are set when a process starts.</param>
    /// <param name="clock">Says how long it has not been used.</param>
    public WarmRunners(RunnerLauncher launcher, RunnerLimits limits, TimeProvider clock)
    {
        (_launcher, _limits) = (launcher, limits);
        _rest = clock.CreateTimer(_ => LetGo(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Somebody is about to run a script. Returns at once; the task ends when a runner is ready, or none can be.</summary>
    public Task ExpectAsync()
    {
        lock (_turn)
        {
            _ = _rest.Change(KeptFor, Timeout.InfiniteTimeSpan);
            if (!_closed && _starting.IsCompleted && _kept is not { HasEnded: false })
            {
                _starting = Task.Run(StartAsync);
            }

            return _starting;
        }
    }

    /// <summary>The process that waits or gets ready, if there is one.</summary>
    public int? ProcessId
    {
        get
        {
            lock (_turn)
            {
                return _kept is { HasEnded: false } ? _kept.Process.Id : null;
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        lock (_turn)
        {
            _closed = true;
        }

        await _rest.DisposeAsync();
        LetGo();
        await _starting;
    }

    /// <summary>The process that waits, if it is as this run needs it.</summary>
    internal WarmRunner? TryTake(RunnerLimits limits)
    {
        WarmRunner? kept;
        lock (_turn)
        {
            _atWork++;
            if (_kept is not { IsReady: true } || limits.ManagedHeap != _limits.ManagedHeap)
            {
                return null;
            }

            (kept, _kept) = (_kept, null);
        }

        if (kept.Edition == _launcher.Edition)
        {
            return kept;
        }

        kept.Dispose();
        return null;
    }

    /// <summary>A run of a script has ended, whatever it ran in. After the last of them, the next may follow soon.</summary>
    internal void GiveBack()
    {
        lock (_turn)
        {
            if (--_atWork > 0)
            {
                return;
            }
        }

        _ = ExpectAsync();
    }

    private async Task StartAsync()
    {
        WarmRunner? started = null;
        try
        {
            started = WarmRunner.Start(_launcher, _limits);
            if (Keep(started) && await started.GetReadyAsync())
            {
                return;
            }
        }
        catch (Exception e) when (e is IOException or Win32Exception or WireException or InvalidOperationException or ObjectDisposedException)
        {
            // It was let go meanwhile, or cannot be started: the next run starts cold, and then says what is wrong.
        }

        if (started is not null)
        {
            Drop(started);
        }
    }

    private bool Keep(WarmRunner started)
    {
        lock (_turn)
        {
            _kept?.Dispose();
            _kept = _closed ? null : started;
            return _kept is not null;
        }
    }

    private void Drop(WarmRunner runner)
    {
        lock (_turn)
        {
            _kept = _kept == runner ? null : _kept;
        }

        runner.Dispose();
    }

    private void LetGo()
    {
        WarmRunner? kept;
        lock (_turn)
        {
            (kept, _kept) = (_kept, null);
        }

        kept?.Dispose();
    }
}
