using System.Diagnostics;

namespace Bench;

/// <summary>The published function app behind a host that plays the Functions host (tests/FunctionsHost), with its data on a storage account.</summary>
internal sealed class FunctionApp : IAsyncDisposable
{
    private readonly Process _host;
    private readonly HttpClient _client;

    private FunctionApp(Process host, Uri address, string cookie)
    {
        _host = host;
        _client = new HttpClient(new SocketsHttpHandler { UseCookies = false }) { BaseAddress = address, Timeout = TimeSpan.FromMinutes(1) };
        _client.DefaultRequestHeaders.TryAddWithoutValidation("Cookie", cookie.Split(": ", 2)[1]);
        _host.ErrorDataReceived += (_, _) => { };
        _host.BeginErrorReadLine();
    }

    /// <summary>Publishes what the host plays with: the app by <c>publish.sh azure</c>, and the host itself.</summary>
    public static async Task<(string App, string Host)> PublishAsync(Places places)
    {
        var host = Path.Combine(places.Root, "functionshost");
        foreach (var (program, args) in new (string, string[])[] { ("bash", [Path.Combine(places.Repository, "publish.sh"), "azure"]), ("dotnet", ["publish", Path.Combine(places.Repository, "tests", "FunctionsHost"), "-c", "Release", "-o", host, "--nologo", "-v", "q"]) })
        {
            if (await Processes.RunAsync(program, args) is { ExitCode: not 0 } said)
            {
                throw new InvalidOperationException($"{args[0]} does not publish: {said.Output}");
            }
        }

        return (Path.Combine(places.Repository, "artifacts", "hub-functions"), Path.Combine(host, "FunctionsHost"));
    }

    public static async Task<FunctionApp> StartAsync(Places places, (string App, string Host) published, string storage, string cookie)
    {
        var address = $"http://localhost:{Processes.FreePort()}";
        var start = new ProcessStartInfo(published.Host, ["--app", published.App, "--url", address, "--storage", storage, "--queues", "off"])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in new[] { ("HUB_STORAGE", storage), ("HUB_PUBLIC_URL", address), ("HUB_DATA", places.NewFolder("functions")) })
        {
            start.Environment[name] = value;
        }

        var app = new FunctionApp(Process.Start(start)!, new Uri(address), cookie);
        await app.HearAsync("Open ");
        return app;
    }

    /// <summary>Takes every instance away and asks for a page: until the whole of it is there, in milliseconds.</summary>
    public async Task<double> ColdAsync(string page)
    {
        await _host.StandardInput.WriteLineAsync("cold");
        await HearAsync("no instance is left");
        var begun = Stopwatch.GetTimestamp();
        await GetAsync(page);
        return Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
    }

    public async Task GetAsync(string page)
    {
        using var answer = await _client.GetAsync(page);
        answer.EnsureSuccessStatusCode();
        await answer.Content.ReadAsByteArrayAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        _host.Kill(entireProcessTree: true);
        await _host.WaitForExitAsync();
        _host.Dispose();
    }

    private async Task HearAsync(string text)
    {
        while (await _host.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.Contains(text, StringComparison.Ordinal))
            {
                return;
            }
        }

        throw new InvalidOperationException("The host that is played has ended.");
    }
}
