using Hub.Testing;

namespace Hub.Tests.Functions;

/// <summary>The built hub behind the Functions host, on a local store.</summary>
public sealed class FunctionsFixture : HubFixture
{
    private readonly FunctionsApp _app = FunctionsApp.OfBuild();

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        Directory.Delete(_app.Folder, recursive: true);
    }

    private protected override Task<HubProcess> StartAsync() => HubProcess.StartAsync(_app);
}
