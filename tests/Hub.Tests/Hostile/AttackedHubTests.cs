using System.Net;
using Hub.Testing;

namespace Hub.Tests.Hostile;

/// <summary>The worst of the published attacks, by one person, in a hub that has another to answer. How fast it answers is measured, not tested: the bench <c>attacks</c>.</summary>
public sealed class AttackedHubTests(HubFixture fixture) : IClassFixture<HubFixture>
{
    [Fact]
    public async Task Whatever_one_persons_plugin_does_others_are_answered()
    {
        using var plugin = new MadePlugin(Corpus.Id, script: Corpus.Script);
        var installed = await fixture.Hub.RunAsync("plugin", "install", plugin.Folder, "--yes");
        Assert.True(installed.ExitCode == 0, installed.Errors);
        foreach (var attack in Corpus.Worst)
        {
            var run = await fixture.Other.BeginImportAsync(attack + ".txt", Corpus.Order(attack));
            Assert.Contains(await EndAsync(run, Corpus.IsEndless(attack)), new[] { "succeeded", "partial", "failed", "cancelled" });
            Assert.Empty((await fixture.Other.GetAsync("/api/records/energy.consumption")).GetProperty("items").EnumerateArray());
        }
    }

    /// <summary>Asks for the other person's things until the run is over.</summary>
    private async Task<string> EndAsync(string run, bool endless)
    {
        while (true)
        {
            using var types = await fixture.Owner.Api.GetAsync("/api/types");
            using var records = await fixture.Owner.Api.GetAsync("/api/records/energy.consumption");
            Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (types.StatusCode, records.StatusCode));
            var now = await fixture.Other.GetAsync($"/api/runs/{run}");
            var state = now.GetProperty("state").GetString()!;
            if (state is not ("queued" or "running" or "interrupted"))
            {
                Assert.DoesNotContain("NotUnderstood", now.GetRawText(), StringComparison.Ordinal);
                return state;
            }

            if (endless && state == "running")
            {
                using var cancelled = await fixture.Other.Api.PostAsync($"/api/runs/{run}/cancel", null);
                endless = !cancelled.IsSuccessStatusCode;
            }
        }
    }
}
