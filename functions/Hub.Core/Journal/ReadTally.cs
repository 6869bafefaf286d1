using System.Collections.Concurrent;
using Hub.Core.Vaults;

namespace Hub.Core.Journal;

/// <summary>
/// Counts people's reads per vault, actor, type, purpose and minute, and writes them into the journals a little later: a line for each of
/// a million reads would tell less. Exports, files, shares and plug-ins' reads do not come this way; that they read stands in the journal before the reply.
/// </summary>
public sealed class ReadTally(VaultPool vaults, TimeProvider clock)
{
    private readonly ConcurrentDictionary<Key, Counter> _counts = new();

    public void Add(string vaultId, string actor, string action, string type, string purpose, long count = 1)
    {
        var key = new Key(vaultId, actor, action, type, purpose, clock.GetUtcNow().ToUnixTimeSeconds() / 60);
        Interlocked.Add(ref _counts.GetOrAdd(key, _ => new Counter()).Value, count);
    }

    /// <summary>Writes what was counted, of one vault or of all. A minute that goes on gets another line.</summary>
    public async Task FlushAsync(string? vaultId = null)
    {
        foreach (var counted in _counts.Where(counted => vaultId is null || counted.Key.Vault == vaultId).GroupBy(counted => counted.Key.Vault).ToList())
        {
            var entries = new List<JournalEntry>();
            foreach (var (key, counter) in counted)
            {
                // Only a minute that is over is forgotten: nobody adds to it any more, so no count is lost between the two steps.
                var count = Interlocked.Exchange(ref counter.Value, 0);
                if (count == 0 && key.Minute < clock.GetUtcNow().ToUnixTimeSeconds() / 60)
                {
                    _counts.TryRemove(key, out _);
                }
                else if (count > 0)
                {
                    entries.Add(new JournalEntry(0, DateTimeOffset.FromUnixTimeSeconds(key.Minute * 60), key.Actor, key.Action, key.Type, key.Purpose, count));
                }
            }

            if (entries.Count > 0 && await vaults.Stores.ExistsAsync(counted.Key))
            {
                await using var vault = await vaults.OpenAsync(counted.Key);
                await vault.Store.AppendJournalAsync(entries);
            }
        }
    }

    private readonly record struct Key(string Vault, string Actor, string Action, string Type, string Purpose, long Minute);

    private sealed class Counter
    {
        public long Value;
    }
}
