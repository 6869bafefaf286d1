using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Hub.Testing;

namespace Hub.Tests;

/// <summary>What holds however the hub is run.</summary>
public abstract partial class FrontDoorSuite(HubFixture fixture)
{
    [Fact]
    public async Task Health_answers_without_sign_in()
    {
        using var client = fixture.Hub.Client();
        Assert.Equal("ok", (await client.GetFromJsonAsync<JsonElement>("/api/health")).GetProperty("status").GetString());
    }

    [Fact]
    public async Task A_request_for_another_host_name_gets_421()
    {
        using var client = fixture.Hub.Client();
        client.DefaultRequestHeaders.Host = "evil.example:" + fixture.Hub.Address.Port;
        await AssertProblemAsync(await client.GetAsync("/api/health"), 421, "wrong-host", "Host");
    }

    [Theory]
    [InlineData("/api/health")]
    [InlineData("/nothing/here")]
    public async Task Every_answer_forbids_what_it_does_not_need(string address)
    {
        using var client = fixture.Hub.Client();
        var response = await client.GetAsync(address);
        var policy = response.Headers.GetValues("Content-Security-Policy").Single();
        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("no-referrer", response.Headers.GetValues("Referrer-Policy").Single());
        Assert.Equal("same-origin", response.Headers.GetValues("Cross-Origin-Resource-Policy").Single());
        Assert.True(response.Headers.CacheControl!.NoStore);
        Assert.False(response.Headers.Contains("Server"));
    }

    [Fact]
    public async Task What_is_wrong_is_told_as_problem_details_in_the_callers_language()
    {
        var client = fixture.Owner.Api;
        await AssertProblemAsync(await client.GetAsync("/api/nothing"), 404, "not-found");
        await AssertProblemAsync(await client.PostAsync("/api/health", null), 405, "method-not-allowed");
        await AssertProblemAsync(await client.PostAsync("/api/uploads", new StringContent("x", Encoding.UTF8, "text/plain")), 415, "unsupported-media-type", "Content-Type");
        await AssertProblemAsync(await client.PostAsync("/api/uploads", Json("{ not json")), 400, "bad-value", "body");
        await AssertProblemAsync(await client.PostAsync("/api/uploads", Json("{\"name\":5}")), 400, "bad-value", "name");
        await AssertProblemAsync(await client.GetAsync("/api/records/energy.consumption?limit=5000"), 400, "bad-value", "limit");
        await AssertProblemAsync(await client.GetAsync("/api/records/energy.consumption?from=yesterday"), 400, "bad-value", "from");
        await AssertProblemAsync(await client.GetAsync("/api/records/energy.consumption?cursor=x"), 400, "bad-value", "cursor");
        await AssertProblemAsync(await client.GetAsync("/api/records/energy.consumption?where=/nope:eq:1"), 400, "bad-value", "where");
        await AssertProblemAsync(await client.GetAsync("/api/records/energy.consumption/aggregate?value=/usagePoint"), 400, "bad-value", "value");
        await AssertProblemAsync(await client.GetAsync("/api/records/no.such.type"), 404, "no-such-type", "type");
        await AssertProblemAsync(await client.PostAsync("/api/records/energy.consumption", Json(new string(' ', 9_000_000))), 413, "too-large");
        using var french = fixture.Hub.Client(language: "fr-FR,en;q=0.5");
        var problem = await AssertProblemAsync(await french.GetAsync("/api/vaults"), 401, "sign-in-needed");
        Assert.StartsWith("Connectez-vous", problem.GetProperty("title").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_one_time_link_works_once()
    {
        var added = await fixture.Hub.RunAsync("user", "add", "Once");
        var code = added.Output.Trim().Split('#')[1];
        using var client = fixture.Hub.Client();
        await AssertProblemAsync(await client.PostAsJsonAsync("/api/welcome", new { code, passphrase = "short" }), 400, "bad-value", "passphrase");
        Assert.Equal(HttpStatusCode.Created, (await client.PostAsJsonAsync("/api/welcome", new { code, passphrase = Person.Passphrase })).StatusCode);
        await AssertProblemAsync(await client.PostAsJsonAsync("/api/welcome", new { code, passphrase = Person.Passphrase }), 400, "bad-value", "code");
    }

    [Fact]
    public async Task Of_two_who_use_one_link_at_once_one_gets_in()
    {
        var added = await fixture.Hub.RunAsync("user", "add", "Race");
        var code = added.Output.Trim().Split('#')[1];
        using var client = fixture.Hub.Client();
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => client.PostAsJsonAsync("/api/welcome", new { code, passphrase = Person.Passphrase })));
        Assert.Equal(1, answers.Count(answer => answer.StatusCode == HttpStatusCode.Created));
    }

