using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hub.Core.Accounts;
using Hub.Testing;

namespace Hub.Tests.Accounts;

/// <summary>Passkeys through the API, with a device that can be made to lie.</summary>
public sealed class PasskeyTests(HubInTime hub) : IClassFixture<HubInTime>
{
    private string Origin => hub.Address.GetLeftPart(UriPartial.Authority);

    [Fact]
    public async Task One_is_added_with_a_name_opens_the_account_and_is_removed()
    {
        var name = await hub.NewcomerAsync();
        using var session = await hub.SignInAsync(name);
        using var device = new SoftAuthenticator();
        await AddAsync(session, device, "My phone");
        var item = Assert.Single(await ItemsAsync(session));
        Assert.Equal("My phone", item.GetProperty("name").GetString());

        using var browser = hub.Client();
        var opened = await SignInAsync(browser, device);
        Assert.Equal(HttpStatusCode.Created, opened.StatusCode);
        var answer = await opened.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(name, answer.GetProperty("account").GetString());
        browser.DefaultRequestHeaders.Add("Hub-Antiforgery", answer.GetProperty("antiforgery").GetString());
        Assert.Equal(HttpStatusCode.Created, (await browser.PostAsJsonAsync("/api/tokens", new { label = "made after a passkey" })).StatusCode);
        Assert.True((await ItemsAsync(session)).Single().TryGetProperty("lastUsed", out _));

        Assert.Equal(HttpStatusCode.NoContent, (await session.DeleteAsync("/api/passkeys/" + item.GetProperty("id").GetString())).StatusCode);
        using var late = hub.Client();
        await AssertRefusedAsync(await SignInAsync(late, device));
    }

    [Fact]
    public async Task A_person_has_several_and_each_opens_the_same_account()
    {
        var name = await hub.NewcomerAsync();
        using var session = await hub.SignInAsync(name);
        using var phone = new SoftAuthenticator();
        using var key = new SoftAuthenticator();
        await AddAsync(session, phone, "Phone");
        var asked = await AskAsync(session, "/api/passkeys/options");
        Assert.Single(asked.Options.GetProperty("excludeCredentials").EnumerateArray());
        Assert.Equal("required", asked.Options.GetProperty("authenticatorSelection").GetProperty("userVerification").GetString());
        Assert.Equal("required", asked.Options.GetProperty("authenticatorSelection").GetProperty("residentKey").GetString());
        await AddAsync(session, key, "Key");
        Assert.Equal(phone.Handle, key.Handle);
        foreach (var device in new[] { phone, key })
        {
            using var browser = hub.Client();
            Assert.Equal(HttpStatusCode.Created, (await SignInAsync(browser, device)).StatusCode);
        }
    }

