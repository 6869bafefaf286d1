using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Hub.Testing;

namespace Hub.FrontDoor.Imports;

/// <summary>A service computes on what it was granted, when it changes, and never because somebody looks.</summary>
public sealed partial class ServicesTests(OneHub one) : IClassFixture<OneHub>
{
    [Fact]
    public async Task Home_energy_computes_once_granted_and_again_after_another_import_but_not_when_looked_at()
    {
        var person = await one.NewcomerAsync();
        await person.ImportAsync("linky-index.csv", MadeFiles.Own("linky-index.csv"));
        Assert.Empty(await ComputationsAsync(person));

        using var granted = await person.Session.PostAsJsonAsync("/api/grants", new { plugin = "home-energy" });
        Assert.True(granted.IsSuccessStatusCode, await granted.Content.ReadAsStringAsync());
        var first = await NextAsync(person, 1);
        var insights = await InsightsAsync(person);
        Assert.NotEmpty(insights);
        Assert.All(insights, insight => Assert.Equal(first, insight.Text("run")));
        Assert.Equal(first, (await InsightsAsync(person))[0].Text("run"));
        Assert.Single(await ComputationsAsync(person));

        await person.ImportAsync("linky-load-curve.csv", MadeFiles.Own("linky-load-curve.csv"));
        var second = await NextAsync(person, 2);
        var renewed = await InsightsAsync(person);
        Assert.All(renewed, insight => Assert.Equal(second, insight.Text("run")));
        Assert.NotEqual(insights[0].GetProperty("insight").GetRawText(), renewed[0].GetProperty("insight").GetRawText());

        await person.ImportAsync("bank.ofx", MadeFiles.Own("bank.ofx"));
        await person.ImportAsync("linky-index.csv", MadeFiles.Own("linky-index.csv"));
        Assert.Equal(2, (await ComputationsAsync(person)).Count);
        var journal = (await person.GetAsync("/api/journal?who=plugin:home-energy&limit=1000")).GetProperty("items").EnumerateArray().ToList();
        Assert.Contains(journal, entry => entry.Text("type") == "energy.consumption" && entry.Text("purpose") is { Length: > 0 });
    }

    [Fact]
    public async Task What_the_version_before_was_allowed_is_computed_without_what_this_one_may_do_without()
    {
        var person = await one.NewcomerAsync();
        await person.ImportAsync("linky-index.csv", MadeFiles.Own("linky-index.csv"));
        string[] before = ["usagePoint", "commodity", "direction", "series", "start", "duration", "energy"];

        using var granted = await person.Session.PostAsJsonAsync("/api/grants", new { plugin = "home-energy", types = new[] { new { type = "energy.consumption", fields = before } } });
        Assert.True(granted.IsSuccessStatusCode, await granted.Content.ReadAsStringAsync());
        await NextAsync(person, 1);

        Assert.Contains("electricity-delivered", (await InsightsAsync(person)).Select(insight => insight.Text("key")));
        var read = (await person.GetAsync("/api/journal?who=plugin:home-energy&limit=1000")).GetProperty("items").EnumerateArray().Select(line => line.Text("type")).ToHashSet();
        Assert.Contains("energy.consumption", read);
        Assert.DoesNotContain("water.consumption", read);
        Assert.DoesNotContain("service.contract", read);

        // The person answers what this version asks; the water was there all the time.
        await person.PostAsync("/api/records/water.consumption", new[] { new { data = new { usagePoint = "2", commodity = "drinking-water", series = "daily", start = "2025-01-01T00:00:00+01:00", duration = 86400, volume = 0.3 } } });
        using var answered = await person.Session.PostAsJsonAsync("/api/grants", new { plugin = "home-energy" });
        answered.EnsureSuccessStatusCode();
        await NextAsync(person, 2);
        Assert.Contains("drinking-water-delivered", (await InsightsAsync(person)).Select(insight => insight.Text("key")));
        using var again = await person.Session.PostAsJsonAsync("/api/grants", new { plugin = "home-energy" });
        again.EnsureSuccessStatusCode();
        await NextAsync(person, 3);
    }

