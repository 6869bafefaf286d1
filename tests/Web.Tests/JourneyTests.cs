using System.Net.Http.Json;
using Hub.Testing;
using Microsoft.Playwright;
using Web.Tests.Browser;

namespace Web.Tests;

/// <summary>A person's first ten minutes with the real hub: from the printed link to a service, by the pages alone.</summary>
public sealed class JourneyTests(Chromium chromium)
{
    private static readonly Look[] Looks = [new(1280, ColorScheme.Light, "fr"), new(360, ColorScheme.Light, "en")];

    public static TheoryData<Look> Walked => [.. Looks];

    [Theory]
    [MemberData(nameof(Walked))]
    public async Task From_the_first_link_to_a_service(Look look)
    {
        await using var hub = await HubProcess.StartAsync();
        await using var watched = await WatchedPage.OpenAsync(chromium, look);
        var (page, wrong) = (watched.Page, new List<string>());
        async Task LookAsync(string name) => wrong.AddRange(await watched.LookAsync(look, "journey/" + name));

        await page.GotoAsync($"{hub.Address}welcome#{Code(hub)}");
        Assert.NotEmpty(await page.InputValueAsync("#code"));
        Assert.DoesNotContain("#", page.Url, StringComparison.Ordinal);
        await page.FillAsync("#name", "Camille");
        await page.FillAsync("#passphrase", Person.Passphrase);
        await page.ClickAsync("main button.button");
        await page.Locator(".codes").WaitForAsync();
        Assert.Equal(8, await page.Locator(".codes li").CountAsync());
        await page.ClickAsync("main a.button");
        await LookAsync("home-empty");

        await page.GotoAsync(hub.Address + "add/linky-0");
        await page.SetInputFilesAsync("#files", Samples.Own("linky-load-curve.csv"));
        await page.ClickAsync(".drop button");
        await page.WaitForURLAsync("**/add/preview/**");
        await LookAsync("preview");
        Assert.Contains("240", await page.InnerTextAsync("main"), StringComparison.Ordinal);
        await page.ClickAsync("main .row button.button >> nth=0");
        await page.WaitForURLAsync("**/runs/**");
        await LookAsync("run");

        await page.GotoAsync(hub.Address + "data");
        await LookAsync("data");
        await page.GotoAsync(hub.Address + "data/energy.consumption");
        await LookAsync("type");
        await page.ClickAsync("section[aria-labelledby='records'] .table tbody tr:first-child a");
        await LookAsync("record");

        await page.GotoAsync(hub.Address + "services/home-energy/consent");
        await LookAsync("consent");
        await page.ClickAsync("main form button.button");
        await page.WaitForURLAsync("**/services/home-energy");
        await page.Locator(".figures").First.WaitForAsync(new LocatorWaitForOptions { Timeout = 60_000 });
        await LookAsync("service");
        foreach (var name in new[] { "", "add", "runs", "journal", "settings", "settings/profile", "settings/security", "settings/passkeys", "settings/code", "settings/sessions", "settings/tokens", "settings/notices", "settings/leave" })
        {
            await page.GotoAsync(hub.Address + name);
            await LookAsync(name.Length == 0 ? "home" : name.Replace('/', '-'));
        }

        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
    }

    [Fact]
    public async Task Everything_works_without_scripts()
    {
        await using var hub = await HubProcess.StartAsync();
        await MakeAccountAsync(hub);
        await using var watched = await WatchedPage.OpenAsync(chromium, Looks[0], scripts: false);
        var page = watched.Page;
        await page.GotoAsync(hub.Address.ToString());
        await page.FillAsync("#name", "camille");
        await page.FillAsync("#passphrase", Person.Passphrase);
        await page.ClickAsync("main button.button");

        await page.GotoAsync(hub.Address + "add");
        await page.SetInputFilesAsync("#files", Samples.Own("bank.ofx"));
        await page.ClickAsync(".drop button");
        await page.WaitForURLAsync("**/add/preview/**");
        await OverAsync(page);
        await page.ClickAsync("main .row button.button >> nth=0");
        await page.WaitForURLAsync("**/runs/**");
        await OverAsync(page);
        await page.GotoAsync(hub.Address + "data/bank.operation");
        await page.ClickAsync(".chart summary");
        Assert.True(await page.Locator(".chart table").First.IsVisibleAsync());
    }

    [Fact]
    public async Task The_keyboard_reaches_everything_and_the_focus_shows()
    {
        await using var hub = await HubProcess.StartAsync();
        await MakeAccountAsync(hub);
        await using var watched = await WatchedPage.OpenAsync(chromium, Looks[0]);
        var page = watched.Page;
        await page.GotoAsync(hub.Address.ToString());
        await page.FillAsync("#name", "camille");
        await page.FillAsync("#passphrase", Person.Passphrase);
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync(hub.Address.ToString());

        await page.Keyboard.PressAsync("Tab");
        Assert.Equal("skip", await page.EvaluateAsync<string>("() => document.activeElement.className"));
        Assert.True(await page.EvaluateAsync<bool>("() => document.activeElement.getBoundingClientRect().top >= 0"));
        await page.Keyboard.PressAsync("Enter");
        Assert.Equal("main", await page.EvaluateAsync<string>("() => document.activeElement.id"));

        await page.FocusAsync("details.menu summary");
        await page.Keyboard.PressAsync("Enter");
        Assert.True(await page.Locator(".menu-sheet").IsVisibleAsync());
        await page.Keyboard.PressAsync("Tab");
        Assert.NotEqual("none", await page.EvaluateAsync<string>("() => getComputedStyle(document.activeElement).outlineStyle"));
        await page.Keyboard.PressAsync("Escape");
        Assert.False(await page.Locator(".menu-sheet").IsVisibleAsync());
        Assert.Equal("SUMMARY", await page.EvaluateAsync<string>("() => document.activeElement.tagName"));
    }

    /// <summary>Without scripts a page does not follow its run: the person asks again.</summary>
    private static async Task OverAsync(IPage page)
    {
        while (await page.Locator("progress").CountAsync() > 0)
        {
            await page.ReloadAsync();
        }
    }

    private static string Code(HubProcess hub) => hub.Said.First(line => line.Contains("/welcome#", StringComparison.Ordinal)).Split('#')[^1].Trim();

    private static async Task MakeAccountAsync(HubProcess hub)
    {
        using var client = hub.NewClient();
        using var made = await client.PostAsJsonAsync("/api/welcome", new { code = Code(hub), name = "camille", passphrase = Person.Passphrase });
        made.EnsureSuccessStatusCode();
    }
}
