namespace Hub.Core.Runs;

/// <summary>
/// A bounded number of slots, each for one runner at work. The vault that holds the fewest gets the next one, and among equals the one that waited longest; so however much one
/// vault has to do, it holds no more than its share while others wait.
/// </summary>
/// <param name="count">How many there are.</param>
/// <param name="reserve">How many of them one vault cannot take: what hangs in one vault leaves room for a newcomer.</param>
public sealed class FairSlots(int count, int reserve = 0)
{
    private readonly Lock _turn = new();
    private readonly Dictionary<string, Queue> _queues = new(StringComparer.Ordinal);
    private readonly int _most = count - reserve;
    private readonly int _mostDoubtful = Math.Max(1, count / 2);
    private int _doubtful;
    private int _free = count;
    private long _served;

    /// <summary>Waits for a slot; dispose it to give it back.</summary>
    public async ValueTask<IDisposable> TakeAsync(string vaultId, SlotUse use, CancellationToken cancellationToken)
    {
        var waiter = new Waiter(new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), use);
        lock (_turn)
        {
            QueueOf(vaultId).Add(waiter);
            Serve();
        }

        try
        {
            await waiter.Served.Task.WaitAsync(cancellationToken);
            return new Slot(this, vaultId, use);
        }
        catch (OperationCanceledException)
        {
            Leave(vaultId, waiter);
            throw;
        }
    }

    private void Leave(string vaultId, Waiter waiter)
    {
        lock (_turn)
        {
            if (!QueueOf(vaultId).Waiting.Remove(waiter))
            {
                // It was served at this very moment.
                Return(vaultId, waiter.Use);
            }
            else
            {
                Forget(vaultId);
            }
        }
    }

    private void GiveBack(string vaultId, SlotUse use)
    {
        lock (_turn)
        {
            Return(vaultId, use);
        }
    }

    private void Return(string vaultId, SlotUse use)
    {
        QueueOf(vaultId).Held--;
        _doubtful -= use == SlotUse.Doubtful ? 1 : 0;
        _free++;
        Forget(vaultId);
        Serve();
    }

    private void Serve()
    {
        while (_free > 0 && Next() is { } queue)
        {
            var waiter = queue.Waiting[0];
            queue.Waiting.RemoveAt(0);
            queue.Held++;
            _doubtful += waiter.Use == SlotUse.Doubtful ? 1 : 0;
            queue.Served = ++_served;
            _free--;
            waiter.Served.SetResult();
        }
    }

    private Queue? Next() => _queues.Values.Where(queue => queue.Waiting.Count > 0 && MayTake(queue, queue.Waiting[0].Use)).MinBy(queue => (queue.Held, queue.Served));

    private bool MayTake(Queue queue, SlotUse use) => use == SlotUse.Urgent || (queue.Held < _most && (use == SlotUse.Usual || _doubtful < _mostDoubtful));

    private Queue QueueOf(string vaultId)
    {
        if (!_queues.TryGetValue(vaultId, out var queue))
        {
            _queues.Add(vaultId, queue = new Queue());
        }

        return queue;
    }

    private void Forget(string vaultId)
    {
        if (_queues.TryGetValue(vaultId, out var queue) && queue is { Held: 0, Waiting.Count: 0 })
        {
            _queues.Remove(vaultId);
        }
    }

    private sealed record Waiter(TaskCompletionSource Served, SlotUse Use);

    private sealed class Queue
    {
        public List<Waiter> Waiting { get; } = [];

        public int Held { get; set; }

        public long Served { get; set; }

        public void Add(Waiter waiter)
        {
            var place = Waiting.FindIndex(other => other.Use > waiter.Use);
            Waiting.Insert(place < 0 ? Waiting.Count : place, waiter);
        }
    }

    private sealed class Slot(FairSlots slots, string vaultId, SlotUse use) : IDisposable
    {
        private FairSlots? _slots = slots;

        public void Dispose() => Interlocked.Exchange(ref _slots, null)?.GiveBack(vaultId, use);
    }
}

/// <summary>What a slot is for, in the order in which one vault's turns come.</summary>
public enum SlotUse
{
    /// <summary>A person looks at a screen.</summary>
    Urgent,

    Usual,

    /// <summary>It failed the last time and may hang again: such runs hold half of the slots at most.</summary>
    Doubtful,
}
