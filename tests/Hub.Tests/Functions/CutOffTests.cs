using System.Net;
using Hub.FrontDoor;

namespace Hub.Tests.Functions;

/// <summary>What the platform does to answers that are slow, with less patience than it has.</summary>
[Trait("Category", "Long")]
public sealed class CutOffTests(CutOffTests.Fixture fixture) : IClassFixture<CutOffTests.Fixture>
{
    [Fact]
    public async Task An_answer_that_is_silent_for_too_long_is_cut_off_and_the_hub_does_not_mind()
    {
        var run = await fixture.Owner.BeginImportAsync("load.csv", MadeFiles.LoadCurve(48));
        Assert.Equal(HttpStatusCode.GatewayTimeout, (await fixture.Owner.Api.GetAsync($"/api/runs/{run}?wait=30")).StatusCode);
        Assert.Equal("queued", (await fixture.Owner.GetAsync($"/api/runs/{run}")).GetProperty("state").GetString());
    }

    public sealed class Fixture : CloudFixture
    {
        private protected override Hub.Testing.FunctionsApp Of(Hub.Testing.FunctionsApp app) => app with { Listens = false, LongestReply = 15 };
    }
}
