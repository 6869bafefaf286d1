using Hub.FrontDoor.Sources;
using Hub.Storage.Azure;
using Hub.Storage.Azure.Vaults;
using Hub.Testing;

namespace Hub.FrontDoor.SideBySide;

/// <summary>Two processes of one hub on one storage account, started at the same moment.</summary>
public sealed class TwoHubs : IAsyncLifetime
{
    private int _count;

    public HubProcess One { get; private set; } = null!;

    public HubProcess Two { get; private set; } = null!;

    public Person Owner { get; private set; } = null!;

    public async Task<(Person AtOne, Person AtTwo)> NewcomerAsync()
    {
        var person = await One.InviteAsync(Owner, $"person-{Interlocked.Increment(ref _count)}");
        return (person, person.At(Two));
    }

    public async ValueTask InitializeAsync()
    {
        var storage = (await Azurite.SharedAsync()).NewAccount();
        var environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["HUB_PLUGINS"] = TillHub.Plugins + Path.PathSeparator + Path.Combine(Samples.Repository, "plugins") };
        var started = await Task.WhenAll(HubProcess.StartOnAsync(storage, environment), HubProcess.StartOnAsync(storage, environment));
        (One, Two) = (started[0], started[1]);
        Owner = await OwnerAsync();
    }

    /// <summary>As when a minute passed since their holders were killed.</summary>
    public async Task EndLeasesAsync()
    {
        using var folder = ProcessFolder.Make();
        var vaults = new AzureVaultStores(StorageAccount.Parse(One.Storage!).Blobs, folder, TimeProvider.System);
        foreach (var id in await vaults.ListAsync())
        {
            await using var vault = await vaults.OpenAsync(id);
            foreach (var lease in await vault.ListDocumentsAsync("lease"))
            {
                await vault.DeleteDocumentAsync("lease", lease.Id);
            }
        }
    }

    /// <summary>Of the two links that were printed the one that was made last counts.</summary>
    private async Task<Person> OwnerAsync()
    {
        try
        {
            return await One.OwnerAsync();
        }
        catch (InvalidOperationException)
        {
            return (await Two.OwnerAsync()).At(One);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await One.DisposeAsync();
        await Two.DisposeAsync();
    }
}
