using System.Net.Http.Json;
using System.Text.Json;
using Hub.Testing;
using Microsoft.Playwright;
using Web.Tests.Browser;

namespace Web.Tests;

/// <summary>A page follows what moves on it, over one connection and only while something does.</summary>
public sealed class LiveJourneyTests(Chromium chromium, SourceJourneyTests.TillHub till) : IClassFixture<SourceJourneyTests.TillHub>
{
    private const string Watching = """
        window.connections = [];
        const Native = window.EventSource;
        window.EventSource = class extends Native { constructor(address) { super(address); window.connections.push(this); } };
        """;

    private const string Open = "() => window.connections.filter(one => one.readyState !== 2).length";

    [Theory]
    [InlineData("")]
    [InlineData("runs")]
    [InlineData("sources")]
    public async Task Rows_change_without_a_reload_while_something_moves(string path)
    {
        var (person, watched) = await SignInAsync("live-" + path);
        await using var _ = watched;
        var page = watched.Page;
        var (quick, _) = await AddAsync(person, new { user = "ada" }, "Quick");
        while ((await person.GetAsync("/api/runs?state=running")).GetProperty("items").GetArrayLength() > 0)
        {
            await Task.Yield();
        }

        await page.GotoAsync(till.Hub.Address + path);
        Assert.Equal((0, 0), (await page.Locator("[data-moving]").CountAsync(), await page.EvaluateAsync<int>("() => window.connections.length")));

        var (slow, first) = await AddAsync(person, new { user = "eve", pages = 100_000, perPage = 1, pause = 50 }, "Slow");
        await page.ReloadAsync();
        await page.Locator($"[data-moving='{first}']").First.WaitForAsync();
        Assert.Equal(1, await page.EvaluateAsync<int>(Open));
        await page.EvaluateAsync("() => { window.same = true; document.querySelector('main [data-live] a').focus(); }");

        // Another client starts one that the page did not show as moving.
        await person.Session.PatchAsJsonAsync("/api/sources/" + quick, new { settings = new { user = "ada", pages = 100_000, perPage = 1, pause = 50 } });
        var second = (await person.PostAsync($"/api/sources/{quick}/sync", new { })).GetProperty("run").GetString()!;
        await page.Locator($"[data-moving='{second}']").First.WaitForAsync();
        Assert.Equal(1, await page.EvaluateAsync<int>(Open));

        // A tab that nobody sees lets go, and takes it up again.
        await SeeAsync(page, hidden: true);
        Assert.Equal(0, await page.EvaluateAsync<int>(Open));
        await SeeAsync(page, hidden: false);
        Assert.Equal(1, await page.EvaluateAsync<int>(Open));

        foreach (var run in new[] { first, second })
        {
            (await person.Api.PostAsync($"/api/runs/{run}/cancel", null)).EnsureSuccessStatusCode();
        }

        await page.WaitForFunctionAsync("() => document.querySelectorAll('[data-moving]').length === 0 && window.connections.every(one => one.readyState === 2)");
        Assert.True(await page.EvaluateAsync<bool>("() => window.same && document.activeElement.matches('main [data-live] a')"));
        Assert.Contains("All is done", await page.InnerTextAsync("main"), StringComparison.Ordinal);
        Assert.NotEqual("", await page.EvaluateAsync<string>("() => document.querySelector('[data-live-said]').textContent + (location.pathname === '/sources' ? '-' : '')"));
        Assert.Empty(watched.TakeComplaints());
        Assert.Empty(await watched.AxeAsync());
    }

    [Fact]
    public async Task A_page_of_one_run_shows_how_far_it_is_and_then_its_end()
    {
        var (person, watched) = await SignInAsync("live-one");
        await using var _ = watched;
        var (_, run) = await AddAsync(person, new { user = "bob", pages = 100_000, perPage = 1, pause = 50 }, "Slow");
        await watched.Page.GotoAsync(till.Hub.Address + "runs/" + run);
        await watched.Page.WaitForFunctionAsync("() => document.querySelector('progress')?.value > 3");
        Assert.Equal(1, await watched.Page.EvaluateAsync<int>(Open));
        (await person.Api.PostAsync($"/api/runs/{run}/cancel", null)).EnsureSuccessStatusCode();
        await watched.Page.WaitForFunctionAsync("() => !document.querySelector('progress')");
        Assert.Equal(0, await watched.Page.EvaluateAsync<int>("() => window.connections.length"));
        Assert.Empty(watched.TakeComplaints());
    }

    private static Task SeeAsync(IPage page, bool hidden) =>
        page.EvaluateAsync("hidden => { Object.defineProperty(document, 'hidden', { configurable: true, get: () => hidden }); document.dispatchEvent(new Event('visibilitychange')); }", hidden);

    private static async Task<(string Source, string Run)> AddAsync(Person person, object settings, string label)
    {
        using var answer = await person.Session.PostAsJsonAsync("/api/sources", new { plugin = "till", settings, label });
        answer.EnsureSuccessStatusCode();
        var source = await answer.Content.ReadFromJsonAsync<JsonElement>();
        return (source.GetProperty("id").GetString()!, source.GetProperty("lastRun").GetProperty("id").GetString()!);
    }

    private async Task<(Person Person, WatchedPage Watched)> SignInAsync(string name)
    {
        var person = await till.Hub.InviteAsync(till.Owner, name);
        var watched = await WatchedPage.OpenAsync(chromium, new Look(1280, ColorScheme.Light, "en"));
        await watched.Page.AddInitScriptAsync(Watching);
        await watched.Page.GotoAsync(till.Hub.Address.ToString());
        await watched.Page.FillAsync("#name", name);
        await watched.Page.FillAsync("#passphrase", Person.Passphrase);
        await watched.Page.ClickAsync("main button.button");
        await watched.Page.WaitForURLAsync(till.Hub.Address.ToString());
        return (person, watched);
    }
}