    [Fact]
    public async Task A_sign_in_gets_a_new_session_in_a_cookie_that_scripts_cannot_read()
    {
        var person = await fixture.Hub.AddAsync("Cookie");
        using var client = fixture.Hub.Client();
        var response = await client.PostAsJsonAsync("/api/sessions", new { name = "COOKIE", passphrase = Person.Passphrase });
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        var cookie = response.Headers.GetValues("Set-Cookie").Single();
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.NotEqual(person.Cookie, CookieOf(response));
    }

    [Fact]
    public async Task Signing_out_ends_the_session_for_good()
    {
        var person = await fixture.Hub.AddAsync("Leaving");
        Assert.Equal(HttpStatusCode.NoContent, (await person.Session.DeleteAsync("/api/sessions/current")).StatusCode);
        await AssertProblemAsync(await person.Session.GetAsync("/api/sessions/current"), 401, "sign-in-needed");
    }

    [Fact]
    public async Task A_recovery_code_opens_the_account_once()
    {
        var person = await fixture.Hub.AddAsync("Forgetful");
        using var client = fixture.Hub.Client();
        var asked = new { name = "Forgetful", recoveryCode = person.RecoveryCodes[3].ToUpperInvariant().Replace("-", " ", StringComparison.Ordinal) };
        Assert.Equal(HttpStatusCode.Created, (await client.PostAsJsonAsync("/api/sessions", asked)).StatusCode);
        await AssertProblemAsync(await client.PostAsJsonAsync("/api/sessions", asked), 401, "sign-in-refused");
    }

    [Fact]
    public async Task A_revoked_token_stops_working_at_once()
    {
        using var client = await fixture.Owner.WithScopesAsync("read:*");
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/api/vaults")).StatusCode);
        var tokens = await fixture.Owner.Session.GetFromJsonAsync<JsonElement>("/api/tokens");
        var newest = tokens.GetProperty("items").EnumerateArray().Last();
        Assert.Equal(HttpStatusCode.NoContent, (await fixture.Owner.Session.DeleteAsync($"/api/tokens/{newest.GetProperty("id").GetString()}")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync("/api/vaults")).StatusCode);
    }

    [Fact]
    public async Task Changes_are_filtered_by_what_a_token_may_read()
    {
        Assert.Equal(HttpStatusCode.OK, (await fixture.Owner.WriteAsync(Readings.Type, Readings.Day(1, "61616161616161"))).StatusCode);
        using var bank = await fixture.Owner.WithScopesAsync("read:bank.*");
        using var energy = await fixture.Owner.WithScopesAsync("read:energy.*");
        Assert.Empty((await bank.GetFromJsonAsync<JsonElement>("/api/changes")).GetProperty("changes").EnumerateArray());
        Assert.NotEmpty((await energy.GetFromJsonAsync<JsonElement>("/api/changes")).GetProperty("changes").EnumerateArray());
    }

    internal static async Task<JsonElement> AssertProblemAsync(HttpResponseMessage response, int status, string name, string? field = null)
    {
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(status == (int)response.StatusCode, $"expected {status}, got {(int)response.StatusCode}: {text}");
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        var problem = JsonDocument.Parse(text).RootElement;
        Assert.Equal("urn:hub:problem:" + name, problem.GetProperty("type").GetString());
        Assert.Equal(status, problem.GetProperty("status").GetInt32());
        Assert.NotEmpty(problem.GetProperty("detail").GetString()!);
        Assert.Equal(field, problem.TryGetProperty("field", out var at) ? at.GetString() : null);
        return problem;
    }

    private static string CookieOf(HttpResponseMessage response) => response.Headers.GetValues("Set-Cookie").Single().Split(';')[0];

    private protected static StringContent Json(string text) => new(text, new MediaTypeHeaderValue("application/json"));
}
