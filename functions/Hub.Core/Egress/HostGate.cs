namespace Hub.Core.Egress;

/// <summary>Who may call one host when, over all runs of the hub: so many at once, so many a second, and nobody while it asks for a break. Who comes first goes first.</summary>
internal sealed class HostGate(EgressLimits limits, TimeProvider clock)
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private readonly SemaphoreSlim _places = new(limits.CallsAtOncePerHost);
    private readonly long _start = clock.GetTimestamp();

    // On the clock that nobody sets: when the last calls went out, and until when the host wants none.
    private readonly TimeSpan[] _last = [.. Enumerable.Repeat(-Second, limits.CallsPerSecondPerHost)];
    private readonly Lock _lock = new();
    private int _next;
    private TimeSpan _breakUntil;
    private bool _busy;

    public bool IsIdle => _places.CurrentCount == limits.CallsAtOncePerHost && Now > _breakUntil && Now - _last.Max() > Second;

    private TimeSpan Now => clock.GetElapsedTime(_start);

    /// <summary>Waits for a place; it is given back by <see cref="Leave"/>.</summary>
    /// <exception cref="EgressException">The host asked for a break that is too long to wait for.</exception>
    public async ValueTask EnterAsync(string host, CancellationToken cancellationToken)
    {
        await _places.WaitAsync(cancellationToken);
        try
        {
            for (var reserved = false; ;)
            {
                var wait = Wait(host, ref reserved);
                if (wait <= TimeSpan.Zero)
                {
                    return;
                }

                // Looked at again afterwards: another call may have been told to wait meanwhile.
                await Task.Delay(wait, clock, cancellationToken);
            }
        }
        catch
        {
            _places.Release();
            throw;
        }
    }

    public void Leave() => _places.Release();

    /// <param name="busy">It is overloaded, not us too eager.</param>
    public void Break(TimeSpan length, bool busy)
    {
        var until = Now + (length < limits.LongestBreak ? length : limits.LongestBreak);
        lock (_lock)
        {
            if (until > _breakUntil)
            {
                (_breakUntil, _busy) = (until, busy);
            }
        }
    }

    private TimeSpan Wait(string host, ref bool reserved)
    {
        lock (_lock)
        {
            var now = Now;
            var pause = _breakUntil - now;
            if (pause > limits.ShortBreak)
            {
                throw EgressFailures.Break(host, _busy, clock.GetUtcNow() + pause);
            }

            if (pause > TimeSpan.Zero)
            {
                reserved = false;
                return pause;
            }

            if (reserved)
            {
                return TimeSpan.Zero;
            }

            // The n-th call before this one must lie a second back.
            var turn = _last[_next] + Second;
            _last[_next] = turn > now ? turn : now;
            _next = (_next + 1) % _last.Length;
            reserved = true;
            return turn - now;
        }
    }
}
