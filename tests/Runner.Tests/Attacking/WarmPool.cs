using Hub.Core.Plugins.Running;

namespace Runner.Tests.Attacking;

/// <summary>Runners that are started while the attack before is looked at, one for each limit of memory.</summary>
public sealed class WarmPool : IAsyncDisposable
{
    private readonly Dictionary<long, WarmRunners> _pools = [];

    public async ValueTask DisposeAsync()
    {
        foreach (var pool in _pools.Values)
        {
            await pool.DisposeAsync();
        }
    }

    internal WarmRunners For(RunnerLimits limits)
    {
        if (!_pools.TryGetValue(limits.Memory, out var pool))
        {
            _pools.Add(limits.Memory, pool = new WarmRunners(Place.Launcher, limits, TimeProvider.System));
        }

        return pool;
    }
}
