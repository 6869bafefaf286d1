using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Hub.Core.Accounts;

namespace Hub.Tests.Accounts;

/// <summary>Who takes their account back has it alone.</summary>
public sealed class RecoveryTests(HubInTime hub) : IClassFixture<HubInTime>
{
    private const string Renewed = "a new passphrase of hers";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_recovery_code_or_a_link_closes_every_way_in_that_somebody_may_have_left(bool byLink)
    {
        var name = await hub.NewcomerAsync();
        using var session = await hub.SignInAsync(name);
        using var intruder = new SoftAuthenticator();
        var origin = hub.Address.GetLeftPart(UriPartial.Authority);
        var codes = (await AskAsync(await session.PostAsync("/api/me/recovery-codes", null))).GetProperty("codes");
        var token = (await AskAsync(await session.PostAsJsonAsync("/api/tokens", new { label = "left behind", scopes = new[] { "read:*" } }))).GetProperty("token").GetString();
        var making = await AskAsync(await session.PostAsync("/api/passkeys/options", null));
        Assert.Equal(HttpStatusCode.Created, (await session.PostAsJsonAsync("/api/passkeys", new { ticket = making.GetProperty("ticket").GetString(), credential = intruder.Create(making.GetProperty("options"), origin), name = "Not mine" })).StatusCode);
        var friend = await hub.NewcomerAsync();
        Assert.Equal(HttpStatusCode.Created, (await session.PostAsJsonAsync("/api/accesses", new { account = friend, role = "reader" })).StatusCode);
        await hub.ChangeAsync(name, account => account with { CodeKey = new CodeKey([1], hub.Now) });

        using var browser = hub.Client();
        browser.DefaultRequestHeaders.Accept.ParseAdd("text/html");
        if (byLink)
        {
            var code = await hub.Get<OneTimeCodes>().NewAsync(AccountName.Fold(name));
            using var page = await browser.PostAsync("/welcome", Form(new() { ["code"] = code, ["passphrase"] = Renewed }));
            var told = WebUtility.HtmlDecode(await page.Content.ReadAsStringAsync());
            Assert.Contains("passkeys, programs' tokens and the code of an app are removed", told, StringComparison.Ordinal);
            Assert.Contains("href=\"/settings/security\"", told, StringComparison.Ordinal);
        }
        else
        {
            using var recovered = await browser.PostAsync("/recover", Form(new() { ["name"] = name, ["code"] = codes[0].GetString()!, ["passphrase"] = Renewed }));
            var page = await browser.GetStringAsync(recovered.Headers.Location);
            Assert.Contains("passkeys, programs' tokens and the code of an app are removed", WebUtility.HtmlDecode(page), StringComparison.Ordinal);
        }

        // Whom the owner let in stays, and is named, because it may have been the intruder who did.
        Assert.Matches($"People who open your vault</a>: {friend}", await browser.GetStringAsync("/settings/security"));
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/api/sessions/current")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await session.GetAsync("/api/sessions/current")).StatusCode);
        using var program = hub.Client();
        program.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        Assert.Equal(HttpStatusCode.Unauthorized, (await program.GetAsync("/api/vaults")).StatusCode);
        var asked = await AskAsync(await program.PostAsync("/api/sessions/passkey/options", null));
        using var again = hub.Client();
        using var opened = await again.PostAsJsonAsync("/api/sessions/passkey", new { ticket = asked.GetProperty("ticket").GetString(), credential = intruder.Get(asked.GetProperty("options"), origin) });
        Assert.Equal(HttpStatusCode.Unauthorized, opened.StatusCode);
        using var signedIn = await again.PostAsJsonAsync("/api/sessions", new { name, passphrase = Renewed });
        Assert.Equal(HttpStatusCode.Created, signedIn.StatusCode);
    }

    [Fact]
    public async Task A_new_passphrase_alone_names_what_still_opens_the_account()
    {
        using var session = await hub.SignInAsync(await hub.NewcomerAsync());
        session.DefaultRequestHeaders.Accept.ParseAdd("text/html");
        Assert.DoesNotContain("What else opens your account", await session.GetStringAsync("/settings/security"), StringComparison.Ordinal);
        await AskAsync(await session.PostAsJsonAsync("/api/tokens", new { label = "The spreadsheet", scopes = new[] { "read:*" } }));
        using var changed = await session.PostAsync("/settings/security/passphrase", Form(new() { ["passphrase"] = Renewed }));
        var page = await session.GetStringAsync(changed.Headers.Location);
        Assert.Contains("What else opens your account", page, StringComparison.Ordinal);
        Assert.Contains("The spreadsheet", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_that_shows_something_once_does_not_offer_another_language_which_would_lose_it()
    {
        const string offer = "action=\"/language\"";
        using var session = await hub.SignInAsync(await hub.NewcomerAsync());
        session.DefaultRequestHeaders.Accept.ParseAdd("text/html");
        Assert.Contains(offer, await session.GetStringAsync("/settings/security"), StringComparison.Ordinal);
        using var codes = await session.PostAsync("/settings/security/codes", Form([]));
        var page = await codes.Content.ReadAsStringAsync();
        Assert.Contains("Your recovery codes", page, StringComparison.Ordinal);
        Assert.DoesNotContain(offer, page, StringComparison.Ordinal);
    }

    private static FormUrlEncodedContent Form(Dictionary<string, string> fields) => new(fields);

    private static async Task<JsonElement> AskAsync(HttpResponseMessage answer)
    {
        using (answer)
        {
            Assert.True(answer.IsSuccessStatusCode, $"{answer.RequestMessage!.RequestUri}: {answer.StatusCode}");
            return await answer.Content.ReadFromJsonAsync<JsonElement>();
        }
    }
}
