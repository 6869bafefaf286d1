namespace Hub.Runner.Scripts;

/// <summary>Numbers by chance that are the same when a run is replayed: they begin with the run's clock. Good for spreading, not for secrets.</summary>
internal sealed class ScriptRandom(long seed)
{
    private ulong _state = (ulong)seed;

    /// <summary>From 0 up to 1, as SplitMix64 gives them.</summary>
    public double Next()
    {
        var z = _state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return ((z ^ (z >> 31)) >> 11) * (1.0 / (1UL << 53));
    }
}
