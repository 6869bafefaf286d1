using Hub.Testing;
using Microsoft.Playwright;
using Web.Tests.Browser;

namespace Web.Tests;

/// <summary>Passkeys in a real browser, with Chromium's virtual authenticator for a device.</summary>
public sealed class PasskeyJourneyTests(Chromium chromium)
{
    [Fact]
    public async Task A_passkey_is_made_signs_in_and_is_removed()
    {
        var look = new Look(360, ColorScheme.Light, "en");
        await using var hub = await HubProcess.StartAsync();
        var owner = await hub.OwnerAsync();
        await using var watched = await WatchedPage.OpenAsync(chromium, look);
        var page = watched.Page;
        var device = await Device.PlugInAsync(page);
        await SignInAsync(page, hub, owner);

        var complaints = new List<string>();
        await page.GotoAsync(hub.Address + "settings/passkeys");
        await page.FillAsync("#name", "Pocket phone");
        await page.ClickAsync("form[action='/settings/passkeys'] button");
        await page.Locator("[data-passkey=create] button").WaitForAsync();
        Assert.False(await page.Locator("[data-passkey-without]").IsVisibleAsync());
        complaints.AddRange(await watched.LookAsync(look, "journey/passkey-making"));

        // By keyboard, as any button.
        await page.FocusAsync("[data-passkey=create] button");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**/settings/passkeys?said=added");
        Assert.Contains("Pocket phone", await page.InnerTextAsync("main"), StringComparison.Ordinal);
        Assert.Equal(1, await device.CountAsync());
        complaints.AddRange(await watched.LookAsync(look, "journey/passkeys"));

        await SignOutAsync(page);
        await page.GotoAsync(hub.Address + "sign-in?to=/settings/sessions");
        await page.Locator("[data-passkey=sign-in] button").WaitForAsync();
        complaints.AddRange(await watched.LookAsync(look, "journey/passkey-sign-in"));
        await page.ClickAsync("[data-passkey=sign-in] button");
        await page.WaitForURLAsync(hub.Address + "settings/sessions");

        await page.GotoAsync(hub.Address + "settings/passkeys");
        await page.ClickAsync("form[action$='/remove'] button");
        await page.WaitForURLAsync("**/settings/passkeys?said=removed");
        Assert.DoesNotContain("Pocket phone", await page.InnerTextAsync("main"), StringComparison.Ordinal);
        Assert.Empty(complaints);

        // The device still has its half, which opens nothing any more: the page says so and the passphrase works.
        await SignOutAsync(page);
        await page.GotoAsync(hub.Address + "sign-in");
        await page.ClickAsync("[data-passkey=sign-in] button");
        await page.Locator("[data-passkey-said]:not(:empty)").WaitForAsync();
        Assert.Contains("passphrase", await page.InnerTextAsync("[data-passkey-said]"), StringComparison.Ordinal);
        await SignInAsync(page, hub, owner);
    }

    [Fact]
    public async Task A_device_that_knows_nobody_or_has_one_already_is_told_in_words()
    {
        await using var hub = await HubProcess.StartAsync();
        var owner = await hub.OwnerAsync();
        await using var watched = await WatchedPage.OpenAsync(chromium, new Look(1280, ColorScheme.Dark, "fr"));
        var page = watched.Page;
        await Device.PlugInAsync(page);
        await page.GotoAsync(hub.Address + "sign-in");
        await page.ClickAsync("[data-passkey=sign-in] button");
        await page.Locator("[data-passkey-said]:not(:empty)").WaitForAsync();
        Assert.Contains("phrase secrète", await page.InnerTextAsync("[data-passkey-said]"), StringComparison.Ordinal);

        await SignInAsync(page, hub, owner);
        await MakeAsync(page, hub, "Une");
        await page.WaitForURLAsync("**/settings/passkeys?said=added");

        // The account was made in English.
        await MakeAsync(page, hub, "Deux");
        await page.Locator("[data-passkey-said]:not(:empty)").WaitForAsync();
        Assert.Contains("already", await page.InnerTextAsync("[data-passkey-said]"), StringComparison.Ordinal);
        Assert.DoesNotContain(watched.TakeComplaints(), complaint => complaint.Contains("Content Security", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Without_scripts_the_page_says_so_and_the_list_still_works()
    {
        await using var hub = await HubProcess.StartAsync();
        var owner = await hub.OwnerAsync();
        await using var watched = await WatchedPage.OpenAsync(chromium, new Look(1280, ColorScheme.Light, "fr"), scripts: false);
        var page = watched.Page;
        await page.GotoAsync(hub.Address + "sign-in");
        Assert.False(await page.Locator("[data-passkey]").IsVisibleAsync());
        await SignInAsync(page, hub, owner);
        await page.GotoAsync(hub.Address + "settings/passkeys");
        await page.FillAsync("#name", "Une");
        await page.ClickAsync("form[action='/settings/passkeys'] button");
        Assert.True(await page.Locator("[data-passkey-without]").IsVisibleAsync());
        Assert.Empty(watched.TakeComplaints());
    }

    private static async Task MakeAsync(IPage page, HubProcess hub, string name)
    {
        await page.GotoAsync(hub.Address + "settings/passkeys");
        await page.FillAsync("#name", name);
        await page.ClickAsync("form[action='/settings/passkeys'] button");
        await page.ClickAsync("[data-passkey=create] button");
    }

    private static async Task SignInAsync(IPage page, HubProcess hub, Person owner)
    {
        await page.GotoAsync(hub.Address + "sign-in");
        await page.FillAsync("#name", owner.Name);
        await page.FillAsync("#passphrase", Person.Passphrase);
        await page.ClickAsync("main form button.button");
        await page.WaitForURLAsync(hub.Address.ToString());
    }

    private static async Task SignOutAsync(IPage page)
    {
        await page.ClickAsync("details.menu summary");
        await page.ClickAsync("form[action='/sign-out'] button");
        await page.WaitForURLAsync("**/sign-in?out=1");
    }

    /// <summary>A device with a screen lock, in the browser's own make-believe.</summary>
    private sealed class Device
    {
        private ICDPSession _session = null!;
        private string _id = "";

        public static async Task<Device> PlugInAsync(IPage page)
        {
            var device = new Device { _session = await page.Context.NewCDPSessionAsync(page) };
            await device._session.SendAsync("WebAuthn.enable");
            var added = await device._session.SendAsync("WebAuthn.addVirtualAuthenticator", new Dictionary<string, object>(StringComparer.Ordinal)
            {
                ["options"] = new { protocol = "ctap2", transport = "internal", hasResidentKey = true, hasUserVerification = true, isUserVerified = true, automaticPresenceSimulation = true },
            });
            device._id = added!.Value.GetProperty("authenticatorId").GetString()!;
            return device;
        }

        public async Task<int> CountAsync()
        {
            var credentials = await _session.SendAsync("WebAuthn.getCredentials", new Dictionary<string, object>(StringComparer.Ordinal) { ["authenticatorId"] = _id });
            return credentials!.Value.GetProperty("credentials").GetArrayLength();
        }
    }
}
