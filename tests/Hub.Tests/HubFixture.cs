namespace Hub.Tests;

/// <summary>One hub with its owner and a second person, for the tests of a class.</summary>
public sealed class HubFixture : IAsyncLifetime
{
    public RunningHub Hub { get; private set; } = null!;

    public Person Owner { get; private set; } = null!;

    public Person Other { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Hub = await RunningHub.StartAsync();
        Owner = await Hub.MakeOwnerAsync();
        Other = await Hub.MakeAccountAsync("Bob");
    }

    public ValueTask DisposeAsync() => Hub.DisposeAsync();
}
