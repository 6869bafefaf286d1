namespace Hub.Core.Egress;

/// <summary>The gates of the hosts that are called at present.</summary>
internal sealed class HostGates(EgressLimits limits, TimeProvider clock)
{
    private const int Many = 1000;
    private readonly Dictionary<string, HostGate> _gates = new(StringComparer.Ordinal);

    public HostGate Of(string host)
    {
        lock (_gates)
        {
            if (!_gates.TryGetValue(host, out var gate))
            {
                if (_gates.Count >= Many)
                {
                    _gates.Where(pair => pair.Value.IsIdle).Select(pair => pair.Key).ToList().ForEach(idle => _gates.Remove(idle));
                }

                _gates.Add(host, gate = new HostGate(limits, clock));
            }

            return gate;
        }
    }
}
