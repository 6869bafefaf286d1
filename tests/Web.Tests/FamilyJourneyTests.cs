using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Hub.Testing;
using Microsoft.Playwright;
using Web.Tests.Browser;

namespace Web.Tests;

/// <summary>Two people, one child: the child's vault is set up, kept by both, and what one lets the other see of their own begins and ends. The second person's browser runs no scripts.</summary>
public sealed class FamilyJourneyTests(Chromium chromium)
{
    private static readonly Look[] Looks = [new(1280, ColorScheme.Light, "fr"), new(360, ColorScheme.Light, "en")];

    public static TheoryData<Look> Walked => [.. Looks];

    [Theory]
    [MemberData(nameof(Walked))]
    public async Task Two_people_keep_a_childs_vault_and_look_into_each_others_for_a_time(Look look)
    {
        await using var hub = await HubProcess.StartAsync();
        var (alice, bruno) = (await hub.OwnerAsync("alice"), await hub.AddAsync("bruno"));
        foreach (var person in new[] { alice, bruno })
        {
            (await person.Session.PatchAsJsonAsync("/api/me", new { language = look.Language })).EnsureSuccessStatusCode();
        }

        await using var hers = await WatchedPage.OpenAsync(chromium, look);
        await using var his = await WatchedPage.OpenAsync(chromium, look, scripts: false);
        var wrong = new List<string>();
        await SignInAsync(hub, hers.Page, alice);
        await SignInAsync(hub, his.Page, bruno);
        Assert.Equal(0, await his.Page.Locator("form[action='/vault']").CountAsync());

        // Alice runs the hub: she sets up Lou's vault for both of them.
        await hers.Page.GotoAsync(hub.Address + "settings/access");
        await hers.Page.FillAsync("#name", "Lou");
        await hers.Page.FillAsync("#keeper", "alice");
        await hers.Page.FillAsync("#second", "Bruno");
        await hers.Page.ClickAsync("form[action='/settings/vaults'] button");
        await hers.Page.Locator(".notice.good").WaitForAsync();
        wrong.AddRange(await hers.LookAsync(look, "journey/family-access"));

        // She chooses it in the header, and adds a file there.
        await ChooseAsync(hers.Page, "Lou");
        Assert.Contains("Lou", await hers.Page.InnerTextAsync(".site-header .vault"), StringComparison.Ordinal);
        wrong.AddRange(await hers.LookAsync(look, "journey/family-keeper"));
        await hers.Page.GotoAsync(hub.Address + "add");
        await hers.Page.SetInputFilesAsync("#files", Samples.Own("linky-load-curve.csv"));
        await hers.Page.ClickAsync(".drop button");
        await ArriveAsync(hers.Page, "/add/preview/");
        await hers.Page.ClickAsync("main form[action^='/add/preview/']:not([action$='/discard']) button");
        await ArriveAsync(hers.Page, "/runs/");

        // It is Lou's and not Alice's; Bruno finds it too.
        Assert.Empty(await alice.AllAsync("energy.consumption"));
        await ChooseAsync(his.Page, "Lou");
        await his.Page.GotoAsync(hub.Address + "data/energy.consumption");
        Assert.Contains("Lou", await his.Page.InnerTextAsync(".site-header .vault"), StringComparison.Ordinal);
        while (await his.Page.Locator(".empty").CountAsync() > 0)
        {
            // Her import may still be under way.
            await his.Page.ReloadAsync();
        }

        await his.Page.GotoAsync(hub.Address + "journal");
        var journal = await his.Page.InnerTextAsync("main");
        Assert.Contains("alice", journal, StringComparison.Ordinal);
        Assert.Contains(look.Language == "fr" ? "Consultation" : "Looked in", journal, StringComparison.Ordinal);

        // Alice lets Bruno look at her own, and he can do no more than look.
        await ChooseAsync(hers.Page, "");
        await hers.Page.GotoAsync(hub.Address + "settings/access");
        await hers.Page.FillAsync("#account", "bruno");
        await hers.Page.SelectOptionAsync("#role", "reader");
        await hers.Page.ClickAsync("form[action='/settings/access'] button");
        await hers.Page.Locator("form[action='/settings/access/end']").WaitForAsync();
        await ChooseAsync(his.Page, "alice");
        Assert.Equal(0, await his.Page.Locator(".site-nav a[href='/add']").CountAsync());
        wrong.AddRange(await LookStillAsync(his, look, "journey/family-reader"));
        Assert.Equal(403, (await his.Page.GotoAsync(hub.Address + "add"))!.Status);
        wrong.AddRange((await LookStillAsync(his, look, "journey/family-refused")).Where(IsNotTheStatus));

        // She ends it: his next click says so, and the one after is in his own vault.
        await hers.Page.ClickAsync("form[action='/settings/access/end'] button");
        await hers.Page.Locator(".notice.good").WaitForAsync();
        Assert.Equal(403, (await his.Page.GotoAsync(hub.Address + "data"))!.Status);
        wrong.AddRange((await LookStillAsync(his, look, "journey/family-ended")).Where(IsNotTheStatus));
        await his.Page.GotoAsync(hub.Address.ToString());
        Assert.Contains("bruno", await his.Page.InnerTextAsync(".site-header .vault"), StringComparison.Ordinal);
        await hers.Page.GotoAsync(hub.Address + "journal");
        Assert.Contains("bruno", await hers.Page.InnerTextAsync("main"), StringComparison.Ordinal);
        wrong.AddRange(await hers.LookAsync(look, "journey/family-journal"));
        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
    }

    private static async Task SignInAsync(HubProcess hub, IPage page, Person person)
    {
        await page.GotoAsync(hub.Address + "sign-in");
        await page.FillAsync("#name", person.Name);
        await page.FillAsync("#passphrase", Person.Passphrase);
        await page.ClickAsync("main form button.button");
        await ArriveAsync(page, "^https?://[^/]+/$");
    }

    /// <summary>Chooses a vault in the header, by the name of whose it is; the person's own without one.</summary>
    private static async Task ChooseAsync(IPage page, string whose)
    {
        await page.GotoAsync(new Uri(new Uri(page.Url), "/data").ToString());
        await page.ClickAsync(".site-header details:has(form[action='/vault']) summary");
        var choices = page.Locator(".site-header form[action='/vault'] button");
        await (whose.Length == 0 ? choices.First : choices.Filter(new LocatorFilterOptions { HasText = whose }).Last).ClickAsync();
        await ArriveAsync(page, "^https?://[^/]+/$");
    }

    /// <summary>By the address alone: whoever waits for the page's load event too, and comes late, has missed it.</summary>
    private static Task ArriveAsync(IPage page, string pattern) =>
        Assertions.Expect(page).ToHaveURLAsync(new Regex(pattern, RegexOptions.None, TimeSpan.FromSeconds(1)), new PageAssertionsToHaveURLOptions { Timeout = 60_000 });

    /// <summary>A browser without scripts can be asked for a picture, and for what it complains about.</summary>
    private static async Task<IReadOnlyList<string>> LookStillAsync(WatchedPage watched, Look look, string name)
    {
        await Screenshots.TakeAsync(watched.Page, $"{name}-{look}");
        return watched.TakeComplaints();
    }

    /// <summary>The browser's console tells of an answer that refuses.</summary>
    private static bool IsNotTheStatus(string complaint) => !complaint.Contains("status of 403", StringComparison.Ordinal);
}
