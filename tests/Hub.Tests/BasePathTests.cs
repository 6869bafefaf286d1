using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Hub.Testing;

namespace Hub.Tests;

/// <summary>A hub below a folder of another site: everything that a page names lies below it.</summary>
public sealed partial class BasePathTests
{
    private const string Own = "/hub/";

    [Theory]
    [InlineData("https://example.org/hub", "")]
    [InlineData("http://example.org/hub/", "hub/")]
    public async Task Every_address_of_every_page_lies_below_the_base_path(string address, string left)
    {
        await using var hub = await HubProcess.StartAsync(environment: new Dictionary<string, string>(StringComparer.Ordinal) { ["HUB_PUBLIC_URL"] = address });
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = new Uri(hub.Address, left) };
        client.DefaultRequestHeaders.Host = "example.org";
        client.DefaultRequestHeaders.Accept.ParseAdd("text/html");
        using (var stranger = await client.GetAsync(new Uri("data", UriKind.Relative), TestContext.Current.CancellationToken))
        {
            Assert.Equal(Own + "sign-in?to=%2Fdata", stranger.Headers.Location?.OriginalString);
        }

        await SignInAsync(hub, client, address.StartsWith("https", StringComparison.Ordinal) ? "path=/;" : "path=/hub;");
        var seen = new HashSet<string>(StringComparer.Ordinal) { Own };
        var next = new Queue<string>(seen);
        while (next.TryDequeue(out var page))
        {
            using var answer = await client.GetAsync(new Uri(page[Own.Length..], UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
            Assert.True(answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.SeeOther, $"{page}: {answer.StatusCode}");
            Assert.StartsWith(Own, answer.Headers.Location?.OriginalString ?? Own, StringComparison.Ordinal);
            if (answer.Content.Headers.ContentType?.MediaType != "text/html")
            {
                continue;
            }

            var html = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            foreach (var (name, value) in Addresses().Matches(html).Select(match => (match.Groups["name"].Value, WebUtility.HtmlDecode(match.Groups["value"].Value).Split('#')[0])))
            {
                // What a form sends back is put below the base path by the redirect that answers it.
                Assert.True(name == "value" || value.StartsWith(Own, StringComparison.Ordinal), $"{page}: {name}=\"{value}\"");
                // Each day leads to the next, for ever: one of them tells how all are written.
                if (name is "href" or "src" && !(value.StartsWith(Own + "day/", StringComparison.Ordinal) && seen.Any(known => known.StartsWith(Own + "day/", StringComparison.Ordinal))) && seen.Add(value))
                {
                    next.Enqueue(value);
                }
            }
        }

        Assert.Contains(seen, page => page.StartsWith("/hub/data/energy.consumption/points", StringComparison.Ordinal) || page.StartsWith("/hub/data/energy.consumption/csv", StringComparison.Ordinal));
        Assert.Contains(seen, page => page.StartsWith("/hub/assets/", StringComparison.Ordinal));
        Assert.InRange(seen.Count, 40, 400);
        Assert.Contains("formaction=\"/hub/demo/remove\"", await DemoAsync(client), StringComparison.Ordinal);
    }

    /// <summary>The page of the demo, whose one form goes to two places.</summary>
    private static async Task<string> DemoAsync(HttpClient client)
    {
        using var opened = await client.PostAsync(new Uri("demo", UriKind.Relative), new FormUrlEncodedContent([]));
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("", UriKind.Relative));
        request.Headers.Add("Cookie", Assert.Single(opened.Headers.GetValues("Set-Cookie")).Split(';')[0]);
        client.DefaultRequestHeaders.Remove("Cookie");
        using var page = await client.SendAsync(request);
        return await page.Content.ReadAsStringAsync();
    }

    private static async Task SignInAsync(HubProcess hub, HttpClient client, string path)
    {
        var code = hub.Said.First(line => line.Contains("/welcome#", StringComparison.Ordinal));
        Assert.Contains("example.org/hub/welcome#", code, StringComparison.Ordinal);
        using var made = await client.PostAsJsonAsync("api/welcome", new { code = code.Split('#')[1].Trim(), name = "camille", passphrase = Person.Passphrase });
        Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        using var opened = await client.PostAsJsonAsync("api/sessions", new { name = "camille", passphrase = Person.Passphrase });
        var cookie = Assert.Single(opened.Headers.GetValues("Set-Cookie"));
        Assert.Contains(path, cookie + ";", StringComparison.Ordinal);
        client.DefaultRequestHeaders.Add("Cookie", cookie.Split(';')[0]);
        client.DefaultRequestHeaders.Add("Hub-Antiforgery", (await opened.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("antiforgery").GetString());

        using var form = new MultipartFormDataContent { { new ByteArrayContent(await File.ReadAllBytesAsync(Samples.Own("linky-load-curve.csv"))), "files", "linky-load-curve.csv" } };
        using var begun = await client.PostAsync(new Uri("api/imports", UriKind.Relative), form);
        var run = (await begun.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("run").GetString();
        using var ended = await client.GetAsync(new Uri($"api/runs/{run}?wait=30", UriKind.Relative));
        Assert.Equal("succeeded", (await ended.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("state").GetString());
    }

    [GeneratedRegex("\\s(?<name>[a-z-]+)=\"(?<value>/[^\"]*)\"", RegexOptions.None, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Addresses();
}
