using System.Collections.Concurrent;

namespace Hub.Core.Runs;

/// <summary>What is being computed in this process, and from which state of its vault: what that state holds already calls for no other computation.</summary>
public sealed class Computations
{
    private readonly ConcurrentDictionary<(string VaultId, string Plugin), long> _under = new();

    /// <summary>Until it is disposed.</summary>
    public IDisposable Begin(string vaultId, string plugin, long sequence)
    {
        _under[(vaultId, plugin)] = sequence;
        return new Ending(_under, (vaultId, plugin));
    }

    /// <summary>The number of the last change that it sees, or null when there is none under way here.</summary>
    public long? Find(string vaultId, string plugin) => _under.TryGetValue((vaultId, plugin), out var sequence) ? sequence : null;

    private sealed class Ending(ConcurrentDictionary<(string, string), long> under, (string, string) key) : IDisposable
    {
        public void Dispose() => under.TryRemove(key, out _);
    }
}
