using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Hub.Tests.Accounts;

/// <summary>A person sees where they are signed in, and signs out there.</summary>
public sealed class SessionsTests(HubInTime hub) : IClassFixture<HubInTime>
{
    private const string Firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:146.0) Gecko/20100101 Firefox/146.0";
    private const string Phone = "Mozilla/5.0 (iPhone; CPU iPhone OS 19_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.1 Mobile/15E148 Safari/604.1";

    [Fact]
    public async Task Each_browser_is_named_plainly_this_one_is_marked_and_no_address_is_kept()
    {
        var name = await hub.NewcomerAsync();
        using var here = await hub.SignInAsync(name, Firefox);
        using var phone = await hub.SignInAsync(name, Phone);
        using var answer = await here.GetAsync("/api/sessions");
        Assert.DoesNotContain("127.0.0.1", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        var items = await ItemsAsync(here);
        Assert.Equal(2, items.Count);
        Assert.Equal("Firefox Linux", NameOf(items.Single(item => item.GetProperty("current").GetBoolean())));
        Assert.Equal("Safari iPhone", NameOf(items.Single(item => !item.GetProperty("current").GetBoolean())));
        Assert.DoesNotContain("Mozilla", await (await here.GetAsync("/settings/sessions")).Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_is_ended_at_once_and_nobody_ends_anothers()
    {
        var name = await hub.NewcomerAsync();
        using var here = await hub.SignInAsync(name);
        using var there = await hub.SignInAsync(name);
        using var stranger = await hub.SignInAsync(await hub.NewcomerAsync());
        var id = (await ItemsAsync(here)).Single(item => !item.GetProperty("current").GetBoolean()).GetProperty("id").GetString();
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.DeleteAsync("/api/sessions/" + id)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await there.GetAsync("/api/sessions/current")).StatusCode);

        Assert.Equal(HttpStatusCode.NoContent, (await here.DeleteAsync("/api/sessions/" + id)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await there.GetAsync("/api/sessions/current")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await here.DeleteAsync("/api/sessions/" + id)).StatusCode);
        Assert.Single(await ItemsAsync(here));
    }

    [Fact]
    public async Task All_others_end_and_this_one_stays()
    {
        var name = await hub.NewcomerAsync();
        using var here = await hub.SignInAsync(name);
        using var one = await hub.SignInAsync(name);
        using var two = await hub.SignInAsync(name);
        Assert.Equal(HttpStatusCode.NoContent, (await here.DeleteAsync("/api/sessions")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await here.GetAsync("/api/sessions/current")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await one.GetAsync("/api/sessions/current")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await two.GetAsync("/api/sessions/current")).StatusCode);
    }

    [Fact]
    public async Task A_new_passphrase_ends_the_others()
    {
        var name = await hub.NewcomerAsync();
        using var here = await hub.SignInAsync(name);
        using var other = await hub.SignInAsync(name);
        Assert.Equal(HttpStatusCode.NoContent, (await here.PutAsJsonAsync("/api/me/passphrase", new { passphrase = "another battery staple" })).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await here.GetAsync("/api/sessions/current")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await other.GetAsync("/api/sessions/current")).StatusCode);
    }

    [Fact]
    public async Task The_page_ends_one_and_then_the_others_without_scripts()
    {
        var name = await hub.NewcomerAsync();
        using var here = await hub.SignInAsync(name, Firefox);
        using var phone = await hub.SignInAsync(name, Phone);
        using var third = await hub.SignInAsync(name, Phone);
        var id = (await ItemsAsync(here)).First(item => !item.GetProperty("current").GetBoolean()).GetProperty("id").GetString()!;
        using var ended = await here.PostAsync("/settings/sessions/end", new FormUrlEncodedContent([new("id", id)]));
        Assert.Equal("/settings/sessions?said=ended", ended.Headers.Location?.ToString());
        Assert.Equal(2, (await ItemsAsync(here)).Count);
        using var rest = await here.PostAsync("/settings/sessions/end-others", new FormUrlEncodedContent([]));
        Assert.Equal(HttpStatusCode.SeeOther, rest.StatusCode);
        Assert.Single(await ItemsAsync(here));
    }

    [Fact]
    public async Task One_that_nobody_used_for_two_weeks_is_not_listed()
    {
        var name = await hub.NewcomerAsync();
        using var forgotten = await hub.SignInAsync(name);
        hub.Move(TimeSpan.FromDays(15));
        using var here = await hub.SignInAsync(name);
        Assert.Single(await ItemsAsync(here));
        Assert.Equal(HttpStatusCode.Unauthorized, (await forgotten.GetAsync("/api/sessions/current")).StatusCode);
    }

    private static string NameOf(JsonElement item) => $"{item.GetProperty("browser").GetString()} {item.GetProperty("system").GetString()}";

    private static async Task<IReadOnlyList<JsonElement>> ItemsAsync(HttpClient client) =>
        [.. (await client.GetFromJsonAsync<JsonElement>("/api/sessions")).GetProperty("items").EnumerateArray()];
}
