using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Hub.FrontDoor;
using Hub.Testing;

namespace Hub.Tests.Proxies;

/// <summary>The hub behind a real nginx with HTTPS, set up as docs/proxy.md says, at the root of a site and below a folder of it.</summary>
public sealed class ProxyTests
{
    public static TheoryData<string> Places => ["/", "/hub/"];

    [Theory]
    [MemberData(nameof(Places))]
    public async Task Signing_in_large_uploads_pages_and_events_go_through(string place)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Addresses of this machine besides 127.0.0.1 are used, which only Linux has without a set-up.");
        var site = new Uri("https://hub.example.org" + place);
        await using var hub = await HubProcess.StartAsync(environment: Environment(site));
        await using var nginx = await Nginx.StartAsync(hub.Address.Port, place);
        using var client = nginx.Client();
        client.BaseAddress = site;
        await SignInAsync(hub, client);

        // A page: what it names lies below the place.
        using (var page = await client.GetAsync(new Uri("settings", UriKind.Relative)))
        {
            Assert.Equal(HttpStatusCode.OK, page.StatusCode);
            Assert.Contains($"href=\"{place}data\"", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        // Events come as they happen: the first before anything else does, the next while the answer is open.
        using var answer = await client.GetAsync(new Uri("api/events", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);
        using var events = new StreamReader(await answer.Content.ReadAsStreamAsync());
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        Assert.Equal(": here", await events.ReadLineAsync(patience.Token));

        await ImportInChunksAsync(client);
        while (await events.ReadLineAsync(patience.Token) is var line && line != "event: change")
        {
            Assert.NotNull(line);
        }
    }

    [Fact]
    public async Task Another_host_name_gets_421_whatever_is_claimed()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Addresses of this machine besides 127.0.0.1 are used, which only Linux has without a set-up.");
        await using var hub = await HubProcess.StartAsync(environment: Environment(new Uri("https://hub.example.org")));
        await using var nginx = await Nginx.StartAsync(hub.Address.Port);
        using var client = nginx.Client();
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(client, "https://hub.example.org/api/health"));
        Assert.Equal(HttpStatusCode.MisdirectedRequest, await StatusAsync(client, "https://evil.example/api/health"));
        Assert.Equal(HttpStatusCode.MisdirectedRequest, await StatusAsync(client, "https://hub.example.org:8443/api/health"));
        Assert.Equal(HttpStatusCode.MisdirectedRequest, await StatusAsync(client, "https://evil.example/api/health", ("X-Forwarded-Host", "hub.example.org")));

        // Past the proxy, from where nobody is trusted: the claim is not heard.
        using var past = Nginx.Client(hub.Address.Port, "127.0.0.3");
        Assert.Equal(HttpStatusCode.MisdirectedRequest, await StatusAsync(past, "http://evil.example/api/health", ("X-Forwarded-Host", "hub.example.org")));
    }

    private static Dictionary<string, string> Environment(Uri site) => new(StringComparer.Ordinal) { ["HUB_PUBLIC_URL"] = site.AbsoluteUri.TrimEnd('/'), ["HUB_TRUSTED_PROXIES"] = "127.0.0.1" };

    private static async Task<HttpStatusCode> StatusAsync(HttpClient client, string address, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        foreach (var (name, value) in headers)
        {
            request.Headers.Add(name, value);
        }

        using var answer = await client.SendAsync(request);
        return answer.StatusCode;
    }

    private static async Task SignInAsync(HubProcess hub, HttpClient client)
    {
        var link = (await hub.HearAsync("/welcome#"))[0];
        Assert.Contains($"{client.BaseAddress!.AbsoluteUri}welcome#", link, StringComparison.Ordinal);
        using var made = await client.PostAsJsonAsync("api/welcome", new { code = link.Split('#')[1].Trim(), name = "camille", passphrase = Person.Passphrase });
        Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        using var opened = await client.PostAsJsonAsync("api/sessions", new { name = "camille", passphrase = Person.Passphrase });
        Assert.Contains("secure", Assert.Single(opened.Headers.GetValues("Set-Cookie")), StringComparison.OrdinalIgnoreCase);
        client.DefaultRequestHeaders.Add("Hub-Antiforgery", (await opened.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("antiforgery").GetString());
        client.DefaultRequestHeaders.Add("Origin", client.BaseAddress.GetLeftPart(UriPartial.Authority));
    }

    /// <summary>A file whose first chunk is as large as chunks may be.</summary>
    private static async Task ImportInChunksAsync(HttpClient client)
    {
        const int LargestChunk = 8 * 1024 * 1024;
        var content = MadeFiles.LoadCurve(300_000);
        Assert.True(content.Length > LargestChunk, $"{content.Length} bytes are too few.");
        using var begun = await client.PostAsJsonAsync("api/uploads", new { name = "load.csv" });
        var upload = (await begun.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString();
        for (var offset = 0; offset < content.Length; offset += LargestChunk)
        {
            using var chunk = new HttpRequestMessage(HttpMethod.Patch, $"api/uploads/{upload}") { Content = new ByteArrayContent(content, offset, Math.Min(LargestChunk, content.Length - offset)) };
            chunk.Headers.Add("Upload-Offset", $"{offset}");
            using var taken = await client.SendAsync(chunk);
            Assert.True(taken.IsSuccessStatusCode, $"{taken.StatusCode}");
        }

        using var imported = await client.PostAsJsonAsync("api/imports", new { uploads = new[] { upload } });
        Assert.Equal(HttpStatusCode.Accepted, imported.StatusCode);
        var run = (await imported.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("run").GetString();
        using var seen = await client.GetAsync(new Uri($"api/runs/{run}", UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, seen.StatusCode);
    }
}
