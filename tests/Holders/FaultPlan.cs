namespace Holders;

/// <summary>The faults that a test has ordered.</summary>
public sealed class FaultPlan
{
    private readonly Lock _lock = new();
    private readonly List<Ordered> _faults = [];

    /// <summary>Orders these faults and no others.</summary>
    public void Set(params IReadOnlyList<Fault> faults)
    {
        lock (_lock)
        {
            _faults.Clear();
            _faults.AddRange(faults.Select(fault => new Ordered(fault)));
        }
    }

    public void Set(params IReadOnlyList<FaultKind> kinds) => Set([.. kinds.Select(kind => new Fault(kind))]);

    public void Clear() => Set(Array.Empty<Fault>());

    /// <summary>The fault of this kind that strikes this request, counted as one more strike; null when none does.</summary>
    public Fault? Strike(FaultKind kind, string path)
    {
        lock (_lock)
        {
            return _faults.Find(fault => fault.Fault.Kind == kind && fault.Strikes(path))?.Fault;
        }
    }

    private sealed class Ordered(Fault fault)
    {
        private int _seen;

        public Fault Fault => fault;

        public bool Strikes(string path) =>
            path.Contains(fault.Path, StringComparison.Ordinal) && ++_seen is var nth && nth > fault.After && nth - fault.After <= fault.Times;
    }
}
