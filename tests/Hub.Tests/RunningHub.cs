using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Headers;

namespace Hub.Tests;

/// <summary>The real executable, serving on a free port from a data folder of its own.</summary>
public sealed class RunningHub : IAsyncDisposable
{
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _log = new();
    private readonly bool _keepsData;

    private RunningHub(Process process, string data, bool keepsData)
    {
        _process = process;
        Data = data;
        _keepsData = keepsData;
    }

    public Uri Address { get; private set; } = null!;

    public string Data { get; }

    /// <summary>The code of the link that makes the first account; null when there is one.</summary>
    public string? Code { get; private set; }

    /// <summary>All that the hub printed so far.</summary>
    public string Log => string.Join('\n', _log);

    public int ProcessId => _process.Id;

    public static async Task<RunningHub> StartAsync(string? data = null, IReadOnlyDictionary<string, string>? settings = null)
    {
        var folder = data ?? Path.Combine(Path.GetTempPath(), "hub-tests-" + Guid.NewGuid().ToString("n"));
        var start = HubCommandLine.Start(["serve", "--data", folder, "--urls", "http://127.0.0.1:0"], settings);
        var hub = new RunningHub(new Process { StartInfo = start }, folder, data is not null);
        await hub.ListenAsync();
        return hub;
    }

    /// <summary>A client that nobody is signed in with.</summary>
    public HttpClient Client(string? token = null, string? language = null)
    {
        var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = Address };
        if (token is not null)
        {
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        if (language is not null)
        {
            client.DefaultRequestHeaders.AcceptLanguage.ParseAdd(language);
        }

        return client;
    }

    /// <summary>The owner's account, made through the first link.</summary>
    public Task<Person> MakeOwnerAsync(string name = "Alice") => Person.WelcomeAsync(this, Code!, name);

    /// <summary>Another account, made on the command line and welcomed by its link.</summary>
    public async Task<Person> MakeAccountAsync(string name)
    {
        var added = await HubCommandLine.RunAsync(["user", "add", name, "--data", Data]);
        return await Person.WelcomeAsync(this, added.Output.Trim().Split('#')[1], name);
    }

    public void Kill() => _process.Kill();

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
        if (!_keepsData && Directory.Exists(Data))
        {
            Directory.Delete(Data, recursive: true);
        }
    }

    private async Task ListenAsync()
    {
        var greeted = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        _process.OutputDataReceived += (_, line) =>
        {
            if (line.Data is { } text)
            {
                _log.Enqueue(text);
                Read(text, greeted);
            }
        };
        _process.ErrorDataReceived += (_, line) =>
        {
            if (line.Data is { } text)
            {
                _log.Enqueue(text);
            }
        };
        _process.EnableRaisingEvents = true;
        _process.Exited += (_, _) => greeted.TrySetException(new InvalidOperationException("The hub ended instead of serving: " + Log));
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        await greeted.Task.WaitAsync(TimeSpan.FromMinutes(1));
    }

    private void Read(string line, TaskCompletionSource<bool> greeted)
    {
        const string Listens = "The hub listens on ";
        if (line.StartsWith(Listens, StringComparison.Ordinal))
        {
            Address = new Uri(line[Listens.Length..]);
        }
        else
        {
            // The line after it ends the greeting: with the first link's code, or without.
            Code = line.Contains('#', StringComparison.Ordinal) ? line.Split('#')[1] : null;
            greeted.TrySetResult(true);
        }
    }
}
