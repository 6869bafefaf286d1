using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Hub.Testing;

/// <summary>The real executable with a data folder of its own, as a person would start it.</summary>
public sealed class HubProcess : IAsyncDisposable
{
    private readonly IReadOnlyDictionary<string, string> _environment;
    private readonly IReadOnlyList<string> _arguments;
    private readonly FunctionsApp? _app;
    private readonly string? _package;
    private string? _program;
    private readonly List<string> _said = [];
    private Process _process = null!;
    private string? _code;
    private TaskCompletionSource _line = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private HubProcess(string data, IReadOnlyDictionary<string, string>? environment, IReadOnlyList<string>? arguments, string package)
        : this(data, environment, arguments) => _package = package;

    private HubProcess(string data, IReadOnlyDictionary<string, string>? environment, IReadOnlyList<string>? arguments, FunctionsApp? app = null, string? storage = null)
    {
        Storage = storage ?? app?.Storage;
        _app = app;
        _arguments = arguments ?? [];
        Data = data;
        Address = new Uri($"http://localhost:{QuietPorts.Next()}");
        _environment = environment ?? new Dictionary<string, string>(StringComparer.Ordinal);
    }

    public string Data { get; }

    /// <summary>The storage account that holds its data instead of the folder, or null.</summary>
    public string? Storage { get; }

    public Uri Address { get; }

    public int Pid => _process.Id;

    /// <summary>What files may grow to in its hands, in kilobytes, from the next start on; null for no limit. Linux only.</summary>
    public int? FileSizeLimit { get; set; }

    /// <summary>Everything that it printed so far.</summary>
    public IReadOnlyList<string> Said
    {
        get
        {
            lock (_said)
            {
                return [.. _said];
            }
        }
    }

