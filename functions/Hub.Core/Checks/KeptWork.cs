using Hub.Core.Runs;
using Hub.Core.Vaults;

namespace Hub.Core.Checks;

/// <summary>The list of work, held against the vaults: a running hub strikes off by itself what leads nowhere.</summary>
public sealed class KeptWork(WorkList list, VaultPool vaults, TimeProvider clock) : ICheckedPlace
{
    /// <summary>The longest that a process takes between noting a run and saving it, and clocks that differ.</summary>
    private static readonly TimeSpan NotedBefore = TimeSpan.FromMinutes(15);

    public FindingKind Kind => FindingKind.Work;

    public async ValueTask<IReadOnlyList<string>> LookAsync(CancellationToken cancellationToken) => [.. (await AdriftAsync()).Select(work => $"{work.VaultId}/{work.RunId}")];

    public async ValueTask MendAsync(CancellationToken cancellationToken)
    {
        foreach (var (vault, run) in await AdriftAsync())
        {
            await list.RemoveAsync(vault, run);
        }
    }

    private async ValueTask<IReadOnlyList<(string VaultId, string RunId)>> AdriftAsync()
    {
        var adrift = new List<(string, string)>();
        foreach (var work in await list.ListAsync())
        {
            if (RunStore.TimeOf(work.RunId) is { } noted && clock.GetUtcNow() - noted < NotedBefore)
            {
                continue;
            }

            if (!await vaults.Stores.ExistsAsync(work.VaultId) || !await IsThereAsync(work.VaultId, work.RunId))
            {
                adrift.Add(work);
            }
        }

        return adrift;
    }

    private async ValueTask<bool> IsThereAsync(string vaultId, string runId)
    {
        try
        {
            await using var vault = await vaults.OpenAsync(vaultId);
            return await vault.Store.HasRunAsync(runId);
        }
        catch (VaultException)
        {
            // What is wrong with the vault is told with the vault.
            return true;
        }
    }
}
