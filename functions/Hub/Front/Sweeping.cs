using Hub.Core.Accesses;
using Hub.Core.Accounts;
using Hub.Core.Exports;
using Hub.Core.Plugins.Installing;
using Hub.Core.Runs;
using Hub.Core.Vaults;
using Hub.Runs;

namespace Hub.Front;

/// <summary>Throws away what is over: sessions, tokens, links, uploads that nobody came back for, archives that were fetched or forgotten.</summary>
internal sealed class Sweeping(IServiceProvider services, TimeProvider clock)
{
    public async Task RunAsync()
    {
        await services.GetRequiredService<Sessions>().SweepAsync();
        await services.GetRequiredService<ApiTokens>().SweepAsync();
        await services.GetRequiredService<OneTimeCodes>().SweepAsync();
        await services.GetRequiredService<AccessBook>().SweepAsync();
        await services.GetRequiredService<Spent>().SweepAsync();
        await services.GetRequiredService<UploadFolder>().SweepAsync();
        await services.GetRequiredService<InstalledPlugins>().SweepAsync(clock.GetUtcNow() - UploadFolder.LivesFor);
        await services.GetRequiredService<WorkList>().SweepAsync();
        await services.GetRequiredService<IVaultStores>().SweepAsync(clock.GetUtcNow() - ExportRuns.LivesFor);
    }
}
