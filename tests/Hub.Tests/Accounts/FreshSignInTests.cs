using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Hub.Accounts;
using Hub.Core.Accounts;
using Hub.Testing;

namespace Hub.Tests.Accounts;

/// <summary>What cannot be undone or lets somebody in is done by who proved a moment ago that it is them.</summary>
public sealed class FreshSignInTests(HubInTime hub) : IClassFixture<HubInTime>
{
    private static readonly TimeSpan TooLong = Sessions.FreshFor + TimeSpan.FromMinutes(1);

    [Fact]
    public async Task Every_route_that_hurts_asks_again_after_a_quarter_of_an_hour()
    {
        using var stale = await hub.SignInAsync(await hub.NewcomerAsync());
        hub.Move(TooLong);
        var routes = Route.All.Where(route => route.Access is Access.FreshSession or Access.FreshAdminSession).ToList();
        foreach (var (method, pattern) in new[] { ("DELETE", "/api/me"), ("PUT", "/api/me/passphrase"), ("POST", "/api/me/recovery-codes"), ("POST", "/api/tokens"), ("POST", "/api/plugins"), ("DELETE", "/api/plugins/{id}"), ("POST", "/api/accounts"), ("DELETE", "/api/accounts/{name}"), ("POST", "/settings/erase"), ("POST", "/settings/tokens"), ("POST", "/settings/security/passphrase"), ("POST", "/plugins/packages/{upload}/install"), ("POST", "/plugins/{id}/remove"), ("DELETE", "/api/trash"), ("DELETE", "/api/trash/{type}/{id}"), ("POST", "/trash/{type}/{id}"), ("DELETE", "/api/files/{hash}"), ("POST", "/files/{hash}/delete") })
        {
            Assert.Contains(routes, route => route.Method == method && route.Pattern == pattern);
        }

        foreach (var route in routes)
        {
            var isApi = route.Pattern.StartsWith("/api/", StringComparison.Ordinal);
            using var request = new HttpRequestMessage(new HttpMethod(route.Method), route.Pattern.Replace("{", "", StringComparison.Ordinal).Replace("}", "", StringComparison.Ordinal));
            request.Content = isApi ? new StringContent("{}", new MediaTypeHeaderValue("application/json")) : new FormUrlEncodedContent([new("name", "kept")]);
            request.Headers.Accept.ParseAdd(isApi ? "application/json" : "text/html");
            using var answer = await stale.SendAsync(request);
            Assert.True(answer.StatusCode == HttpStatusCode.Forbidden, $"{route}: {answer.StatusCode}");
            var body = await answer.Content.ReadAsStringAsync();
            Assert.Contains(isApi ? "urn:hub:problem:fresh-sign-in-needed" : "name=\"confirm\"", body, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task So_do_those_that_hurt_only_with_what_they_are_asked()
    {
        using var stale = await hub.SignInAsync(await hub.NewcomerAsync());
        hub.Move(TooLong);
        await FrontDoorTests.AssertProblemAsync(await stale.PostAsJsonAsync("/api/runs/one/undo", new { deleteFile = true }), 403, "fresh-sign-in-needed");
        await FrontDoorTests.AssertProblemAsync(await stale.DeleteAsync("/api/sources/one?data=erase"), 403, "fresh-sign-in-needed");
        await FrontDoorTests.AssertProblemAsync(await stale.PostAsync("/api/runs/one/undo", null), 404, "not-found");
        await FrontDoorTests.AssertProblemAsync(await stale.DeleteAsync("/api/sources/one?data=keep"), 404, "not-found");
        stale.DefaultRequestHeaders.Accept.ParseAdd("text/html");
        foreach (var (address, name, value, harmless) in new[] { ("/runs/one/undo", "file", "delete", "keep"), ("/sources/one/disconnect", "data", "erase", "keep") })
        {
            using var asked = await stale.PostAsync(address, new FormUrlEncodedContent([new(name, value)]));
            Assert.Equal(HttpStatusCode.Forbidden, asked.StatusCode);
            Assert.Contains("name=\"confirm\"", await asked.Content.ReadAsStringAsync(), StringComparison.Ordinal);
            using var kept = await stale.PostAsync(address, new FormUrlEncodedContent([new(name, harmless)]));
            Assert.Equal(HttpStatusCode.NotFound, kept.StatusCode);
        }
    }

    [Fact]
    public async Task A_form_that_comes_late_is_confirmed_and_goes_on_with_what_was_typed()
    {
        var name = await hub.NewcomerAsync();
        using var browser = await hub.SignInAsync(name);
        browser.DefaultRequestHeaders.Accept.ParseAdd("text/html");
        hub.Move(TooLong);
        var asked = await PageAsync(browser, new() { ["label"] = "My <spreadsheet>", ["may"] = "read", ["days"] = "30" }, HttpStatusCode.Forbidden);
        Assert.Contains("action=\"/settings/tokens\"", asked, StringComparison.Ordinal);
        Assert.Contains("value=\"My &lt;spreadsheet&gt;\"", asked, StringComparison.Ordinal);

        var wrong = await PageAsync(browser, new() { ["label"] = "My <spreadsheet>", ["may"] = "read", ["days"] = "30", ["confirm"] = "not my passphrase" }, HttpStatusCode.Forbidden);
        Assert.Contains("confirm-error", wrong, StringComparison.Ordinal);
        Assert.DoesNotContain("not my passphrase", wrong, StringComparison.Ordinal);
        Assert.Empty((await browser.GetFromJsonAsync<JsonElement>("/api/tokens")).GetProperty("items").EnumerateArray());

        await PageAsync(browser, new() { ["label"] = "My <spreadsheet>", ["may"] = "read", ["days"] = "30", ["confirm"] = Person.Passphrase }, HttpStatusCode.OK);
        Assert.Equal("My <spreadsheet>", Assert.Single((await browser.GetFromJsonAsync<JsonElement>("/api/tokens")).GetProperty("items").EnumerateArray()).GetProperty("label").GetString());

        // Fresh again, for what comes next too.
        await PageAsync(browser, new() { ["label"] = "Another", ["may"] = "read", ["days"] = "30" }, HttpStatusCode.OK);
    }

    [Fact]
    public async Task Passphrases_are_not_written_into_the_page_that_asks_and_a_new_one_is_asked_for_once_more()
    {
        var name = await hub.NewcomerAsync();
        using var browser = await hub.SignInAsync(name);
        browser.DefaultRequestHeaders.Accept.ParseAdd("text/html");
        hub.Move(TooLong);
        using var answer = await browser.PostAsync("/settings/security/passphrase", new FormUrlEncodedContent([new("passphrase", "a very new passphrase")]));
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        var asked = await answer.Content.ReadAsStringAsync();
        Assert.DoesNotContain("a very new passphrase", asked, StringComparison.Ordinal);
        Assert.Matches("<input id=\"passphrase\" name=\"passphrase\" type=\"password\"", asked);

        using var changed = await browser.PostAsync("/settings/security/passphrase", new FormUrlEncodedContent([new("passphrase", "a very new passphrase"), new("confirm", Person.Passphrase)]));
        Assert.Equal(HttpStatusCode.SeeOther, changed.StatusCode);
        using var again = hub.Client();
        Assert.Equal(HttpStatusCode.Created, (await again.PostAsJsonAsync("/api/sessions", new { name, passphrase = "a very new passphrase" })).StatusCode);
    }

    [Fact]
    public async Task What_another_site_sent_is_not_even_asked_about()
    {
        var name = await hub.NewcomerAsync();
        using var browser = await hub.SignInAsync(name);
        browser.DefaultRequestHeaders.Remove("Hub-Antiforgery");
        browser.DefaultRequestHeaders.Accept.ParseAdd("text/html");
        hub.Move(TooLong);
        using var answer = await browser.PostAsync("/settings/erase", new FormUrlEncodedContent([new("name", name), new("confirm", Person.Passphrase)]));
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.DoesNotContain("name=\"confirm\"", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var still = await hub.SignInAsync(name);
    }

    [Fact]
    public async Task A_program_confirms_its_session_and_repeats()
    {
        using var session = await hub.SignInAsync(await hub.NewcomerAsync());
        hub.Move(TooLong);
        Assert.Equal(HttpStatusCode.Forbidden, (await session.PostAsJsonAsync("/api/tokens", new { label = "t" })).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await session.PostAsJsonAsync("/api/sessions/current/confirm", new { passphrase = "not my passphrase" })).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await session.PostAsJsonAsync("/api/tokens", new { label = "t" })).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await session.PostAsJsonAsync("/api/sessions/current/confirm", new { passphrase = Person.Passphrase })).StatusCode);
        Assert.Equal(HttpStatusCode.Created, (await session.PostAsJsonAsync("/api/tokens", new { label = "t" })).StatusCode);
        hub.Move(TooLong);
        Assert.Equal(HttpStatusCode.Forbidden, (await session.PostAsJsonAsync("/api/tokens", new { label = "t" })).StatusCode);
    }

    private static async Task<string> PageAsync(HttpClient browser, Dictionary<string, string> form, HttpStatusCode expected)
    {
        using var answer = await browser.PostAsync("/settings/tokens", new FormUrlEncodedContent(form));
        Assert.Equal(expected, answer.StatusCode);
        return await answer.Content.ReadAsStringAsync();
    }
}
