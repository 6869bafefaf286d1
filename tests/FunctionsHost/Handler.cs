using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using Hub.Testing;

namespace FunctionsHost;

/// <summary>One instance: a process of the app's executable, started when it is needed and again when it has died (HttpWorkerProcess, DefaultHttpWorkerService.IsWorkerReady).</summary>
internal sealed class Handler(AppFolder app, PlayOptions options, int number)
{
    private static readonly TimeSpan StartsWithin = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan PingsEvery = TimeSpan.FromMilliseconds(25);

    private readonly SemaphoreSlim _starting = new(1, 1);
    private readonly HttpClient _pings = new(new SocketsHttpHandler { UseCookies = false });
    private Process? _process;

    public int Port { get; private set; }

    /// <summary>Where it listens, once it does.</summary>
    public async Task<Uri> ReadyAsync(CancellationToken cancellationToken)
    {
        await _starting.WaitAsync(cancellationToken);
        try
        {
            if (_process is not { HasExited: false })
            {
                await StartAsync(cancellationToken);
            }

            return new Uri($"http://127.0.0.1:{Port}");
        }
        finally
        {
            _starting.Release();
        }
    }

    /// <summary>As the platform takes an instance away: it may finish what it is at.</summary>
    public async Task StopAsync()
    {
        if (_process is not { HasExited: false } process)
        {
            return;
        }

        using var terminate = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]);
        await process.WaitForExitAsync();
    }

    public void Kill() => _process?.Kill(entireProcessTree: true);

    private async Task StartAsync(CancellationToken cancellationToken)
    {
        var begun = Stopwatch.GetTimestamp();
        Port = QuietPorts.Next();
        var start = new ProcessStartInfo(app.Executable, app.Arguments) { WorkingDirectory = app.Root, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (var (name, value) in Environment(Guid.NewGuid().ToString()))
        {
            start.Environment[name] = value;
        }

        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, line) => Tell(line.Data);
        _process.ErrorDataReceived += (_, line) => Tell(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        while (!await AnswersAsync(cancellationToken))
        {
            if (_process.HasExited || Stopwatch.GetElapsedTime(begun) > StartsWithin)
            {
                throw new InvalidOperationException($"Instance {number} did not start.");
            }

            await Task.Delay(PingsEvery, cancellationToken);
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"instance {number} is ready after {Stopwatch.GetElapsedTime(begun).TotalMilliseconds:0} ms, process {_process.Id}, port {Port}"));
    }

    /// <summary>What the host tells the process: both names of the port are set.</summary>
    private IEnumerable<(string Name, string Value)> Environment(string worker)
    {
        var port = Port.ToString(CultureInfo.InvariantCulture);
        yield return ("FUNCTIONS_HTTPWORKER_PORT", port);
        yield return ("FUNCTIONS_HTTPWORKER_ID", worker);
        yield return ("FUNCTIONS_CUSTOMHANDLER_PORT", port);
        yield return ("FUNCTIONS_CUSTOMHANDLER_WORKER_ID", worker);
        yield return ("FUNCTIONS_APP_ROOT_PATH", app.Root);
        if (options.Storage is { } storage)
        {
            yield return ("AzureWebJobsStorage", storage);
        }
    }

    /// <summary>Any answer at all says that it is ready.</summary>
    private async Task<bool> AnswersAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await _pings.GetAsync(new Uri($"http://127.0.0.1:{Port}/"), cancellationToken);
            return true;
        }
        catch (HttpRequestException failed) when (failed.InnerException is SocketException)
        {
            return false;
        }
    }

    private void Tell(string? line)
    {
        if (line is not null)
        {
            Console.Error.WriteLine($"{number}: {line}");
        }
    }
}