    /// <summary>Completes once it has printed so many lines that hold this, and gives them.</summary>
    public async Task<IReadOnlyList<string>> HearAsync(string text, int count = 1)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (true)
        {
            var next = Volatile.Read(ref _line).Task;
            if (Said.Where(line => line.Contains(text, StringComparison.Ordinal)).ToList() is var found && found.Count >= count)
            {
                return found;
            }

            await next.WaitAsync(limit.Token);
        }
    }

    /// <param name="arguments">Of the verb serve, besides its data and address.</param>
    public static async Task<HubProcess> StartAsync(string? data = null, IReadOnlyDictionary<string, string>? environment = null, IReadOnlyList<string>? arguments = null)
    {
        var hub = new HubProcess(data ?? Directory.CreateTempSubdirectory("hub-test-").FullName, environment, arguments);
        await hub.BeginAsync();
        return hub;
    }

    /// <summary>At home, with its data on a storage account, where others may be at work beside it.</summary>
    public static async Task<HubProcess> StartOnAsync(string storage, IReadOnlyDictionary<string, string>? environment = null)
    {
        var hub = new HubProcess(Directory.CreateTempSubdirectory("hub-test-").FullName, environment, null, storage: storage);
        await hub.BeginAsync();
        return hub;
    }

    /// <summary>Another build of it: a copy in a folder of its own, in which something is otherwise.</summary>
    public static async Task<HubProcess> StartOtherAsync(string program, string? storage, params IReadOnlyList<string> arguments)
    {
        var hub = new HubProcess(Directory.CreateTempSubdirectory("hub-test-").FullName, null, arguments, storage: storage) { _program = program };
        await hub.BeginAsync();
        return hub;
    }

    /// <summary>Behind a host that plays the Functions host, on the same kind of data.</summary>
    public static async Task<HubProcess> StartAsync(FunctionsApp app, string? data = null, IReadOnlyDictionary<string, string>? environment = null)
    {
        var hub = new HubProcess(data ?? Directory.CreateTempSubdirectory("hub-test-").FullName, environment, null, app);
        hub._code = FunctionsApp.SetUpCode;
        await hub.BeginAsync();
        return hub;
    }

    /// <summary>As a person starts what they unpacked, on a machine that has nothing: the environment names their home and no more.</summary>
    public static async Task<HubProcess> StartPackageAsync(string program, string home)
    {
        var hub = new HubProcess(Path.Combine(home, ".local", "share", "hub"), null, null, program);
        await hub.BeginAsync();
        return hub;
    }

    /// <summary>Says something to the process, where it listens.</summary>
    public Task TellAsync(string line) => _process.StandardInput.WriteLineAsync(line);

    /// <summary>Ends the process as a power cut would.</summary>
    public async Task KillAsync()
    {
        _process.Kill(entireProcessTree: _app is not null);
        await _process.WaitForExitAsync();
    }

    /// <summary>Asks the process to end, as a service manager does, and waits until it has.</summary>
    public async Task StopAsync()
    {
        using var asked = Process.Start("kill", ["-TERM", Pid.ToString(CultureInfo.InvariantCulture)]);
        await _process.WaitForExitAsync();
    }

    /// <summary>Starts it again on the same data, port and environment.</summary>
    public Task RestartAsync() => BeginAsync();

    /// <summary>Starts a verb of the command line on the same data and leaves it to the caller.</summary>
    public Process Begin(params string[] args) => Process.Start(Describe([.. args, .. Place], _environment))!;

    /// <summary>The hub's child processes, which are the runners. Linux only.</summary>
    public IReadOnlyList<int> Runners() => [.. Directory.EnumerateDirectories("/proc").Select(Path.GetFileName).Where(name => int.TryParse(name, out _)).Select(name => int.Parse(name!)).Where(pid => ParentOf(pid) == Pid)];

    private string[] Place => _package is not null ? [] : Storage is { } account ? ["--storage", account] : ["--data", Data];

    private static int? ParentOf(int pid)
    {
        try
        {
            // The name stands in brackets and may hold anything, so what follows it is found from its end.
            var stat = File.ReadAllText($"/proc/{pid}/stat");
            return int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[1]);
        }
        catch (IOException)
        {
            // It has ended in between.
            return null;
        }
    }

    /// <summary>Runs a verb of the command line on the same data.</summary>
    public Task<VerbResult> RunAsync(params string[] args) => VerbAsync([.. args, .. Place], _environment, program: _program);

    /// <param name="folder">Where the verb is typed; null for the tests' own.</param>
    /// <param name="program">Another build than the tests' own.</param>
    public static async Task<VerbResult> VerbAsync(IReadOnlyList<string> args, IReadOnlyDictionary<string, string>? environment = null, string? folder = null, string? program = null)
    {
        var start = Describe(args, environment, program);
        start.WorkingDirectory = folder ?? "";
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new VerbResult(process.ExitCode, await output, await errors);
    }

    /// <summary>A client that keeps cookies and does not follow redirects.</summary>
    public HttpClient NewClient() => new(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { BaseAddress = Address, Timeout = TimeSpan.FromMinutes(5) };

    /// <summary>Makes the owner's account with the printed code, signs in and makes a token that may do what tokens may.</summary>
    public async Task<Person> OwnerAsync(string name = "marie") => await WelcomeAsync(_code ?? throw new InvalidOperationException("The hub printed no first link: " + string.Join('\n', Said)), name);

    /// <summary>Adds another account as its admin would, with a verb.</summary>
    public async Task<Person> AddAsync(string name, bool admin = false)
    {
        var added = await RunAsync(["user", "add", name, .. admin ? ["--admin"] : Array.Empty<string>()]);
        var link = added.Output.Split('#');
        return link.Length == 2 ? await WelcomeAsync(link[1].Trim(), name) : throw new InvalidOperationException(added.ToString());
    }

    /// <summary>Makes the demo with its verb, and signs in there by the link that it prints.</summary>
    public async Task<Person> DemoAsync()
    {
        var made = await RunAsync("demo");
        var link = made.Output.Split('#');
        return link.Length == 2 ? await WelcomeAsync(link[1].Trim(), "demo") : throw new InvalidOperationException(made.ToString());
    }

    /// <summary>Adds another account as its admin would, in the browser.</summary>
    public async Task<Person> InviteAsync(Person admin, string name)
    {
        using var made = await admin.PostFreshAsync("/api/accounts", new { name });
        made.EnsureSuccessStatusCode();
        return await WelcomeAsync((await made.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("link").GetString()!.Split('#')[1], name);
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _process.Dispose();
        Directory.Delete(Data, recursive: true);
    }

    private async Task<Person> WelcomeAsync(string code, string name)
    {
        var session = NewClient();
        using var made = await session.PostAsJsonAsync("/api/welcome", new { code, name, passphrase = Person.Passphrase });
        if (made.StatusCode != HttpStatusCode.Created)
        {
            throw new InvalidOperationException(await made.Content.ReadAsStringAsync());
        }

        var codes = (await made.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("recoveryCodes");
        return await Person.SignInAsync(this, session, name, [.. codes.EnumerateArray().Select(item => item.GetString()!)]);
    }

    private async Task BeginAsync()
    {
        var start = _app?.Describe(Address, Data, _environment) ?? DescribePackage() ?? Describe(["serve", "--urls", Address.ToString().TrimEnd('/'), .. Place, .. _arguments], _environment, _program);
        _process = Process.Start(FileSizeLimit is { } limit ? Limited(start, limit) : start)!;
        var listening = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _process.OutputDataReceived += (_, line) => Hear(line.Data, listening);
        _process.ErrorDataReceived += (_, line) => Hear(line.Data, null);
        _process.EnableRaisingEvents = true;
        _process.Exited += (_, _) => listening.TrySetException(new InvalidOperationException("The hub did not start: " + string.Join('\n', Said)));
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        await listening.Task;
    }

    private ProcessStartInfo? DescribePackage() => _package is null ? null
        : new ProcessStartInfo("/usr/bin/env", ["-i", $"HOME={Path.GetFullPath(Path.Combine(Data, "..", "..", ".."))}", _package, "serve", "--urls", Address.ToString().TrimEnd('/')]) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true, UseShellExecute = false };

    private void Hear(string? line, TaskCompletionSource? listening)
    {
        if (line is null)
        {
            return;
        }

        lock (_said)
        {
            _said.Add(line);
        }

        Interlocked.Exchange(ref _line, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();

        if (line.Contains("/welcome#", StringComparison.Ordinal))
        {
            _code = line.Split('#')[1].Trim();
            listening?.TrySetResult();
        }
        else if (line.StartsWith("Open ", StringComparison.Ordinal))
        {
            listening?.TrySetResult();
        }
    }

    private static ProcessStartInfo Describe(IReadOnlyList<string> args, IReadOnlyDictionary<string, string>? environment, string? program = null)
    {
        var start = new ProcessStartInfo(program ?? Executable, args) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true, UseShellExecute = false };

        // Most tests run one script, and count the hub's children; a few ask for it.
        start.Environment["HUB_WARM_RUNNER"] = "off";
        foreach (var (name, value) in environment ?? new Dictionary<string, string>(StringComparer.Ordinal))
        {
            start.Environment[name] = value;
        }

        return start;
    }

    /// <summary>The shell sets the limit and becomes the hub.</summary>
    private static ProcessStartInfo Limited(ProcessStartInfo start, int kilobytes)
    {
        start.ArgumentList.Insert(0, start.FileName);
        start.ArgumentList.Insert(0, $"ulimit -f {kilobytes}; exec \"$0\" \"$@\"");
        start.ArgumentList.Insert(0, "-c");
        start.FileName = "/bin/bash";

        // The runtime's own doubly mapped code is a large file too.
        start.Environment["DOTNET_EnableWriteXorExecute"] = "0";
        return start;
    }

    /// <summary>The one that was built with these tests: the same configuration.</summary>
    public static string Executable => Path.Combine(Samples.Repository, "functions", "Hub", "bin", Configuration, "net10.0", OperatingSystem.IsWindows() ? "hub.exe" : "hub");

    internal static string Configuration => AppContext.BaseDirectory.Contains($"{Path.DirectorySeparatorChar}Release{Path.DirectorySeparatorChar}", StringComparison.Ordinal) ? "Release" : "Debug";
}

/// <summary>How a verb ended.</summary>
public sealed record VerbResult(int ExitCode, string Output, string Errors);
