using Hub.Testing;

namespace Hub.FrontDoor;

/// <summary>One hub for the tests of a class; each test that writes takes a newcomer with a vault of their own.</summary>
public sealed class OneHub : IAsyncLifetime
{
    private int _count;

    public HubProcess Hub { get; private set; } = null!;

    /// <summary>The folder that holds the data folder and nothing else: what appears beside it escaped.</summary>
    public string Surroundings { get; } = Directory.CreateTempSubdirectory("hub-tests-").FullName;

    public Person Owner { get; private set; } = null!;

    public Task<Person> NewcomerAsync() => Hub.InviteAsync(Owner, $"person-{Interlocked.Increment(ref _count)}");

    public async ValueTask InitializeAsync()
    {
        var data = Path.Combine(Surroundings, "data");
        Directory.CreateDirectory(data);
        Hub = await HubProcess.StartAsync(data);
        Owner = await Hub.OwnerAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Hub.DisposeAsync();
        Directory.Delete(Surroundings, recursive: true);
    }
}
