using Hub.Testing;

namespace Hub.Tests.Functions;

/// <summary>The hub as it is deployed: behind the Functions host, everything on a storage account of its own.</summary>
public abstract class CloudFixture : IAsyncLifetime
{
    private readonly FunctionsApp _app = FunctionsApp.OfBuild().Impatient();

    public string Storage { get; private set; } = null!;

    public HubProcess Hub { get; private set; } = null!;

    public Person Owner { get; private set; } = null!;

    public virtual async ValueTask InitializeAsync()
    {
        Storage = (await Azurite.SharedAsync()).NewAccount();
        Hub = await HubProcess.StartAsync(Of(_app with { Storage = Storage }));
        Owner = await Hub.OwnerAsync();
    }

    public virtual async ValueTask DisposeAsync()
    {
        await Hub.DisposeAsync();
        Directory.Delete(_app.Folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    private protected abstract FunctionsApp Of(FunctionsApp app);
}
