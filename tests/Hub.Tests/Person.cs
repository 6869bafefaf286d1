using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Hub.Tests;

/// <summary>An account of a running hub, signed in as a browser would be, and with a token for everything.</summary>
public sealed class Person
{
    public const string Passphrase = "correct horse battery staple";

    private Person(RunningHub hub, string name, HttpClient session, IReadOnlyList<string> recoveryCodes, string cookie)
    {
        Hub = hub;
        Name = name;
        Session = session;
        RecoveryCodes = recoveryCodes;
        Cookie = cookie;
    }

    public RunningHub Hub { get; }

    public string Name { get; }

    /// <summary>Sends the cookie and the forms' code.</summary>
    public HttpClient Session { get; }

    public string Cookie { get; }

    public IReadOnlyList<string> RecoveryCodes { get; }

    public string Vault { get; private set; } = "";

    /// <summary>Sends a token with every scope but admin.</summary>
    public HttpClient Token { get; private set; } = null!;

    public static async Task<Person> WelcomeAsync(RunningHub hub, string code, string name)
    {
        using var client = hub.Client();
        var response = await client.PostAsJsonAsync("/api/welcome", new { code, name, passphrase = Passphrase });
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        var codes = (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("recoveryCodes");
        var person = new Person(hub, name, hub.Client(), [.. codes.EnumerateArray().Select(item => item.GetString()!)], CookieOf(response));
        await person.UseCookieAsync();
        person.Token = hub.Client(await person.MakeTokenAsync("read:*", "write:*", "import", "export"));
        return person;
    }

    public static string CookieOf(HttpResponseMessage response) => response.Headers.GetValues("Set-Cookie").First().Split(';')[0];

    public async Task<string> MakeTokenAsync(params string[] scopes)
    {
        var response = await Session.PostAsJsonAsync("/api/tokens", new { label = "test", scopes });
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        return (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("token").GetString()!;
    }

    public async Task<HttpClient> WithScopesAsync(params string[] scopes) => Hub.Client(await MakeTokenAsync(scopes));

    /// <summary>Imports a file and gives its run once it is over or asks something.</summary>
    public async Task<JsonElement> ImportAsync(string name, byte[] content, bool dryRun = false)
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent(content), "files", name }, { new StringContent(dryRun ? "true" : "false"), "dryRun" } };
        var begun = await Token.PostAsync("/api/imports", form);
        Assert.Equal(HttpStatusCode.Accepted, begun.StatusCode);
        return await RunAsync((await begun.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("run").GetString()!);
    }

    public async Task<JsonElement> ImportAsync(string path) => await ImportAsync(Path.GetFileName(path), await File.ReadAllBytesAsync(path));

    public async Task<JsonElement> RunAsync(string id)
    {
        for (var tries = 0; tries < 20; tries++)
        {
            var run = await Token.GetFromJsonAsync<JsonElement>($"/api/runs/{id}?wait=30");
            if (run.GetProperty("state").GetString() is not ("queued" or "running" or "interrupted"))
            {
                return run;
            }
        }

        throw new TimeoutException($"The run {id} did not end in ten minutes.");
    }

    public Task<HttpResponseMessage> WriteAsync(string type, params object[] records) => Token.PostAsJsonAsync($"/api/records/{type}", records);

    private async Task UseCookieAsync()
    {
        Session.DefaultRequestHeaders.Add("Cookie", Cookie);
        var current = await Session.GetFromJsonAsync<JsonElement>("/api/sessions/current");
        Session.DefaultRequestHeaders.Add("Hub-Antiforgery", current.GetProperty("antiforgery").GetString());
        Vault = current.GetProperty("vaults")[0].GetString()!;
    }
}
