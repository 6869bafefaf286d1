using Hub.Testing;

namespace Hub.Tests.Functions;

[Trait("Category", "Long")]
public sealed class FunctionsFrontDoorTests(FunctionsFixture fixture) : FrontDoorSuite(fixture), IClassFixture<FunctionsFixture>;

/// <summary>The same with everything on a storage account.</summary>
[Trait("Category", "Long")]
public sealed class CloudFrontDoorTests(CloudFrontDoorTests.Fixture fixture) : FrontDoorSuite(fixture), IClassFixture<CloudFrontDoorTests.Fixture>
{
    public sealed class Fixture : HubFixture
    {
        private readonly FunctionsApp _app = FunctionsApp.OfBuild().Impatient();

        public override async ValueTask DisposeAsync()
        {
            await base.DisposeAsync();
            Directory.Delete(_app.Folder, recursive: true);
        }

        private protected override async Task<HubProcess> StartAsync() => await HubProcess.StartAsync(_app with { Storage = (await Azurite.SharedAsync()).NewAccount() });
    }
}
