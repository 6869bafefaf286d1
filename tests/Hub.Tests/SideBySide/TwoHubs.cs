using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Specialized;
using Hub.FrontDoor.Sources;
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
        var account = new BlobServiceClient(One.Storage);
        await foreach (var container in account.GetBlobContainersAsync(prefix: "vault-"))
        {
            var vault = account.GetBlobContainerClient(container.Name);
            await foreach (var blob in vault.GetBlobsAsync(prefix: "leases/"))
            {
                try
                {
                    await vault.GetBlobClient(blob.Name).GetBlobLeaseClient().BreakAsync(TimeSpan.Zero);
                }
                catch (Azure.RequestFailedException free) when (free.Status == 409)
                {
                    // Nobody has it.
                }
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
