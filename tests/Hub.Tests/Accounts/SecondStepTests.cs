using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Hub.Core.Accounts;
using Hub.Testing;

namespace Hub.Tests.Accounts;

/// <summary>The code of an app after the passphrase, through the front door.</summary>
public sealed class SecondStepTests(HubInTime hub) : IClassFixture<HubInTime>
{
    [Fact]
    public async Task Nothing_is_asked_before_a_first_code_proved_that_the_app_has_the_key()
    {
        var name = await hub.NewcomerAsync();
        using var session = await hub.SignInAsync(name);
        var secret = await BeginAsync(session);
        using (await hub.SignInAsync(name))
        {
        }

        await FrontDoorTests.AssertProblemAsync(await session.PutAsJsonAsync("/api/me/code", new { code = "000" }), 400, "bad-value", "code");
        Assert.False((await session.GetFromJsonAsync<JsonElement>("/api/me/code")).GetProperty("on").GetBoolean());
        Assert.Equal(HttpStatusCode.NoContent, (await session.PutAsJsonAsync("/api/me/code", new { code = Code(secret) })).StatusCode);
        Assert.True((await session.GetFromJsonAsync<JsonElement>("/api/me/code")).GetProperty("on").GetBoolean());
        await FrontDoorTests.AssertProblemAsync(await session.PostAsync("/api/me/code", null), 409, "code-set-up");
        using var browser = hub.Client();
        await FrontDoorTests.AssertProblemAsync(await SignInAsync(browser, name, null), 401, "code-needed", "code");
    }

    [Fact]
    public async Task Each_code_counts_once_and_only_in_its_time()
    {
        var (name, secret, session) = await SetUpAsync();
        using var used = session;
        using var browser = hub.Client();
        Next();
        var code = Code(secret);
        Assert.Equal(HttpStatusCode.Created, (await SignInAsync(browser, name, $"{code[..3]} {code[3..]}")).StatusCode);
        await FrontDoorTests.AssertProblemAsync(await SignInAsync(browser, name, code), 401, "code-refused", "code");
        hub.Move(TimeSpan.FromMinutes(2));
        await FrontDoorTests.AssertProblemAsync(await SignInAsync(browser, name, code), 401, "code-refused", "code");
        Assert.Equal(HttpStatusCode.Created, (await SignInAsync(browser, name, Code(secret))).StatusCode);
    }

