using Hub.Core.Aggregates;
using Hub.Core.Runs;
using Hub.Core.Sources;
using Hub.Core.Vaults;

namespace Hub.Core.Checks;

/// <summary>Checks all that the hub holds, one place after the other, and puts right what can be: each step stands by itself, so that one that breaks off leaves what the next check tells.</summary>
public sealed class HubCheck(VaultPool vaults, WorkList list, SourceScheduler scheduler, IEnumerable<ICheckedPlace> places, CellCache totals, TimeProvider clock)
{
    /// <summary>The vaults, and then what is the hub's own.</summary>
    public async Task<IReadOnlyList<CheckedPlace>> RunAsync(Mending? mending = null, CancellationToken cancellationToken = default)
    {
        var found = new List<CheckedPlace>();
        foreach (var id in await vaults.Stores.ListAsync())
        {
            if (await CheckVaultAsync(id, mending, cancellationToken) is { } findings)
            {
                found.Add(new CheckedPlace(id, findings));
            }
        }

        found.Add(new CheckedPlace(null, await CheckHubAsync(mending, cancellationToken)));
        return found;
    }

    /// <summary>Null when it was erased meanwhile.</summary>
    public async Task<IReadOnlyList<Finding>?> CheckVaultAsync(string id, Mending? mending = null, CancellationToken cancellationToken = default)
    {
        var found = new FindingList();
        try
        {
            await using var vault = await vaults.OpenAsync(id);
            var findings = await vault.Store.CheckAsync(mending, cancellationToken);
            if (findings.All(finding => finding.Kind != FindingKind.Damage))
            {
                await VaultNotes.CheckAsync(vault.Store, found, mending, clock, cancellationToken);
                await new VaultRuns(list, scheduler, clock).CheckAsync(vault.Store, found, mending, cancellationToken);
            }

            return [.. findings, .. found.ToList()];
        }
        catch (VaultGoneException)
        {
            return null;
        }
        catch (VaultException damaged)
        {
            found.Add(FindingKind.Damage, damaged.Message);
            return found.ToList();
        }
        finally
        {
            if (mending is not null)
            {
                totals.Forget(id);
            }
        }
    }

    public async Task<IReadOnlyList<Finding>> CheckHubAsync(Mending? mending = null, CancellationToken cancellationToken = default)
    {
        var found = new FindingList();
        foreach (var place in places)
        {
            foreach (var wrong in await place.LookAsync(cancellationToken))
            {
                found.Add(place.Kind, wrong);
            }

            if (found.Has(place.Kind) && mending?.Takes(place.Kind) == true)
            {
                await place.MendAsync(cancellationToken);
                found.Mended(place.Kind);
            }
        }

        return found.ToList();
    }
}

/// <param name="Vault">Null for what is the hub's own.</param>
public sealed record CheckedPlace(string? Vault, IReadOnlyList<Finding> Findings)
{
    public IEnumerable<CheckItem> ToItems(DateTimeOffset at) => Findings.Select(finding => new CheckItem(Vault, finding.Kind, finding.Count, finding.Mended ? at : null));
}
