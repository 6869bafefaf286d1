namespace Hub.Core.Accounts;

/// <summary>
/// Lets the codes of one account be tried one after another, from wherever they come, and later and later as wrong ones add up: six digits are few. Only who gave the passphrase gets here,
/// so nobody else can hold that queue up; a passkey and a recovery code do not stand in it.
/// </summary>
public sealed class CodeGuesses(TimeProvider clock)
{
    private const int Free = 3;
    private const int Most = 10;
    private const int AtOnce = 4;

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(4);

    // After the most in an hour. Some proxies give an answer no longer than a minute.
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan ForgottenAfter = TimeSpan.FromHours(1);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Queue> _queues = new(StringComparer.Ordinal);

    /// <summary>Waits for the account's turn and looks; null when too many wait already.</summary>
    public async ValueTask<bool?> TryAsync(string account, Func<ValueTask<bool>> look, CancellationToken cancellationToken)
    {
        if (Join(account) is not { } queue)
        {
            return null;
        }

        try
        {
            await queue.Turn.WaitAsync(cancellationToken);
            try
            {
                await Task.Delay(queue.Delay(clock.GetUtcNow()), clock, cancellationToken);
                var right = await look();
                if (!right)
                {
                    queue.Count(clock.GetUtcNow());
                }

                return right;
            }
            finally
            {
                queue.Turn.Release();
            }
        }
        finally
        {
            lock (_gate)
            {
                queue.Waiting--;
            }
        }
    }

    private Queue? Join(string account)
    {
        lock (_gate)
        {
            var queue = _queues.TryGetValue(account, out var known) ? known : _queues[account] = new Queue();
            return queue.Waiting == AtOnce ? null : queue.Join();
        }
    }

    /// <summary>Who is next, and when the latest wrong ones came.</summary>
    private sealed class Queue
    {
        private readonly Queue<DateTimeOffset> _wrong = new();
        private DateTimeOffset _last;

        public SemaphoreSlim Turn { get; } = new(1);

        public int Waiting { get; set; }

        public Queue Join()
        {
            Waiting++;
            return this;
        }

        public void Count(DateTimeOffset now)
        {
            _last = now;
            _wrong.Enqueue(now);
            if (_wrong.Count > Most)
            {
                _wrong.Dequeue();
            }
        }

        /// <summary>How long until the next is looked at. A right one in between takes nothing off: they may be two people's.</summary>
        public TimeSpan Delay(DateTimeOffset now)
        {
            while (_wrong.TryPeek(out var first) && now - first > ForgottenAfter)
            {
                _wrong.Dequeue();
            }

            var delay = _wrong.Count switch
            {
                < Free => TimeSpan.Zero,
                Most => Long,
                var count => TimeSpan.FromMilliseconds(Math.Min(250 * Math.Pow(2, count - Free), Longest.TotalMilliseconds)),
            };
            var left = _last + delay - now;

            // A clock that was set back must not make anybody wait for it.
            return left < TimeSpan.Zero ? TimeSpan.Zero : left < delay ? left : delay;
        }
    }
}