    [Fact]
    public async Task A_figure_opens_the_records_that_it_comes_from_and_no_others()
    {
        var person = await one.NewcomerAsync();
        static object Day(string commodity, string direction, int year, int day) =>
            new { data = new { usagePoint = "1", commodity, direction, series = "daily", start = $"{year}-01-{day:00}T00:00:00+01:00", duration = 86400, energy = 10 } };
        await person.PostAsync("/api/records/energy.consumption", new[] { Day("electricity", "delivered", 2024, 1), Day("electricity", "delivered", 2024, 2), Day("electricity", "received", 2024, 1), Day("gas", "delivered", 2024, 1), Day("electricity", "delivered", 2023, 1) });
        using var granted = await person.Session.PostAsJsonAsync("/api/grants", new { plugin = "home-energy" });
        granted.EnsureSuccessStatusCode();
        await NextAsync(person, 1);

        var page = await person.Session.GetStringAsync("/services/home-energy");
        var figure = Form().Matches(page).First(form => form.Groups["action"].Value.EndsWith("period=2024", StringComparison.Ordinal) && form.Value.Contains("value=\"electricity\"", StringComparison.Ordinal) && form.Value.Contains("value=\"delivered\"", StringComparison.Ordinal));
        using var fields = new FormUrlEncodedContent(Hidden().Matches(figure.Value).Select(field => KeyValuePair.Create(field.Groups["name"].Value, field.Groups["value"].Value)));
        using var opened = await person.Session.PostAsync(figure.Groups["action"].Value, fields);

        Assert.Equal(HttpStatusCode.OK, opened.StatusCode);
        var list = await opened.Content.ReadAsStringAsync();
        Assert.Equal(2, Opened().Count(list));
        Assert.DoesNotContain("electricity", figure.Groups["action"].Value, StringComparison.Ordinal);
        // The lines of a chart's table open their period.
        Assert.Contains("/data/energy.consumption/all?period=2024-01", page, StringComparison.Ordinal);
        Assert.Equal(4, Opened().Count(await person.Session.GetStringAsync("/data/energy.consumption/all?period=2024-01")));
        Assert.Equal(3, Opened().Count(await person.Session.GetStringAsync("/data/energy.consumption/all?period=2024-01-01")));
        Assert.Equal(1, Opened().Count(await person.Session.GetStringAsync("/data/energy.consumption/all?period=2024-01-02/2024-01-09")));
    }

    [GeneratedRegex("<form method=\"post\" action=\"(?<action>[^\"]+)\" class=\"opens\".*?</form>", RegexOptions.Singleline, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Form();

    [GeneratedRegex("<input type=\"hidden\" name=\"(?<name>[^\"]+)\" value=\"(?<value>[^\"]*)\"", RegexOptions.None, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Hidden();

    [GeneratedRegex("href=\"/data/energy.consumption/[0-9a-f]{8}", RegexOptions.None, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Opened();

    private static async Task<IReadOnlyList<JsonElement>> InsightsAsync(Person person) =>
        [.. (await person.GetAsync("/api/applications/home-energy/insights")).GetProperty("items").EnumerateArray()];

    private static async Task<IReadOnlyList<string>> ComputationsAsync(Person person) =>
        [.. (await person.GetAsync("/api/runs?limit=1000")).GetProperty("items").EnumerateArray().Where(run => run.Text("kind") == "compute").Select(run => run.Id())];

    /// <summary>The newest computation, once there are so many and it has ended.</summary>
    private static async Task<string> NextAsync(Person person, int count)
    {
        IReadOnlyList<string> runs;
        do
        {
            // The feed is looked at when an import has ended, so the run is there a moment later; asking costs the hub nothing.
            runs = await ComputationsAsync(person);
            await Task.Yield();
        }
        while (runs.Count < count);
        var newest = runs.Order(StringComparer.Ordinal).Last();
        Assert.Equal("Done", (await person.EndOfAsync(newest)).Outcome());
        return newest;
    }
}
