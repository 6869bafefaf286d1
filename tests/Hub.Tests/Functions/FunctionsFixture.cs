using Hub.Testing;

namespace Hub.Tests.Functions;

/// <summary>The built hub behind the Functions host, on a local store.</summary>
public sealed class FunctionsFixture : IAsyncLifetime
{
    private readonly FunctionsApp _app = FunctionsApp.OfBuild();

    public HubProcess Hub { get; private set; } = null!;

    public Person Owner { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Hub = await HubProcess.StartAsync(_app);
        Owner = await Hub.OwnerAsync("Alice");
    }

    public async ValueTask DisposeAsync()
    {
        await Hub.DisposeAsync();
        Directory.Delete(_app.Folder, recursive: true);
    }
}
