using Hub.Testing;
using Microsoft.Playwright;
using Web.Tests.Browser;

namespace Web.Tests;

/// <summary>An archive is carried from one hub to the next by a person's hands; who runs the hub looks after it.</summary>
public sealed class CareJourneyTests(Chromium chromium)
{
    private static readonly Look[] Looks = [new(1280, ColorScheme.Light, "fr"), new(360, ColorScheme.Dark, "en")];

    public static TheoryData<Look> Walked => [.. Looks];

    [Theory]
    [MemberData(nameof(Walked))]
    public async Task An_archive_is_put_back_from_the_first_page_on(Look look)
    {
        await using var hub = await HubProcess.StartAsync();
        var owner = await hub.OwnerAsync();
        await owner.ImportAsync(Samples.Own("bank.ofx"));
        var archive = Path.Combine(hub.Data, "vault.zip");
        Assert.Equal(0, (await hub.RunAsync("export", "--user", owner.Name, "--out", archive)).ExitCode);
        var taker = await hub.AddAsync("paul");
        await using var watched = await SignInAsync(hub, look, taker);
        var (page, wrong) = (watched.Page, new List<string>());

        await page.ClickAsync("main a[href='/restore']");
        await page.SetInputFilesAsync("#files", archive);
        wrong.AddRange(await watched.LookAsync(look, "journey/restore"));
        await page.ClickAsync("main form button.button");
        await page.Locator("form[action$='/discard']").WaitForAsync();
        wrong.AddRange(await watched.LookAsync(look, "journey/restore-preview"));
        Assert.Empty(await taker.AllAsync("bank.operation"));
        await page.ClickAsync("main form[action^='/restore/'] button.button:not(.second)");
        await page.Locator("#restored").WaitForAsync();
        while ((await taker.AllAsync("bank.operation")).Count < (await owner.AllAsync("bank.operation")).Count)
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
        }

        // Also from where everything is taken away.
        await page.GotoAsync(hub.Address + "settings/leave");
        await page.ClickAsync("main a[href='/restore']");
        await page.SetInputFilesAsync("#files", new FilePayload { Name = "holidays.zip", MimeType = "application/zip", Buffer = "no archive"u8.ToArray() });
        await page.ClickAsync("main form button.button");
        await page.Locator("form[action$='/discard']").WaitForAsync();
        wrong.AddRange(await watched.LookAsync(look, "journey/restore-refused"));
        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
    }

    [Theory]
    [MemberData(nameof(Walked))]
    public async Task Who_runs_the_hub_checks_it_and_repairs_what_was_damaged(Look look)
    {
        await using var hub = await HubProcess.StartAsync();
        var owner = await hub.OwnerAsync();
        await owner.ImportAsync(Samples.Own("bank.ofx"));
        await using var watched = await SignInAsync(hub, look, owner);
        var (page, wrong) = (watched.Page, new List<string>());
        await page.GotoAsync(hub.Address + "settings");
        await page.ClickAsync("main a[href='/settings/check']");
        wrong.AddRange(await watched.LookAsync(look, "journey/check-never"));
        await page.ClickAsync("form[action='/settings/check'] button");
        await AtRestAsync(page, ".notice.good");
        wrong.AddRange(await watched.LookAsync(look, "journey/check-in-order"));

        File.Delete(Directory.EnumerateFiles(Path.Combine(hub.Data, "vaults", owner.Vault, "files"), "*.gz", SearchOption.AllDirectories).First());
        await page.ClickAsync("form[action='/settings/check'] button");
        await AtRestAsync(page, "form[action='/settings/check/repair']");
        wrong.AddRange(await watched.LookAsync(look, "journey/check-found"));
        await page.ClickAsync("form[action='/settings/check/repair'] button");
        await AtRestAsync(page, "form[action='/settings/check/repair']");
        await owner.ImportAsync(Samples.Own("bank.ofx"));
        await page.ClickAsync("form[action='/settings/check'] button");
        await AtRestAsync(page, ".notice.good");
        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
    }

    /// <summary>The page once nothing is under way, as its refresh link shows it.</summary>
    private static async Task AtRestAsync(IPage page, string shown)
    {
        while (await page.Locator(".notice a[href='/settings/check']").CountAsync() > 0)
        {
            await page.ClickAsync(".notice a[href='/settings/check']");
        }

        await page.Locator(shown).First.WaitForAsync();
    }

    private async Task<WatchedPage> SignInAsync(HubProcess hub, Look look, Person person)
    {
        var watched = await WatchedPage.OpenAsync(chromium, look);
        await watched.Page.GotoAsync(hub.Address + "sign-in");
        await watched.Page.FillAsync("#name", person.Name);
        await watched.Page.FillAsync("#passphrase", Person.Passphrase);
        await watched.Page.ClickAsync("main form button.button");
        await watched.Page.WaitForURLAsync(hub.Address.ToString());
        return watched;
    }
}
