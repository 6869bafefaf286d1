using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using Hub.Testing;

namespace Hub.Tests;

/// <summary>Guesses slow the guesser down; a hub of its own, because they do.</summary>
public sealed class SignInThrottleTests
{
    [Fact]
    public async Task Guessing_gets_slower_and_the_right_passphrase_still_opens()
    {
        await using var hub = await HubProcess.StartAsync();
        await hub.OwnerAsync("Alice");
        using var client = hub.Client();
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(HttpStatusCode.Unauthorized, (await SignInAsync(client, "Alice", $"wrong guess {i}")).StatusCode);
        }

        var watch = Stopwatch.StartNew();
        Assert.Equal(HttpStatusCode.Unauthorized, (await SignInAsync(client, "Alice", "another wrong guess")).StatusCode);
        Assert.True(watch.Elapsed > TimeSpan.FromSeconds(0.9), $"the sixth guess took {watch.Elapsed}");
        Assert.Equal(HttpStatusCode.Created, (await SignInAsync(client, "Alice", Person.Passphrase)).StatusCode);
    }

    [Fact]
    public async Task Many_guesses_at_once_from_one_address_are_sent_away()
    {
        await using var hub = await HubProcess.StartAsync();
        await hub.OwnerAsync("Alice");
        using var client = hub.Client();
        for (var i = 0; i < 4; i++)
        {
            await SignInAsync(client, "Alice", "wrong " + i);
        }

        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => SignInAsync(client, "somebody" + i, "wrong guess")));
        Assert.Contains(answers, answer => answer.StatusCode == HttpStatusCode.TooManyRequests && answer.Headers.RetryAfter is not null);
    }

    [Fact]
    public async Task Many_guesses_at_once_from_one_network_of_IPv6_are_sent_away_whichever_of_its_addresses_they_come_from()
    {
        await using var hub = await HubProcess.StartAsync(environment: new Dictionary<string, string>(StringComparer.Ordinal) { ["HUB_TRUSTED_PROXIES"] = "127.0.0.0/8,::1" });
        await hub.OwnerAsync("Alice");
        using var client = hub.Client();
        for (var i = 0; i < 4; i++)
        {
            await FromAsync(client, "Alice", $"2001:db8::1:{i}");
        }

        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => FromAsync(client, "somebody" + i, $"2001:db8::{i + 2}:1")));
        Assert.Contains(HttpStatusCode.TooManyRequests, answers);
        Assert.Equal(HttpStatusCode.Unauthorized, await FromAsync(client, "somebody", "2001:db8:0:1::1"));
    }

    [Fact]
    public async Task An_unknown_name_gets_the_same_answer()
    {
        await using var hub = await HubProcess.StartAsync();
        await hub.OwnerAsync("Alice");
        using var client = hub.Client();
        var known = await (await SignInAsync(client, "Alice", "wrong")).Content.ReadAsStringAsync();
        var unknown = await (await SignInAsync(client, "Nobody", "wrong")).Content.ReadAsStringAsync();
        Assert.Equal(known, unknown);
    }

    private static Task<HttpResponseMessage> SignInAsync(HttpClient client, string name, string passphrase) => client.PostAsJsonAsync("/api/sessions", new { name, passphrase });

    private static async Task<HttpStatusCode> FromAsync(HttpClient client, string name, string address)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/sessions") { Content = JsonContent.Create(new { name, passphrase = "wrong guess" }) };
        request.Headers.Add("X-Forwarded-For", address);
        using var answer = await client.SendAsync(request);
        return answer.StatusCode;
    }
}
