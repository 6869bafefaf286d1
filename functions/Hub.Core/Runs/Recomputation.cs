using Hub.Core.Grants;
using Hub.Core.Plugins;
using Hub.Core.Vaults;

namespace Hub.Core.Runs;

/// <summary>Queues an application's computation when the change feed shows something that it was granted. Pages never compute.</summary>
public sealed class Recomputation(VaultPool vaults, PluginCatalogue plugins, RunQueue queue, WorkList list, Computations computations, TimeProvider clock)
{
    private readonly SemaphoreSlim _turn = new(1, 1);

    public async Task ConsiderAsync(string vaultId)
    {
        await _turn.WaitAsync();
        try
        {
            await using var vault = await vaults.OpenAsync(vaultId, fresh: false);
            foreach (var grant in (await vault.Store.GrantsAsync()).Where(grant => grant.IsActive(clock.GetUtcNow())))
            {
                if (plugins.Find(grant.Plugin) is { } plugin && await IsDueAsync(vault.Store, grant))
                {
                    await BeginAsync(vault.Store, plugin, grant);
                }
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task<bool> IsDueAsync(IVaultStore store, Grant grant)
    {
        var types = grant.Types.Select(granted => granted.Type).ToHashSet(StringComparer.Ordinal);
        return (computations.Find(store.VaultId, grant.Plugin) ?? await store.ComputedAsync(grant.Plugin)) is not { } computed || (await store.ChangesAsync(computed, 1, types.Contains)).Count > 0;
    }

    private async Task BeginAsync(IVaultStore store, Plugin plugin, Grant grant)
    {
        var waiting = (await store.LatestRunsAsync()).Any(run => run.Kind == RunKind.Compute && run.Plugin == plugin.Id && run.State == RunState.Queued);
        if (waiting || !grant.Covers(plugin.Manifest))
        {
            return;
        }

        var run = new Run { Id = RunStore.NewId(clock), Kind = RunKind.Compute, Plugin = plugin.Id, Version = plugin.Manifest.Version, Actor = $"plugin:{plugin.Id}", Created = clock.GetUtcNow() };
        await list.AddAsync(store.VaultId, run.Id);
        await store.SaveRunAsync(run);
        await queue.EnqueueAsync(store.VaultId, run.Id);
    }
}
