using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;

namespace Bench;

/// <summary>A server process under measure, with its address.</summary>
internal sealed class Server : IAsyncDisposable
{
    private readonly Process _process;

    private Server(Process process, int port)
    {
        _process = process;
        Address = new Uri($"http://localhost:{port}");
        Client = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = Address, Timeout = TimeSpan.FromMinutes(10) };
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public Uri Address { get; }

    public HttpClient Client { get; }

    /// <summary>What signs requests in: an <c>Authorization</c> or a <c>Cookie</c> header, as <c>Name: value</c>.</summary>
    public string? Credential { get; private init; }

    public int Pid => _process.Id;

    /// <summary>From the start of the process to the first good answer, in milliseconds.</summary>
    public double ColdStart { get; private set; }

    public static Task<Server> HubAsync(Places places, string data, string? credential = null, string first = "/api/health", IReadOnlyDictionary<string, string>? environment = null)
    {
        var port = Processes.FreePort();
        var begun = Stopwatch.GetTimestamp();
        var process = Processes.Start(places.Hub, ["serve", "--urls", $"http://localhost:{port}", "--data", data], environment);
        return ReadyAsync(process, port, begun, first, credential);
    }

    public static Task<Server> RawAsync(Places places, string folder, bool empty = false)
    {
        var port = Processes.FreePort();
        var begun = Stopwatch.GetTimestamp();
        var process = Processes.Start(places.RawHttp, [$"{port}", Path.Combine(folder, "raw.db"), .. empty ? ["empty"] : Array.Empty<string>()]);
        return ReadyAsync(process, port, begun, "/hello", null);
    }

    /// <summary>The twin on a storage account: this program itself, as a process of its own.</summary>
    public static Task<Server> BareAsync(string storage)
    {
        var port = Processes.FreePort();
        var begun = Stopwatch.GetTimestamp();
        return ReadyAsync(Processes.Start(Environment.ProcessPath!, [BareWriter.Verb, $"{port}", storage]), port, begun, "/", null);
    }

    /// <summary>Makes an account by the command line, and a token that may do everything a token may.</summary>
    public static async Task<string> AccountAsync(Places places, string data, string name = "bench", IReadOnlyDictionary<string, string>? environment = null)
    {
        var added = await Processes.RunAsync(places.Hub, ["user", "add", name, "--data", data], environment);
        var token = await Processes.RunAsync(places.Hub, ["token", "add", "--user", name, "--scope", "read:*", "--scope", "write:*", "--scope", "import", "--scope", "export", "--data", data], environment);
        return added.ExitCode == 0 && token.ExitCode == 0 ? "Authorization: Bearer " + token.Output.Trim().Split('\n')[^1].Trim() : throw new InvalidOperationException(added.Output + token.Output);
    }

    /// <summary>Makes an account through its one-time link, as a person does, and returns the cookie of its session.</summary>
    public static async Task<string> SessionAsync(Places places, string data, string name, IReadOnlyDictionary<string, string>? environment = null)
    {
        var added = await Processes.RunAsync(places.Hub, ["user", "add", name, "--data", data], environment);
        await using var server = await HubAsync(places, data, environment: environment);
        using var welcome = new StringContent($$"""{"code":"{{added.Output.Trim().Split('#')[1]}}","name":"{{name}}","passphrase":"correct horse battery staple"}""", System.Text.Encoding.UTF8, "application/json");
        using var answer = await server.Client.PostAsync("/api/welcome", welcome);
        answer.EnsureSuccessStatusCode();
        return "Cookie: " + answer.Headers.GetValues("Set-Cookie").First().Split(';')[0];
    }

    /// <summary>What a person's browser sends.</summary>
    public static async Task<HttpClient> SignedInAsync(Server server, string cookie)
    {
        var client = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = server.Address, Timeout = TimeSpan.FromMinutes(10) };
        client.DefaultRequestHeaders.TryAddWithoutValidation("Cookie", cookie.Split(": ", 2)[1]);
        var session = await client.GetFromJsonAsync<JsonElement>("/api/sessions/current");
        client.DefaultRequestHeaders.Add("Hub-Antiforgery", session.GetProperty("antiforgery").GetString());
        return client;
    }

    /// <summary>Sends bodies of 1,000 rows, one after the other.</summary>
    /// <returns>Rows a second.</returns>
    public static async Task<double> PostAsync(Server server, IEnumerable<(string Path, byte[] Body)> requests)
    {
        var rows = 0;
        var begun = Stopwatch.GetTimestamp();
        foreach (var (path, body) in requests)
        {
            using var content = new ByteArrayContent(body);
            content.Headers.ContentType = new("application/x-ndjson");
            using var answer = await server.Client.PostAsync(path, content);
            answer.EnsureSuccessStatusCode();
            rows += 1000;
        }

        return rows / Stopwatch.GetElapsedTime(begun).TotalSeconds;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static async Task<Server> ReadyAsync(Process process, int port, long begun, string first, string? credential)
    {
        var server = new Server(process, port) { Credential = credential };
        if (credential?.Split(": ", 2) is [var header, var value])
        {
            server.Client.DefaultRequestHeaders.TryAddWithoutValidation(header, value);
        }

        while (true)
        {
            try
            {
                using var answer = await server.Client.GetAsync(first);
                if (answer.IsSuccessStatusCode)
                {
                    await answer.Content.ReadAsByteArrayAsync();
                    server.ColdStart = Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
                    return server;
                }

                throw new InvalidOperationException($"{first} answers {(int)answer.StatusCode}");
            }
            catch (HttpRequestException) when (!process.HasExited)
            {
                // Not listening yet; connecting again at once is what is measured.
            }
        }
    }
}