    [Fact]
    public async Task An_answer_that_was_used_is_not_taken_again()
    {
        using var session = await hub.SignInAsync(await hub.NewcomerAsync());
        using var device = new SoftAuthenticator();
        await AddAsync(session, device, "Phone");
        using var browser = hub.Client();
        var asked = await AskAsync(browser, "/api/sessions/passkey/options");

        // Without a counter, as most phones: what stops the second one is that the challenge was used.
        var proof = new { ticket = asked.Ticket, credential = device.Get(asked.Options, Origin) };
        Assert.Equal(HttpStatusCode.Created, (await browser.PostAsJsonAsync("/api/sessions/passkey", proof)).StatusCode);
        using var thief = hub.Client();
        await AssertRefusedAsync(await thief.PostAsJsonAsync("/api/sessions/passkey", proof));
        var again = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => thief.PostAsJsonAsync("/api/sessions/passkey", proof)));
        Assert.All(again, answer => Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode));
    }

    [Fact]
    public async Task Of_many_who_send_one_answer_at_once_one_gets_in()
    {
        using var session = await hub.SignInAsync(await hub.NewcomerAsync());
        using var device = new SoftAuthenticator();
        await AddAsync(session, device, "Phone");
        using var browser = hub.Client();
        var asked = await AskAsync(browser, "/api/sessions/passkey/options");
        var proof = new { ticket = asked.Ticket, credential = device.Get(asked.Options, Origin) };
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(async _ =>
        {
            using var one = hub.Client();
            return (await one.PostAsJsonAsync("/api/sessions/passkey", proof)).StatusCode;
        }));
        Assert.Single(answers, HttpStatusCode.Created);
    }

    [Fact]
    public async Task Another_origin_another_hub_another_challenge_and_nobody_verified_are_refused()
    {
        using var session = await hub.SignInAsync(await hub.NewcomerAsync());
        using var device = new SoftAuthenticator();
        await AddAsync(session, device, "Phone");
        foreach (var lie in new Action[]
        {
            () => device.Origin = "https://evil.example",
            () => device.Origin = Origin.Replace("localhost", "127.0.0.1", StringComparison.Ordinal),
            () => device.Origin = "http://localhost:1",
            () => device.Host = "evil.example",
            () => device.Challenge = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
            () => device.ChecksWhoItIs = false,
        })
        {
            (device.Origin, device.Host, device.Challenge, device.ChecksWhoItIs) = (null, null, null, true);
            lie();
            using var browser = hub.Client();
            await AssertRefusedAsync(await SignInAsync(browser, device));
        }

        (device.Origin, device.Host, device.Challenge, device.ChecksWhoItIs) = (null, null, null, true);
        using var honest = hub.Client();
        Assert.Equal(HttpStatusCode.Created, (await SignInAsync(honest, device)).StatusCode);
    }

    [Fact]
    public async Task A_passkey_made_elsewhere_or_by_nobody_is_not_added()
    {
        using var session = await hub.SignInAsync(await hub.NewcomerAsync());
        foreach (var lie in new Action<SoftAuthenticator>[] { device => device.Origin = "https://evil.example", device => device.Host = "evil.example", device => device.Challenge = "AAAA", device => device.ChecksWhoItIs = false })
        {
            using var device = new SoftAuthenticator();
            lie(device);
            await FrontDoorTests.AssertProblemAsync(await TryAddAsync(session, device, "Phone"), 422, "passkey-not-added");
        }

        Assert.Empty(await ItemsAsync(session));
    }

    [Fact]
    public async Task A_counter_that_goes_back_is_a_copys()
    {
        using var session = await hub.SignInAsync(await hub.NewcomerAsync());
        using var device = new SoftAuthenticator { Counter = 5 };
        await AddAsync(session, device, "Key");
        foreach (var (counter, status) in new[] { (7u, HttpStatusCode.Created), (7u, HttpStatusCode.Unauthorized), (6u, HttpStatusCode.Unauthorized), (0u, HttpStatusCode.Unauthorized), (8u, HttpStatusCode.Created) })
        {
            device.Counter = counter;
            using var browser = hub.Client();
            Assert.Equal(status, (await SignInAsync(browser, device)).StatusCode);
        }
    }

    [Fact]
    public async Task A_credential_is_one_persons_and_answers_for_nobody_else()
    {
        using var ada = await hub.SignInAsync(await hub.NewcomerAsync());
        using var eve = await hub.SignInAsync(await hub.NewcomerAsync());
        using var hers = new SoftAuthenticator();
        await AddAsync(ada, hers, "Ada's");

        // The same credential is not added to a second account.
        using var copy = new SoftAuthenticator { Credential = hers.Credential };
        await FrontDoorTests.AssertProblemAsync(await TryAddAsync(eve, copy, "Eve's"), 422, "passkey-not-added");

        // Nor does another key answer under its id, nor the same under another person's handle.
        copy.Handle = hers.Handle;
        using var browser = hub.Client();
        await AssertRefusedAsync(await SignInAsync(browser, copy));
        using var own = new SoftAuthenticator();
        await AddAsync(eve, own, "Eve's");
        (var handle, own.Handle) = (own.Handle, hers.Handle);
        await AssertRefusedAsync(await SignInAsync(browser, own));
        own.Handle = handle;

        // And it neither removes nor confirms what is Ada's.
        var id = (await ItemsAsync(ada)).Single().GetProperty("id").GetString();
        Assert.Equal(HttpStatusCode.NotFound, (await eve.DeleteAsync("/api/passkeys/" + id)).StatusCode);
        hub.Move(Sessions.FreshFor + TimeSpan.FromMinutes(1));
        await AssertRefusedAsync(await ConfirmAsync(ada, own));
        Assert.Equal(HttpStatusCode.Forbidden, (await ada.PostAsJsonAsync("/api/tokens", new { label = "t" })).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await ConfirmAsync(ada, hers)).StatusCode);
        Assert.Equal(HttpStatusCode.Created, (await ada.PostAsJsonAsync("/api/tokens", new { label = "t" })).StatusCode);
    }

    [Fact]
    public async Task A_ticket_is_good_for_its_purpose_its_session_and_five_minutes()
    {
        var name = await hub.NewcomerAsync();
        using var session = await hub.SignInAsync(name);
        using var other = await hub.SignInAsync(name);
        using var device = new SoftAuthenticator();
        var asked = await AskAsync(session, "/api/passkeys/options");
        var made = new { ticket = asked.Ticket, credential = device.Create(asked.Options, Origin), name = "Phone" };
        await FrontDoorTests.AssertProblemAsync(await other.PostAsJsonAsync("/api/passkeys", made), 422, "passkey-not-added");
        await AssertRefusedAsync(await session.PostAsJsonAsync("/api/sessions/passkey", new { ticket = asked.Ticket, credential = device.Get(JsonElement.Parse("{\"rpId\":\"localhost\",\"challenge\":\"" + asked.Options.GetProperty("challenge").GetString() + "\"}"), Origin) }));
        Assert.Equal(HttpStatusCode.Created, (await session.PostAsJsonAsync("/api/passkeys", made)).StatusCode);
        await FrontDoorTests.AssertProblemAsync(await session.PostAsJsonAsync("/api/passkeys", made), 422, "passkey-not-added");

        using var browser = hub.Client();
        var late = await AskAsync(browser, "/api/sessions/passkey/options");
        hub.Move(TimeSpan.FromMinutes(6));
        await AssertRefusedAsync(await browser.PostAsJsonAsync("/api/sessions/passkey", new { ticket = late.Ticket, credential = device.Get(late.Options, Origin) }));
        foreach (var nonsense in new[] { "", "x", "AAAA", new string('A', 5000) })
        {
            await AssertRefusedAsync(await browser.PostAsJsonAsync("/api/sessions/passkey", new { ticket = nonsense, credential = new { id = "AAAA" } }));
        }
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("\"text\"")]
    [InlineData("{\"id\":7}")]
    [InlineData("{\"id\":\"not base64url ?\"}")]
    [InlineData("{\"id\":\"AAAA\",\"rawId\":\"AAAA\",\"type\":\"public-key\",\"response\":{}}")]
    [InlineData("{\"id\":\"AAAA\",\"rawId\":\"AAAA\",\"type\":\"public-key\",\"response\":{\"clientDataJSON\":\"AA\",\"attestationObject\":\"v____w\",\"authenticatorData\":\"AA\",\"signature\":\"AA\",\"userHandle\":\"AA\"}}")]
    public async Task Nonsense_is_refused_and_breaks_nothing(string credential)
    {
        using var session = await hub.SignInAsync(await hub.NewcomerAsync());
        var asked = await AskAsync(session, "/api/sessions/passkey/options");
        await AssertRefusedAsync(await session.PostAsJsonAsync("/api/sessions/passkey", new { ticket = asked.Ticket, credential = JsonNode.Parse(credential) }));
        var making = await AskAsync(session, "/api/passkeys/options");
        await FrontDoorTests.AssertProblemAsync(await session.PostAsJsonAsync("/api/passkeys", new { ticket = making.Ticket, credential = JsonNode.Parse(credential), name = "n" }), 422, "passkey-not-added");
    }

    [Fact]
    public async Task The_last_way_in_is_not_removed_and_a_closed_account_stays_closed()
    {
        var name = await hub.NewcomerAsync();
        using var session = await hub.SignInAsync(name);
        using var phone = new SoftAuthenticator();
        using var key = new SoftAuthenticator();
        await AddAsync(session, phone, "Phone");
        await AddAsync(session, key, "Key");
        await hub.ChangeAsync(name, account => account with { Passphrase = null });
        var ids = (await ItemsAsync(session)).Select(item => item.GetProperty("id").GetString()).ToList();
        Assert.Equal(HttpStatusCode.NoContent, (await session.DeleteAsync("/api/passkeys/" + ids[0])).StatusCode);
        await FrontDoorTests.AssertProblemAsync(await session.DeleteAsync("/api/passkeys/" + ids[1]), 409, "last-way-in");
        using var browser = hub.Client();
        Assert.Equal(HttpStatusCode.Created, (await SignInAsync(browser, key)).StatusCode);

        using var admin = await hub.SignInAsync(await hub.NewcomerAsync());
        Assert.Equal(HttpStatusCode.NoContent, (await admin.DeleteAsync("/api/accounts/" + name)).StatusCode);
        await AssertRefusedAsync(await SignInAsync(browser, key));
    }

    [Fact]
    public async Task At_another_address_of_the_same_machine_the_hub_says_why_they_are_missing()
    {
        var name = await hub.NewcomerAsync();
        using var session = await hub.SignInAsync(name);
        session.DefaultRequestHeaders.Host = hub.Address.Authority.Replace("localhost", "127.0.0.1", StringComparison.Ordinal);
        var list = await session.GetFromJsonAsync<JsonElement>("/api/passkeys");
        Assert.Contains("http://localhost:", list.GetProperty("missing").GetString(), StringComparison.Ordinal);
        await FrontDoorTests.AssertProblemAsync(await session.PostAsync("/api/passkeys/options", null), 409, "no-passkeys-here");
    }

    [Theory]
    [InlineData("http://hub.home:8080", "https")]
    [InlineData("https://192.168.1.20", "HUB_PUBLIC_URL")]
    public async Task On_plain_http_or_under_a_number_the_pages_say_why_they_are_missing(string address, string said)
    {
        await using var other = await HubProcess.StartAsync(environment: new Dictionary<string, string>(StringComparer.Ordinal) { ["HUB_PUBLIC_URL"] = address });
        using var client = other.Client();
        client.DefaultRequestHeaders.Host = new Uri(address).Authority;
        client.DefaultRequestHeaders.Accept.ParseAdd("text/html");
        var code = other.Said.First(line => line.Contains("/welcome#", StringComparison.Ordinal)).Split('#')[1].Trim();
        using var made = await client.PostAsJsonAsync("/api/welcome", new { code, name = "ada", passphrase = Person.Passphrase });
        made.EnsureSuccessStatusCode();
        var page = WebUtility.HtmlDecode(await client.GetStringAsync("/sign-in"));
        Assert.Contains("Passkeys are missing here", page, StringComparison.Ordinal);
        Assert.Contains(said, page, StringComparison.Ordinal);
        Assert.DoesNotContain("data-passkey", page, StringComparison.Ordinal);
        await FrontDoorTests.AssertProblemAsync(await client.PostAsync("/api/sessions/passkey/options", null), 409, "no-passkeys-here");
    }

    private async Task AddAsync(HttpClient session, SoftAuthenticator device, string name) => Assert.Equal(HttpStatusCode.Created, (await TryAddAsync(session, device, name)).StatusCode);

    private async Task<HttpResponseMessage> TryAddAsync(HttpClient session, SoftAuthenticator device, string name)
    {
        var asked = await AskAsync(session, "/api/passkeys/options");
        return await session.PostAsJsonAsync("/api/passkeys", new { ticket = asked.Ticket, credential = device.Create(asked.Options, Origin), name });
    }

    private async Task<HttpResponseMessage> SignInAsync(HttpClient browser, SoftAuthenticator device)
    {
        var asked = await AskAsync(browser, "/api/sessions/passkey/options");
        return await browser.PostAsJsonAsync("/api/sessions/passkey", new { ticket = asked.Ticket, credential = device.Get(asked.Options, Origin) });
    }

    private async Task<HttpResponseMessage> ConfirmAsync(HttpClient session, SoftAuthenticator device)
    {
        var asked = await AskAsync(session, "/api/sessions/passkey/options");
        return await session.PostAsJsonAsync("/api/sessions/current/confirm", new { passkey = new { ticket = asked.Ticket, credential = device.Get(asked.Options, Origin) } });
    }

    private static async Task<(string Ticket, JsonElement Options)> AskAsync(HttpClient client, string address)
    {
        using var answer = await client.PostAsync(address, null);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var asked = await answer.Content.ReadFromJsonAsync<JsonElement>();
        return (asked.GetProperty("ticket").GetString()!, asked.GetProperty("options"));
    }

    private static async Task<IReadOnlyList<JsonElement>> ItemsAsync(HttpClient session) => [.. (await session.GetFromJsonAsync<JsonElement>("/api/passkeys")).GetProperty("items").EnumerateArray()];

    private static Task AssertRefusedAsync(HttpResponseMessage answer) => FrontDoorTests.AssertProblemAsync(answer, 401, "passkey-refused");
}
