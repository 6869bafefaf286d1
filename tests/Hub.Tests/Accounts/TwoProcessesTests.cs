using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Hub.Testing;

namespace Hub.Tests.Accounts;

/// <summary>Two processes of one hub behind one address, on a storage account: what was asked by one is answered at the other, and once.</summary>
public sealed class TwoProcessesTests : IAsyncLifetime
{
    private const string Address = "http://localhost:7071";

    private HubProcess _one = null!;
    private HubProcess _two = null!;

    public async ValueTask InitializeAsync()
    {
        var storage = (await Azurite.SharedAsync()).NewAccount();
        var environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["HUB_PUBLIC_URL"] = Address };
        _one = await HubProcess.StartOnAsync(storage, environment);
        _two = await HubProcess.StartOnAsync(storage, environment);
    }

    [Fact]
    public async Task A_passkey_asked_for_at_one_signs_in_at_the_other_and_only_once()
    {
        using var here = Client(_one);
        using var there = Client(_two);
        var code = _two.Said.First(line => line.Contains("/welcome#", StringComparison.Ordinal)).Split('#')[1].Trim();
        (await there.PostAsJsonAsync("/api/welcome", new { code, name = "ada", passphrase = Person.Passphrase })).EnsureSuccessStatusCode();
        var session = await ReadAsync(await there.PostAsJsonAsync("/api/sessions", new { name = "ada", passphrase = Person.Passphrase }));
        there.DefaultRequestHeaders.Add("Hub-Antiforgery", session.GetProperty("antiforgery").GetString());
        using var device = new SoftAuthenticator();
        var making = await ReadAsync(await there.PostAsync("/api/passkeys/options", null));
        var made = new { ticket = making.GetProperty("ticket").GetString(), credential = device.Create(making.GetProperty("options"), Address), name = "Phone" };
        Assert.Equal(HttpStatusCode.Created, (await there.PostAsJsonAsync("/api/passkeys", made)).StatusCode);

        using var browser = Client(_two);
        var asked = await ReadAsync(await here.PostAsync("/api/sessions/passkey/options", null));
        var proof = new { ticket = asked.GetProperty("ticket").GetString(), credential = device.Get(asked.GetProperty("options"), Address) };
        var answers = await Task.WhenAll(here.PostAsJsonAsync("/api/sessions/passkey", proof), browser.PostAsJsonAsync("/api/sessions/passkey", proof));
        Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.Created);
        Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.Unauthorized);
    }

    public async ValueTask DisposeAsync()
    {
        await _one.DisposeAsync();
        await _two.DisposeAsync();
    }

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage answer)
    {
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    /// <summary>As through a proxy that serves both under one address.</summary>
    private static HttpClient Client(HubProcess hub)
    {
        var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { BaseAddress = hub.Address };
        client.DefaultRequestHeaders.Host = new Uri(Address).Authority;
        return client;
    }
}
