using Hub.Testing;
using Microsoft.Playwright;
using Web.Tests.Browser;

namespace Web.Tests;

/// <summary>Into the made-up household by the button of the empty home page, and out of it by the banner's.</summary>
public sealed class DemoJourneyTests(Chromium chromium)
{
    private static readonly Look[] Looks = [new(1280, ColorScheme.Light, "fr"), new(360, ColorScheme.Dark, "en")];

    public static TheoryData<Look> Walked => [.. Looks];

    [Theory]
    [MemberData(nameof(Walked))]
    public async Task The_button_opens_made_up_data_and_the_banner_leads_back(Look look)
    {
        await using var hub = await HubProcess.StartAsync();
        var owner = await hub.OwnerAsync();
        await using var watched = await WatchedPage.OpenAsync(chromium, look);
        var (page, wrong) = (watched.Page, new List<string>());
        await page.GotoAsync(hub.Address + "sign-in");
        await page.FillAsync("#name", owner.Name);
        await page.FillAsync("#passphrase", Person.Passphrase);
        await page.ClickAsync("main form button.button");
        await page.WaitForURLAsync(hub.Address.ToString());
        wrong.AddRange(await watched.LookAsync(look, "journey/demo-offered"));

        await page.ClickAsync("form[action='/demo'] button >> nth=0");
        await page.Locator("form[action='/demo/leave']").WaitForAsync();
        Assert.Contains("demo", await page.InnerTextAsync(".site-header .vault"), StringComparison.Ordinal);

        // Its files come in behind the pages.
        while (!(await (await page.Context.APIRequest.GetAsync(hub.Address + "services/home-energy")).TextAsync()).Contains("class=\"figures", StringComparison.Ordinal))
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
        }

        await page.GotoAsync(hub.Address + "services/home-energy");
        wrong.AddRange(await watched.LookAsync(look, "journey/demo-service"));
        Assert.Equal(0, await page.Locator("form[action='/demo/leave']").CountAsync());
        await page.ClickAsync("#results");
        var (result, place) = (page.Locator("nav[aria-labelledby=results] a").Last, page.Locator("main section h2[id^=result-]").Last);
        Assert.Equal(await place.InnerTextAsync(), await result.InnerTextAsync());
        await result.ClickAsync();
        await page.WaitForURLAsync("**/services/home-energy#" + await place.GetAttributeAsync("id"));
        await page.GotoAsync(hub.Address.ToString());
        await page.Locator(".answers").WaitForAsync();
        wrong.AddRange(await watched.LookAsync(look, "journey/demo-home"));

        // Left, it stays and can be opened again; the person is who they were.
        await page.ClickAsync("form[action='/demo/leave'] button >> nth=0");
        await page.Locator("form[action='/demo'] button[formaction='/demo/remove']").WaitForAsync();
        Assert.Contains(owner.Name, await page.InnerTextAsync(".site-header .vault"), StringComparison.Ordinal);
        await page.ClickAsync("form[action='/demo'] button >> nth=0");
        await page.Locator(".answers").WaitForAsync();

        await page.ClickAsync("form[action='/demo/leave'] button[formaction='/demo/remove']");
        await page.Locator("form[action='/demo']").WaitForAsync();
        Assert.Equal(1, await page.Locator("form[action='/demo'] button").CountAsync());
        Assert.Empty(await owner.AllAsync("energy.consumption"));
        Assert.DoesNotContain("demo", (await hub.RunAsync("user", "list")).Output, StringComparison.Ordinal);
        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
    }
}