    [Fact]
    public async Task Of_many_who_send_one_code_at_once_one_gets_in()
    {
        var (name, secret, session) = await SetUpAsync();
        using var used = session;
        Next();
        var code = Code(secret);
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(async _ =>
        {
            using var browser = hub.Client();
            return (await SignInAsync(browser, name, code)).StatusCode;
        }));
        Assert.Single(answers, HttpStatusCode.Created);
    }

    [Fact]
    public async Task The_code_that_set_it_up_does_not_sign_in()
    {
        var name = await hub.NewcomerAsync();
        using var session = await hub.SignInAsync(name);
        var secret = await BeginAsync(session);
        var code = Code(secret);
        Assert.Equal(HttpStatusCode.NoContent, (await session.PutAsJsonAsync("/api/me/code", new { code })).StatusCode);
        using var browser = hub.Client();
        await FrontDoorTests.AssertProblemAsync(await SignInAsync(browser, name, code), 401, "code-refused", "code");
    }

    [Fact]
    public async Task Wrong_passphrases_are_answered_as_ever_whether_or_not_a_code_comes()
    {
        var (name, secret, session) = await SetUpAsync();
        using var used = session;
        using var browser = hub.Client();
        Next();
        using var wrong = await browser.PostAsJsonAsync("/api/sessions", new { name, passphrase = "not the passphrase", code = Code(secret) });
        await FrontDoorTests.AssertProblemAsync(wrong, 401, "sign-in-refused");

        // And the code was not used up by it.
        Assert.Equal(HttpStatusCode.Created, (await SignInAsync(browser, name, Code(secret))).StatusCode);
    }

    [Fact]
    public async Task Guessed_codes_are_slowed_down_and_a_right_passphrase_does_not_wash_them_off()
    {
        var throttle = new SignInThrottle(new HandClock());
        for (var guess = 0; guess < 3; guess++)
        {
            // The passphrase, which is right, then a code, which is not.
            Assert.True(await throttle.EnterAsync("ada", "2001:db8::1", TestContext.Current.CancellationToken));
            throttle.Leave("ada", "2001:db8::1", null);
            Assert.True(await throttle.EnterAsync("ada", "2001:db8::1", TestContext.Current.CancellationToken));
            throttle.Leave("ada", "2001:db8::1", false);
        }

        // From elsewhere too, since the account is what is guessed at.
        Assert.False(throttle.EnterAsync("ada", "2001:db8:0:1::1", TestContext.Current.CancellationToken).IsCompleted);
        Assert.True(throttle.EnterAsync("eve", "2001:db8:0:1::1", TestContext.Current.CancellationToken).IsCompleted);
    }

    [Fact]
    public async Task By_the_pages_alone_it_is_set_up_asked_for_and_removed()
    {
        var name = await hub.NewcomerAsync();
        using var session = await hub.SignInAsync(name);
        session.DefaultRequestHeaders.Accept.ParseAdd("text/html");
        var setting = await FormAsync(session, "/settings/code", [], HttpStatusCode.OK);
        Assert.Contains("<svg class=\"qr\"", setting, StringComparison.Ordinal);
        Assert.DoesNotContain("style=", setting, StringComparison.Ordinal);
        var key = KeyOn(setting);
        var wrong = await FormAsync(session, "/settings/code/confirm", new() { ["code"] = "12 34" }, HttpStatusCode.UnprocessableEntity);
        Assert.Equal(key, KeyOn(wrong));
        var secret = Read(key);
        await FormAsync(session, "/settings/code/confirm", new() { ["code"] = Code(secret) }, HttpStatusCode.SeeOther);
        Assert.DoesNotContain(key[..4], await session.GetStringAsync("/settings/code"), StringComparison.Ordinal);

        using var browser = hub.Client();
        browser.DefaultRequestHeaders.Accept.ParseAdd("text/html");
        var asked = await FormAsync(browser, "/sign-in", new() { ["name"] = name, ["passphrase"] = Person.Passphrase, ["to"] = "/settings/code" }, HttpStatusCode.OK);
        Assert.DoesNotContain(Person.Passphrase, asked, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.GetAsync("/api/sessions/current")).StatusCode);
        var ticket = TicketOn(asked);
        await FormAsync(browser, "/sign-in/code", new() { ["ticket"] = ticket, ["to"] = "/settings/code", ["code"] = "000000" }, HttpStatusCode.Unauthorized);
        await FormAsync(browser, "/sign-in/code", new() { ["ticket"] = "made up", ["code"] = Code(secret) }, HttpStatusCode.SeeOther);
        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.GetAsync("/api/sessions/current")).StatusCode);
        Next();
        await FormAsync(browser, "/sign-in/code", new() { ["ticket"] = ticket, ["to"] = "/settings/code", ["code"] = Code(secret) }, HttpStatusCode.SeeOther);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/api/sessions/current")).StatusCode);

        // Half an hour later it is removed: passphrase and code once more, in the form that is asked.
        hub.Move(TimeSpan.FromMinutes(30));
        var confirm = await FormAsync(session, "/settings/code/remove", new() { ["confirm"] = Person.Passphrase }, HttpStatusCode.Forbidden);
        Assert.Contains("name=\"confirm-code\"", confirm, StringComparison.Ordinal);
        await FormAsync(session, "/settings/code/remove", new() { ["confirm"] = Person.Passphrase, ["confirm-code"] = Code(secret) }, HttpStatusCode.SeeOther);
        using (await hub.SignInAsync(name))
        {
        }
    }

    [Fact]
    public async Task A_half_done_sign_in_is_over_after_five_minutes()
    {
        var (name, secret, session) = await SetUpAsync();
        using var used = session;
        using var browser = hub.Client();
        var asked = await FormAsync(browser, "/sign-in", new() { ["name"] = name, ["passphrase"] = Person.Passphrase }, HttpStatusCode.OK);
        hub.Move(TimeSpan.FromMinutes(6));
        using var late = await browser.PostAsync("/sign-in/code", new FormUrlEncodedContent([new("ticket", TicketOn(asked)), new("code", Code(secret)), new("to", "/data")]));
        Assert.Equal(HttpStatusCode.SeeOther, late.StatusCode);
        var page = await browser.GetStringAsync(late.Headers.Location);
        Assert.Contains("open for more than five minutes", page, StringComparison.Ordinal);
        Assert.Contains("name=\"to\" value=\"/data\"", page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.GetAsync("/api/sessions/current")).StatusCode);
    }

    [Fact]
    public async Task A_recovery_code_and_a_passkey_open_without_the_phone()
    {
        var (name, _, session) = await SetUpAsync();
        using var used = session;
        using var made = await session.PostAsync("/api/me/recovery-codes", null);
        var code = (await made.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("codes")[0].GetString();
        using var browser = hub.Client();
        Assert.Equal(HttpStatusCode.Created, (await browser.PostAsJsonAsync("/api/sessions", new { name, recoveryCode = code })).StatusCode);

        using var device = new SoftAuthenticator();
        var origin = hub.Address.GetLeftPart(UriPartial.Authority);
        var making = await (await session.PostAsync("/api/passkeys/options", null)).Content.ReadFromJsonAsync<JsonElement>();
        await session.PostAsJsonAsync("/api/passkeys", new { ticket = making.GetProperty("ticket").GetString(), credential = device.Create(making.GetProperty("options"), origin), name = "Phone" });
        var asked = await (await browser.PostAsync("/api/sessions/passkey/options", null)).Content.ReadFromJsonAsync<JsonElement>();
        using var opened = await browser.PostAsJsonAsync("/api/sessions/passkey", new { ticket = asked.GetProperty("ticket").GetString(), credential = device.Get(asked.GetProperty("options"), origin) });
        Assert.Equal(HttpStatusCode.Created, opened.StatusCode);
    }

    [Fact]
    public async Task The_secret_lies_sealed()
    {
        var (name, secret, session) = await SetUpAsync();
        using var used = session;
        byte[]? kept = null;
        await hub.ChangeAsync(name, account =>
        {
            kept = account.CodeKey!.Secret;
            return account;
        });
        Assert.True(kept.AsSpan().IndexOf(secret) < 0);
        Assert.True(kept!.Length > secret.Length + 32);
    }

    private async Task<(string Name, byte[] Secret, HttpClient Session)> SetUpAsync()
    {
        var name = await hub.NewcomerAsync();
        var session = await hub.SignInAsync(name);
        var secret = await BeginAsync(session);
        Assert.Equal(HttpStatusCode.NoContent, (await session.PutAsJsonAsync("/api/me/code", new { code = Code(secret) })).StatusCode);
        return (name, secret, session);
    }

    private static async Task<byte[]> BeginAsync(HttpClient session)
    {
        using var begun = await session.PostAsync("/api/me/code", null);
        Assert.Equal(HttpStatusCode.Created, begun.StatusCode);
        var answer = await begun.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Contains("secret=" + answer.GetProperty("secret").GetString(), answer.GetProperty("address").GetString(), StringComparison.Ordinal);
        return Read(answer.GetProperty("secret").GetString()!);
    }

    private static Task<HttpResponseMessage> SignInAsync(HttpClient client, string name, string? code) => client.PostAsJsonAsync("/api/sessions", new { name, passphrase = Person.Passphrase, code });

    private static async Task<string> FormAsync(HttpClient client, string address, Dictionary<string, string> form, HttpStatusCode expected)
    {
        using var answer = await client.PostAsync(address, new FormUrlEncodedContent(form));
        var body = await answer.Content.ReadAsStringAsync();
        Assert.True(expected == answer.StatusCode, $"{address}: {answer.StatusCode}");
        return body;
    }

    private string Code(byte[] secret) => Totp.CodeOf(secret, Totp.StepOf(hub.Now));

    /// <summary>To a code that was not used yet, whatever the clock does meanwhile.</summary>
    private void Next() => hub.Move(TimeSpan.FromMinutes(1));

    private static byte[] Read(string base32)
    {
        var bits = string.Concat(base32.Select(letter => Convert.ToString("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(letter, StringComparison.Ordinal), 2).PadLeft(5, '0')));
        return [.. bits.Chunk(8).Where(chunk => chunk.Length == 8).Select(chunk => Convert.ToByte(new string(chunk), 2))];
    }

    private static string KeyOn(string page) => Between(page, "<code>", "</code>").Replace(" ", "", StringComparison.Ordinal);

    private static string TicketOn(string page) => Between(page, "name=\"ticket\" value=\"", "\"");

    private static string Between(string text, string before, string after)
    {
        var start = text.IndexOf(before, StringComparison.Ordinal) + before.Length;
        Assert.True(start >= before.Length, "The page has no " + before);
        return text[start..text.IndexOf(after, start, StringComparison.Ordinal)];
    }
}
