using Hub.Core.Accounts;
using Hub.Core.Demo.Files;
using Hub.Core.Grants;
using Hub.Core.Plugins;
using Hub.Core.Runs;
using Hub.Core.Vaults;

namespace Hub.Core.Demo;

/// <summary>An account of its own with the made-up household, and its way out. What is made up never comes into a vault that somebody has.</summary>
public sealed class DemoVault(AccountBook accounts, VaultPool vaults, RunEngine engine, PluginCatalogue plugins, Consent consent, Closing closing, TimeProvider clock)
{
    public const string Name = "demo";

    private const string Service = "home-energy";

    private readonly SemaphoreSlim _making = new(1);

    /// <summary>The account, where there is one that holds nothing but the demo; a person of that name is none.</summary>
    public async ValueTask<Account?> FindAsync() => await accounts.FindAsync(Name) is { MadeUp: true } account ? account : null;

    /// <summary>Makes the account and begins to bring in its files; what is there already stays as it is. Null when somebody else has the name.</summary>
    public async Task<DemoMade?> MakeAsync(string actor, string language, CancellationToken cancellationToken = default)
    {
        await _making.WaitAsync(cancellationToken);
        try
        {
            if (await FindAsync() is { Closed: not null } closed)
            {
                await closing.EraseAsync(closed);
            }

            if ((await FindAsync() ?? await accounts.AddAsync(Name, admin: false, madeUp: true)) is not { } account)
            {
                return null;
            }

            await using var vault = await vaults.OpenAsync(account.Vaults[0], create: true);
            return await vault.Store.SequenceAsync() > 0 || await FirstImportAsync(vault.Store) is not null
                ? new DemoMade(account, await FirstImportAsync(vault.Store), IsNew: false)
                : new DemoMade(account, await FillAsync(vault.Store, actor, language, cancellationToken), IsNew: true);
        }
        finally
        {
            _making.Release();
        }
    }

    /// <summary>The service computes once more when something came in after it last did; completes when it has.</summary>
    public async Task ComputeAsync(Account account)
    {
        await using var vault = await vaults.OpenAsync(account.Vaults[0]);
        await engine.Recomputation.ConsiderAsync(vault.Store.VaultId);
        foreach (var run in (await vault.Store.RunsAsync()).Where(run => run.Kind == RunKind.Compute && !run.IsOver))
        {
            await engine.Queue.EnqueueAsync(vault.Store.VaultId, run.Id);
            await engine.Queue.WaitAsync(run.Id);
        }
    }

    /// <summary>Removes account and vault; null when there is no demo.</summary>
    public async Task<Receipt?> RemoveAsync() => await FindAsync() is { } account ? await closing.EraseAsync(account) : null;

    /// <summary>Until yesterday, as files that were fetched today would be.</summary>
    private async Task<Run> FillAsync(IVaultStore store, string actor, string language, CancellationToken cancellationToken)
    {
        if (plugins.Find(Service) is { } service && await store.FindActiveGrantAsync(Service, clock.GetUtcNow()) is null)
        {
            await consent.GiveAsync(store, service, Consent.AskedBy(service.Manifest), (service.Manifest.Purpose ?? service.Manifest.Summary).In(language), null, actor);
        }

        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(clock.GetUtcNow(), Household.Zone).DateTime);
        var files = DemoFiles.Of(new Household(today.AddDays(-1)));
        return await engine.Imports.BeginAsync(store, [.. files.Select(file => file.ToItem())], null, dryRun: false, actor, cancellationToken);
    }

    private static async ValueTask<Run?> FirstImportAsync(IVaultStore store) =>
        (await store.RunsAsync()).LastOrDefault(run => run is { Kind: RunKind.Import, DryRun: false, Parts.Count: > 0 });
}

/// <param name="Run">What brings the files in, also when it is over; null when nobody knows it any more.</param>
/// <param name="IsNew">Whether it was begun just now.</param>
public sealed record DemoMade(Account Account, Run? Run, bool IsNew);
