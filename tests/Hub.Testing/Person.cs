using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace Hub.Testing;

/// <summary>Somebody with an account: a browser's session, and a program's token.</summary>
public sealed class Person
{
    public const string Passphrase = "correct horse battery staple";

    private Person(HubProcess hub, string name, HttpClient session, string antiforgery, HttpClient api)
    {
        Hub = hub;
        Name = name;
        Session = session;
        Antiforgery = antiforgery;
        Api = api;
    }

    public HubProcess Hub { get; }

    public string Name { get; }

    /// <summary>With the session's cookie and antiforgery header.</summary>
    public HttpClient Session { get; }

    public string Antiforgery { get; }

    /// <summary>The session's cookie, for a client that sends it by hand.</summary>
    public required string Cookie { get; init; }

    /// <summary>The id of their own vault.</summary>
    public required string Vault { get; init; }

    /// <summary>Shown when the account was made.</summary>
    public required IReadOnlyList<string> RecoveryCodes { get; init; }

    /// <summary>With a token that reads and writes everything, imports and exports.</summary>
    public HttpClient Api { get; }

    /// <summary>The same person, with the same session and token, at another process of the same hub.</summary>
    public Person At(HubProcess other)
    {
        var session = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = other.Address };
        session.DefaultRequestHeaders.Add("Cookie", Cookie);
        session.DefaultRequestHeaders.Add("Hub-Antiforgery", Antiforgery);
        var api = other.NewClient();
        api.DefaultRequestHeaders.Authorization = Api.DefaultRequestHeaders.Authorization;
        return new Person(other, Name, session, Antiforgery, api) { Cookie = Cookie, Vault = Vault, RecoveryCodes = RecoveryCodes };
    }

    /// <summary>A client whose token has just these scopes.</summary>
    public async Task<HttpClient> WithScopesAsync(params string[] scopes)
    {
        using var made = await PostFreshAsync("/api/tokens", new { label = "test", scopes });
        made.EnsureSuccessStatusCode();
        var client = Hub.NewClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (await ReadAsync(made)).GetProperty("token").GetString());
        return client;
    }

    /// <summary>Does what needs a fresh sign-in, however long ago this person signed in: some tests take their time.</summary>
    public async Task<HttpResponseMessage> PostFreshAsync(string path, object body)
    {
        var answer = await Session.PostAsJsonAsync(path, body);
        if (answer.StatusCode != System.Net.HttpStatusCode.Forbidden)
        {
            return answer;
        }

        answer.Dispose();
        using var confirmed = await Session.PostAsJsonAsync("/api/sessions/current/confirm", new { passphrase = Passphrase });
        confirmed.EnsureSuccessStatusCode();
        return await Session.PostAsJsonAsync(path, body);
    }

    /// <summary>Imports files and returns the run when it has ended or waits.</summary>
    public async Task<JsonElement> ImportAsync(params string[] paths) => await ImportAsync([.. paths.Select(path => (Path.GetFileName(path), File.ReadAllBytes(path)))]);

    public async Task<JsonElement> ImportAsync(string name, byte[] content, string? plugin = null) => await ImportAsync([(name, content)], plugin);

    /// <summary>Sends a file in chunks, as large ones must be, and returns the upload's id.</summary>
    public async Task<string> UploadAsync(string name, Stream content)
    {
        var id = (await PostAsync("/api/uploads", new { name })).GetProperty("id").GetString()!;
        var buffer = new byte[8 * 1024 * 1024];
        long offset = 0;
        for (int read; (read = await content.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false)) > 0; offset += read)
        {
            using var chunk = new HttpRequestMessage(HttpMethod.Patch, $"/api/uploads/{id}") { Content = new ByteArrayContent(buffer, 0, read) };
            chunk.Headers.Add("Upload-Offset", offset.ToString());
            using var answer = await Api.SendAsync(chunk);
            answer.EnsureSuccessStatusCode();
        }

        return id;
    }

    /// <summary>Begins an import and returns its run's id at once.</summary>
    public async Task<string> BeginImportAsync(string name, byte[] content) => await BeginImportAsync([(name, content)], null, dryRun: false);

    /// <summary>Says what an import would do.</summary>
    public async Task<JsonElement> PreviewAsync(string name, byte[] content) => await EndOfAsync(await BeginImportAsync([(name, content)], null, dryRun: true));

    public async Task<JsonElement> ImportAllAsync(params (string Name, byte[] Content)[] files) => await EndOfAsync(await BeginImportAsync(files, null, dryRun: false));

    /// <summary>The run once it has ended or waits for an answer.</summary>
    public async Task<JsonElement> EndOfAsync(string run)
    {
        while (true)
        {
            var state = await GetAsync($"/api/runs/{run}?wait=30");
            if (state.GetProperty("state").GetString() is not ("queued" or "running" or "interrupted"))
            {
                return state;
            }
        }
    }

    public async Task<JsonElement> GetAsync(string path)
    {
        using var answer = await Api.GetAsync(path);
        return answer.IsSuccessStatusCode ? await ReadAsync(answer) : throw new InvalidOperationException($"{path}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
    }

    public async Task<JsonElement> PostAsync(string path, object body)
    {
        using var answer = await Api.PostAsJsonAsync(path, body);
        return answer.IsSuccessStatusCode ? await ReadAsync(answer) : throw new InvalidOperationException($"{path}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
    }

    /// <summary>All records of a type, page by page.</summary>
    public async Task<IReadOnlyList<JsonElement>> AllAsync(string type, string query = "")
    {
        var all = new List<JsonElement>();
        string? cursor = null;
        do
        {
            var page = await GetAsync($"/api/records/{type}?limit=1000{query}{(cursor is null ? "" : $"&cursor={cursor}")}");
            all.AddRange(page.GetProperty("items").EnumerateArray());
            cursor = page.TryGetProperty("next", out var next) ? next.GetString() : null;
        }
        while (cursor is not null);
        return all;
    }

    /// <summary>The exact sum of a number, from the API.</summary>
    public async Task<decimal> SumAsync(string type, string pointer, string query = "") =>
        (await GetAsync($"/api/records/{type}/aggregate?value={pointer}&fn=sum{query}")).GetProperty("rows").EnumerateArray().Sum(row => row.GetProperty("value").GetDecimal());

    internal static async Task<Person> SignInAsync(HubProcess hub, HttpClient session, string name, IReadOnlyList<string> recoveryCodes)
    {
        using var opened = await session.PostAsJsonAsync("/api/sessions", new { name, passphrase = Passphrase });
        opened.EnsureSuccessStatusCode();
        var answer = await ReadAsync(opened);
        var antiforgery = answer.GetProperty("antiforgery").GetString()!;
        session.DefaultRequestHeaders.Add("Hub-Antiforgery", antiforgery);
        Person With(HttpClient api) => new(hub, name, session, antiforgery, api)
        {
            Cookie = opened.Headers.GetValues("Set-Cookie").First().Split(';')[0],
            Vault = answer.GetProperty("vaults")[0].GetString()!,
            RecoveryCodes = recoveryCodes,
        };
        return With(await With(session).WithScopesAsync("read:*", "write:*", "import", "export"));
    }

    private async Task<JsonElement> ImportAsync(IReadOnlyList<(string Name, byte[] Content)> files, string? plugin = null) =>
        await EndOfAsync(await BeginImportAsync(files, plugin, dryRun: false));

    private async Task<string> BeginImportAsync(IReadOnlyList<(string Name, byte[] Content)> files, string? plugin, bool dryRun)
    {
        using var form = new MultipartFormDataContent();
        foreach (var (name, content) in files)
        {
            form.Add(new ByteArrayContent(content), "files", name);
        }

        if (plugin is not null)
        {
            form.Add(new StringContent(plugin), "plugin");
        }

        if (dryRun)
        {
            form.Add(new StringContent("true"), "dryRun");
        }

        using var answer = await Api.PostAsync("/api/imports", form);
        return answer.IsSuccessStatusCode
            ? (await ReadAsync(answer)).GetProperty("run").GetString()!
            : throw new InvalidOperationException($"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
    }

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage answer) => JsonElement.Parse(await answer.Content.ReadAsByteArrayAsync());
}
