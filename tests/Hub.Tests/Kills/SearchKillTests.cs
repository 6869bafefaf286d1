using Hub.Testing;

namespace Hub.FrontDoor.Kills;

/// <summary>A hub that is killed while it makes its index finds everything after, and nothing twice.</summary>
public sealed class SearchKillTests
{
    [Fact]
    public async Task A_search_after_a_kill_finds_everything_once()
    {
        await using var hub = await HubProcess.StartAsync();
        var person = await hub.OwnerAsync();
        await person.ImportAsync("curve.csv", MadeFiles.LoadCurve(12_000));

        // More than is awaited: the answer comes while the index is being made.
        await person.GetAsync("/api/search?q=electricity&limit=1");
        await hub.KillAsync();
        await hub.RestartAsync();
        while ((await person.GetAsync("/api/search?q=electricity&limit=1")).TryGetProperty("unread", out _))
        {
            await Task.Yield();
        }

        var found = new HashSet<string>();
        for (string? cursor = ""; cursor is not null;)
        {
            var page = await person.GetAsync($"/api/search?q=electricity&limit=200&cursor={cursor}");
            Assert.All(page.GetProperty("items").EnumerateArray().Where(item => item.GetProperty("type").GetString() == Hub.Tests.Readings.Type), item => Assert.True(found.Add(item.GetProperty("id").GetString()!)));
            cursor = page.TryGetProperty("next", out var next) ? next.GetString() : null;
        }

        Assert.Equal(12_000, found.Count);
    }
}
